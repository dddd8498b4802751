using System.Linq.Expressions;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.ExchangeRates;
using Crm.Core.Filtering;
using Crm.Core.Records;

namespace Crm.Core.Lists;

/// <summary>What a catalog of fields is made from, for one reader at one moment.</summary>
/// <param name="Choices">The tenant's stages, people and custom fields.</param>
/// <param name="People">With "me".</param>
/// <param name="Activities">For fields that look at what happened: next meeting, unanswered mail, mails in N days.</param>
/// <param name="Clock">The reader's now.</param>
public sealed record FieldContext(TenantChoices Choices, IReadOnlyList<FieldOption> People, IQueryable<Activity> Activities, FilterClock Clock)
{
    /// <summary>By which amounts of several currencies are compared.</summary>
    public ReportingRates? Rates { get; init; }

    public DateTimeOffset Now => Clock.Now.ToUniversalTime();

    public IReadOnlyList<FilterField> Custom<T>(string entity)
        where T : OwnedRecord => Choices.CustomFilters<T>(entity);

    /// <summary>A field of amounts in the order of what they are worth, where rates say so.</summary>
    public FilterField Compared(FilterField amounts, LambdaExpression currency) => Rates?.Ordered(amounts, currency) ?? amounts;

    /// <summary>The same fields with what this reader may choose: people, and, where the column holds another id, stages.</summary>
    public IEnumerable<FilterField> Offer(IEnumerable<FilterField> columns) => columns.Select(c => c switch
    {
        { Kind: FieldKind.User } => c with { Options = People },
        { Kind: FieldKind.Select } when c.Selector.ReturnType == typeof(Guid) || c.Selector.ReturnType == typeof(Guid?) => c with { Options = Choices.StageOptions },
        _ => c,
    });
}

/// <summary>The fields of each entity as the running use case's caller can ask for them.</summary>
public sealed class FieldSource(ICrmDb db, CurrentUser reader, TenantChoicesCache cache, TimeProvider clock)
{
    public async ValueTask<ReportingRates> RatesAsync(CancellationToken ct) =>
        ReportingRates.Of(await cache.GetAsync(db, reader, ct), reader.Tenant);

    public async ValueTask<FieldContext> GetAsync(CancellationToken ct)
    {
        var choices = await cache.GetAsync(db, reader, ct);
        var now = new FilterClock(clock.GetUtcNow(), Shown.ZoneOf(reader.TimeZone), Numbers.CultureOf(reader.Locale));
        return new FieldContext(choices, choices.PeopleFor(reader), db.Activities.NotDeleted(), now)
        {
            Rates = ReportingRates.Of(choices, reader.Tenant),
        };
    }

    /// <summary>Whether a name or another word for it already means a field that is no custom field.</summary>
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

    public async ValueTask<FieldCatalog<Company>> CompaniesAsync(CancellationToken ct) => CompanyFields.Catalog(await GetAsync(ct));

    public async ValueTask<FieldCatalog<Contact>> ContactsAsync(CancellationToken ct) => ContactFields.Catalog(await GetAsync(ct));

    public async ValueTask<FieldCatalog<Deal>> DealsAsync(CancellationToken ct) => DealFields.Catalog(await GetAsync(ct));

    public async ValueTask<FieldCatalog<Activity>> ActivitiesAsync(CancellationToken ct) => ActivityFields.Catalog(await GetAsync(ct));
}
