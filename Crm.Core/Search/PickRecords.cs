using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Search;

/// <summary>Records to choose one from: the latest ones first, or those that fit what was typed, which may be a filter.</summary>
/// <param name="Kind">Null for every kind in one list.</param>
public sealed record PickRecords(RecordKind? Kind, string? Text = null, int Skip = 0, int Take = 15);

public sealed record Pick(RecordKind Kind, Guid Id, string Title, string Detail);

public sealed class PickRecordsHandler(
    FindRecordsHandler find, ListCompaniesHandler companies, ListContactsHandler contacts, ListDealsHandler deals,
    ListActivitiesHandler activities)
{
    private const int Most = 50;

    public async Task<Result<IReadOnlyList<Pick>>> HandleAsync(PickRecords pick, CancellationToken ct)
    {
        var text = NormalText.Line(pick.Text) is { Length: > 0 } typed ? typed.Length > FindRecords.LongestText
            ? typed[..FindRecords.LongestText] : typed : null;
        var (skip, take) = (Math.Clamp(pick.Skip, 0, Most), Math.Clamp(pick.Take, 1, Most));
        var found = pick.Kind is { } kind ? await OfKindAsync(kind, text, skip + take, ct)
            : text is null ? await LatestAsync(ct)
            : await AnywhereAsync(text, ct);
        return found.Skip(skip).Take(take).ToList();
    }

    /// <summary>As a filter if it reads as one, else as a part of the name.</summary>
    private async Task<List<Pick>> OfKindAsync(RecordKind kind, string? text, int take, CancellationToken ct)
    {
        if (text is null)
        {
            return await ListAsync(kind, "order by updated desc", take, ct) ?? [];
        }

        var name = kind switch
        {
            RecordKind.Company or RecordKind.Contact => "name",
            RecordKind.Deal => "title",
            RecordKind.Activity => "subject",
        };
        var found = await ListAsync(kind, text, take, ct) ?? await ListAsync(
            kind, $"{name} contains \"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\" order by updated desc", take, ct) ?? [];
        // Nothing is called so: what the search forgives, the picker forgives.
        return found.Count > 0 ? found : (await AnywhereAsync(text, ct)).FindAll(p => p.Kind == kind);
    }

    private async Task<List<Pick>?> ListAsync(RecordKind kind, string filter, int take, CancellationToken ct) => kind switch
    {
        RecordKind.Company => Picks(
            await companies.HandleAsync(new ListCompanies(filter, Take: take), ct), list => list,
            r => new Pick(kind, r.Id, r.Name, Joined(UpperSnakeCase.Label(r.Status), r.Industry, r.City))),
        RecordKind.Contact => Picks(
            await contacts.HandleAsync(new ListContacts(filter, Take: take), ct), list => list,
            r => new Pick(kind, r.Id, r.Name, Joined(r.JobTitle, r.Company, r.Email))),
        RecordKind.Deal => Picks(
            await deals.HandleAsync(new ListDeals(filter, Take: take), ct), list => list.Page,
            r => new Pick(kind, r.Id, r.Title, Joined(r.Company, r.Stage, r.Value is { } value ? $"{value:#,0.##} {r.Currency}" : null))),
        RecordKind.Activity => Picks(
            await activities.HandleAsync(new ListActivities(filter, Take: take), ct), list => list,
            r => new Pick(kind, r.Id, r.Subject, Joined(UpperSnakeCase.Label(r.Type), r.Contact?.Trim(), r.Company))),
    };

    /// <returns>Null where the filter was not understood.</returns>
    private static List<Pick>? Picks<TList, TView>(Result<TList> list, Func<TList, RecordList<TView>> page, Func<TView, Pick> pick) =>
        list.Refusal is null ? [.. page(list.Value).Items.Select(pick)] : null;

    /// <summary>Before anything is typed: what was touched last, deals before people before companies.</summary>
    private async Task<List<Pick>> LatestAsync(CancellationToken ct)
    {
        var latest = new List<Pick>();
        foreach (var kind in (RecordKind[])[RecordKind.Deal, RecordKind.Contact, RecordKind.Company])
        {
            latest.AddRange(await ListAsync(kind, "order by updated desc", 5, ct) ?? []);
        }

        return latest;
    }

    private async Task<List<Pick>> AnywhereAsync(string text, CancellationToken ct)
    {
        var found = await find.HandleAsync(new FindRecords(text), ct);
        return found.Refusal is null
            ? [.. found.Value.Hits.Select(h => new Pick(Enum.Parse<RecordKind>(h.Kind.ToString()), h.Id, h.Title, h.Detail ?? ""))]
            : [];
    }

    private static string Joined(params IReadOnlyList<string?> parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p)));
}
