using Crm.Core.Activities;
using Crm.Core.Catalogs;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

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
    public Task<Result<Browsed<RecordList<CompanyView>>>> CompaniesAsync(ListCompanies asked, CancellationToken ct) =>
        BrowseAsync(RecordKind.Company, asked, companies.HandleAsync, list => list, fields.CompaniesAsync, _ => null, ct);

    public Task<Result<Browsed<RecordList<ContactView>>>> ContactsAsync(ListContacts asked, CancellationToken ct) =>
        BrowseAsync(RecordKind.Contact, asked, contacts.HandleAsync, list => list, fields.ContactsAsync, _ => null, ct);

    public Task<Result<Browsed<DealList>>> DealsAsync(ListDeals asked, CancellationToken ct) => BrowseAsync(
        RecordKind.Deal, asked, deals.HandleAsync, list => list.Page, fields.DealsAsync, d => d.Value is null ? null : d.Currency, ct);

    public Task<Result<Browsed<RecordList<ActivityView>>>> ActivitiesAsync(ListActivities asked, CancellationToken ct) =>
        BrowseAsync(RecordKind.Activity, asked, activities.HandleAsync, list => list, fields.ActivitiesAsync, _ => null, ct);

    /// <param name="kind">What is listed.</param>
    /// <param name="asked">By which conditions, and which page.</param>
    /// <param name="list">Lists it.</param>
    /// <param name="page">The rows of a list.</param>
    /// <param name="catalog">The kind's fields.</param>
    /// <param name="currency">Of a row's amount; null where it has none.</param>
    /// <param name="ct">Cancels the list.</param>
    private async Task<Result<Browsed<TList>>> BrowseAsync<T, TAsked, TView, TList>(
        RecordKind kind, TAsked asked, Func<TAsked, CancellationToken, Task<Result<TList>>> list, Func<TList, RecordList<TView>> page,
        Func<CancellationToken, ValueTask<FieldCatalog<T>>> catalog, Func<TView, string?> currency, CancellationToken ct)
        where T : OwnedRecord
        where TAsked : ListQuery
    {
        var here = new ListPlace(kind, asked.After, asked.From, asked.Counts);
        var found = await list(asked with { Counts = here.Counted }, ct);
        return found.Refusal is { } refusal
            ? refusal
            : new Browsed<TList>(
                found.Value,
                ListMoves.From(here, await catalog(ct), page(found.Value), await fields.RatesAsync(ct), currency));
    }
}
