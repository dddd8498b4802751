using Crm.Core.Activities;
using Crm.Core.Choices;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.ExchangeRates;
using Crm.Core.Filtering;

namespace Crm.Core.Catalogs;

/// <summary>The fields of each entity as the running use case's caller can ask for them; made once for a use case.</summary>
public sealed class FieldSource(ICrmDb db, CurrentUser reader, TenantChoicesCache cache, TimeProvider clock)
{
    private FieldContext? context;
    private FieldCatalog<Company>? companies;
    private FieldCatalog<Contact>? contacts;
    private FieldCatalog<Deal>? deals;
    private FieldCatalog<Activity>? activities;

    public async ValueTask<ReportingRates> RatesAsync(CancellationToken ct) =>
        (await cache.GetAsync(db, reader, ct)).RatesFor(reader.Tenant);

    public async ValueTask<FieldContext> GetAsync(CancellationToken ct)
    {
        var choices = await cache.GetAsync(db, reader, ct);
        if (ReferenceEquals(context?.Choices, choices))
        {
            return context;
        }

        (companies, contacts, deals, activities) = (null, null, null, null);
        var now = new FilterClock(clock.GetUtcNow(), ReaderFormat.ZoneOf(reader.TimeZone), Numbers.CultureOf(reader.Locale));
        return context = new FieldContext(choices, choices.PeopleFor(reader), db.Activities.NotDeleted(), now)
        {
            Rates = choices.RatesFor(reader.Tenant),
        };
    }

    /// <summary>Whether a name or another word for it already means a field that isn't a custom field.</summary>
    public async ValueTask<bool> IsBuiltInAsync(RecordKind kind, string name, CancellationToken ct)
    {
        var context = await GetAsync(ct);
        return kind switch
        {
            RecordKind.Company => IsBuiltIn(CompanyFields.Catalog(context), context.Custom<Company>("company"), name),
            RecordKind.Contact => IsBuiltIn(ContactFields.Catalog(context), context.Custom<Contact>("contact"), name),
            RecordKind.Deal => IsBuiltIn(DealFields.Catalog(context), context.Custom<Deal>("deal"), name),
            RecordKind.Activity => IsBuiltIn(ActivityFields.Catalog(context), context.Custom<Activity>("activity"), name),
        };
    }

    private static bool IsBuiltIn<T>(FieldCatalog<T> catalog, IReadOnlyList<FilterField> custom, string name) =>
        catalog.Fields.Any(f => f.Answers(name) && !custom.Contains(f)) || catalog.Numbered.Any(n => n.Find(name) is not null);

    public async ValueTask<FieldCatalog<Company>> CompaniesAsync(CancellationToken ct)
    {
        var now = await GetAsync(ct);
        return companies ??= CompanyFields.Catalog(now);
    }

    public async ValueTask<FieldCatalog<Contact>> ContactsAsync(CancellationToken ct)
    {
        var now = await GetAsync(ct);
        return contacts ??= ContactFields.Catalog(now);
    }

    public async ValueTask<FieldCatalog<Deal>> DealsAsync(CancellationToken ct)
    {
        var now = await GetAsync(ct);
        return deals ??= DealFields.Catalog(now);
    }

    public async ValueTask<FieldCatalog<Activity>> ActivitiesAsync(CancellationToken ct)
    {
        var now = await GetAsync(ct);
        return activities ??= ActivityFields.Catalog(now);
    }
}
