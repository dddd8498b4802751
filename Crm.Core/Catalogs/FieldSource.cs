using Crm.Core.Activities;
using Crm.Core.Choices;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Catalogs;

/// <summary>The fields of each entity as the running use case's caller can ask for them; made once for a use case.</summary>
public sealed class FieldSource(ICrmDb db, CurrentUser reader, TenantChoicesCache cache, TimeProvider clock)
{
    private Catalogs? catalogs;

    public async ValueTask<ReportingRates> RatesAsync(CancellationToken ct) =>
        (await cache.GetAsync(db, reader, ct)).RatesFor(reader.Tenant);

    public async ValueTask<FieldContext> GetAsync(CancellationToken ct) => (await CatalogsAsync(ct)).Context;

    public async ValueTask<FieldCatalog<Company>> CompaniesAsync(CancellationToken ct) => (await CatalogsAsync(ct)).Companies.Value;

    public async ValueTask<FieldCatalog<Contact>> ContactsAsync(CancellationToken ct) => (await CatalogsAsync(ct)).Contacts.Value;

    public async ValueTask<FieldCatalog<Deal>> DealsAsync(CancellationToken ct) => (await CatalogsAsync(ct)).Deals.Value;

    public async ValueTask<FieldCatalog<Activity>> ActivitiesAsync(CancellationToken ct) => (await CatalogsAsync(ct)).Activities.Value;

    /// <summary>Whether a name or another word for it already means a field that isn't a custom field.</summary>
    public async ValueTask<bool> IsBuiltInAsync(RecordKind kind, string name, CancellationToken ct)
    {
        var context = await GetAsync(ct);
        return kind switch
        {
            RecordKind.Company => IsBuiltIn(CompanyFields.Catalog(context), context.Custom<Company>(kind), name),
            RecordKind.Contact => IsBuiltIn(ContactFields.Catalog(context), context.Custom<Contact>(kind), name),
            RecordKind.Deal => IsBuiltIn(DealFields.Catalog(context), context.Custom<Deal>(kind), name),
            RecordKind.Activity => IsBuiltIn(ActivityFields.Catalog(context), context.Custom<Activity>(kind), name),
        };
    }

    private static bool IsBuiltIn<T>(FieldCatalog<T> catalog, IReadOnlyList<FilterField> custom, string name) =>
        catalog.Fields.Any(f => f.Answers(name) && !custom.Contains(f)) || catalog.Numbered.Any(n => n.Find(name) is not null);

    /// <summary>Made anew when an administrator changed what there is to choose from.</summary>
    private async ValueTask<Catalogs> CatalogsAsync(CancellationToken ct)
    {
        var choices = await cache.GetAsync(db, reader, ct);
        if (catalogs is null || !ReferenceEquals(catalogs.Context.Choices, choices))
        {
            var now = new FilterClock(clock.GetUtcNow(), ReaderFormat.ZoneOf(reader.TimeZone), Numbers.CultureOf(reader.Locale));
            catalogs = new Catalogs(new FieldContext(choices, choices.PeopleFor(reader), db.Activities.NotDeleted(), now)
            {
                Rates = choices.RatesFor(reader.Tenant),
            });
        }

        return catalogs;
    }

    /// <summary>Each made when it is first asked for.</summary>
    private sealed record Catalogs(FieldContext Context)
    {
        public Lazy<FieldCatalog<Company>> Companies { get; } = new(() => CompanyFields.Catalog(Context));

        public Lazy<FieldCatalog<Contact>> Contacts { get; } = new(() => ContactFields.Catalog(Context));

        public Lazy<FieldCatalog<Deal>> Deals { get; } = new(() => DealFields.Catalog(Context));

        public Lazy<FieldCatalog<Activity>> Activities { get; } = new(() => ActivityFields.Catalog(Context));
    }
}
