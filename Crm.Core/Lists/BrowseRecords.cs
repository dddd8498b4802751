using Crm.Core.Activities;
using Crm.Core.Catalogs;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.ExchangeRates;
using Crm.Core.Filtering;

namespace Crm.Core.Lists;

/// <summary>A list with everything that a person can press to go on from it.</summary>
public sealed record Browsed<TList>(TList List, ListMoves Moves);

/// <summary>
/// Lists for reading in a card: rows, their counts, and where each press leads. Options are counted once the card is asked to narrow, and
/// then for as long as it is.
/// </summary>
public sealed class BrowseRecordsHandler(
    ListCompaniesHandler companies, ListContactsHandler contacts, ListDealsHandler deals, ListActivitiesHandler activities,
    FieldSource fields)
{
    public async Task<Result<Browsed<RecordList<CompanyView>>>> CompaniesAsync(ListCompanies asked, CancellationToken ct)
    {
        var here = new ListPlace(RecordKind.Company, asked.After, asked.From, asked.Counts);
        return With(here, await companies.HandleAsync(asked with { Counts = here.Counted }, ct), list => list,
            await fields.CompaniesAsync(ct), await fields.RatesAsync(ct));
    }

    public async Task<Result<Browsed<RecordList<ContactView>>>> ContactsAsync(ListContacts asked, CancellationToken ct)
    {
        var here = new ListPlace(RecordKind.Contact, asked.After, asked.From, asked.Counts);
        return With(here, await contacts.HandleAsync(asked with { Counts = here.Counted }, ct), list => list,
            await fields.ContactsAsync(ct), await fields.RatesAsync(ct));
    }

    public async Task<Result<Browsed<DealList>>> DealsAsync(ListDeals asked, CancellationToken ct)
    {
        var here = new ListPlace(RecordKind.Deal, asked.After, asked.From, asked.Counts);
        return With(here, await deals.HandleAsync(asked with { Counts = here.Counted }, ct), list => list.Page,
            await fields.DealsAsync(ct), await fields.RatesAsync(ct), d => d.Value is null ? null : d.Currency);
    }

    public async Task<Result<Browsed<RecordList<ActivityView>>>> ActivitiesAsync(ListActivities asked, CancellationToken ct)
    {
        var here = new ListPlace(RecordKind.Activity, asked.After, asked.From, asked.Counts);
        return With(here, await activities.HandleAsync(asked with { Counts = here.Counted }, ct), list => list,
            await fields.ActivitiesAsync(ct), await fields.RatesAsync(ct));
    }

    private static Result<Browsed<TList>> With<T, TView, TList>(
        ListPlace here, Result<TList> list, Func<TList, RecordList<TView>> page, FieldCatalog<T> catalog, ReportingRates rates,
        Func<TView, string?>? currency = null)
        where T : OwnedRecord => list.Refusal is { } refusal ? refusal
        : new Browsed<TList>(list.Value, ListMoves.From(here, catalog, page(list.Value), rates, currency ?? (_ => null)));
}
