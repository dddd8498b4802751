using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Lists;

/// <summary>What a filter would show, of whichever kind: asked while it is written.</summary>
public sealed class FilterCounts(
    ListCompaniesHandler companies, ListContactsHandler contacts, ListDealsHandler deals, ListActivitiesHandler activities)
{
    public Task<Result<FilterCount>> CountAsync(RecordKind kind, string? filter, CancellationToken ct) => kind switch
    {
        RecordKind.Company => CountAsync(companies.HandleAsync(new ListCompanies(filter, Take: 1), ct), list => list),
        RecordKind.Contact => CountAsync(contacts.HandleAsync(new ListContacts(filter, Take: 1), ct), list => list),
        RecordKind.Deal => CountAsync(deals.HandleAsync(new ListDeals(filter, Take: 1), ct), list => list.Page),
        RecordKind.Activity => CountAsync(activities.HandleAsync(new ListActivities(filter, Take: 1), ct), list => list),
    };

    private static async Task<Result<FilterCount>> CountAsync<TList, TView>(
        Task<Result<TList>> list, Func<TList, RecordList<TView>> page)
    {
        var found = await list;
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var shown = page(found.Value);
        return new FilterCount(shown.Filter, new Count(shown.Total, shown.TotalIsLowerBound));
    }
}

/// <param name="Filter">As it was read.</param>
/// <param name="Rows">How many it shows.</param>
public sealed record FilterCount(string Filter, Count Rows);
