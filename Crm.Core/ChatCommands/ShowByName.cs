using Crm.Core.Search;

namespace Crm.Core.ChatCommands;

/// <summary>"show Ann Miller": the one record of that name, or the choice between several.</summary>
public sealed record ShowByName(string? Name = null) : ICardRequest
{
    public static string Verb => "show";
}

public sealed class ShowByNameHandler(FindRecordsHandler find)
{
    public async Task<Result<FoundRecords>> HandleAsync(ShowByName show, CancellationToken ct)
    {
        var found = await find.HandleAsync(new FindRecords(show.Name), ct);
        if (found.Refusal is not null)
        {
            return found;
        }

        var records = found.Value.Hits.Where(h => h.Kind is not RecordKind.Activity).ToList();
        var exact = records.Where(h => NormalText.AreSame(h.Title, found.Value.Text)).ToList();
        return found.Value with { Hits = exact.Count == 1 ? exact : records };
    }
}
