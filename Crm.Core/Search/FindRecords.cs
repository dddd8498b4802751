namespace Crm.Core.Search;

public sealed record FindRecords(string? Text = null) : ICardRequest
{
    public static string Verb => "find";
    public const int LongestText = 200;
}

/// <param name="IsPartial">There may be more: see <see cref="SearchHits"/>.</param>
public sealed record FoundRecords(string Text, IReadOnlyList<SearchHit> Hits, bool IsPartial = false);

public sealed class FindRecordsHandler(ISearchIndex index)
{
    public async Task<Result<FoundRecords>> HandleAsync(FindRecords find, CancellationToken ct)
    {
        var check = new InputReader();
        var text = check.Required("text", find.Text, "What to look for", FindRecords.LongestText);
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var found = await index.FindAsync(text, ISearchIndex.Most, ct);
        return new FoundRecords(text, found.Hits, found.IsPartial);
    }
}
