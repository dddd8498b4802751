using Crm.Core.Access;

namespace Crm.Core.Search;

public sealed record FindRecords(string? Text = null)
{
    public const string Verb = "find";
    public const int LongestText = 200;
}

/// <param name="IsPartial">The search ran into its time limit: there may be more.</param>
public sealed record FoundRecords(string Text, IReadOnlyList<SearchHit> Hits, bool IsPartial = false);

public sealed class FindRecordsHandler(ISearchIndex index) : IReadsOneSnapshot
{
    public async Task<Result<FoundRecords>> HandleAsync(FindRecords find, CancellationToken ct)
    {
        var check = new Check();
        var text = check.Required("text", find.Text, "What to look for", FindRecords.LongestText);
        return check.Refusal is { } refusal ? refusal : new FoundRecords(text, await index.FindAsync(text, 20, ct), index.RanOutOfTime);
    }
}
