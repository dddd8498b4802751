using Crm.Core.Activities;
using Crm.Core.Choices;

namespace Crm.Core.Catalogs;

/// <summary>What a catalog of fields is made from, for one reader at one moment.</summary>
/// <param name="Choices">The tenant's stages, people and custom fields.</param>
/// <param name="People">With "me".</param>
/// <param name="Activities">For fields that look at what happened: next meeting, unanswered mail, mails in N days.</param>
/// <param name="Clock">The reader's now.</param>
public sealed record FieldContext(
    TenantChoices Choices, IReadOnlyList<FieldOption> People, IQueryable<Activity> Activities, FilterClock Clock)
{
    /// <summary>By which amounts of several currencies are compared.</summary>
    public ReportingRates? Rates { get; init; }

    public DateTimeOffset Now => Clock.Now.ToUniversalTime();

    public IReadOnlyList<FilterField> Custom<T>(RecordKind kind)
        where T : OwnedRecord => Choices.CustomFilters<T>(RecordWords.Singular(kind));

    /// <summary>These fields and the tenant's own ones, for this reader today.</summary>
    /// <param name="kind">What <typeparamref name="T"/> is called.</param>
    /// <param name="fields">In the order in which they are offered.</param>
    /// <param name="order">By what a list is sorted that nobody sorts.</param>
    /// <param name="descending">Whether the last of them comes first then.</param>
    public FieldCatalog<T> Catalog<T>(RecordKind kind, IEnumerable<FilterField> fields, FilterField order, bool descending)
        where T : OwnedRecord => new(RecordWords.Plural(kind), [.. fields, .. Custom<T>(kind)], order, descending, record => record.Id)
        {
            SigningKey = Choices.SigningKey, Today = Clock.Today,
        };

    /// <summary>A field of amounts in the order of what they are worth, where rates say so.</summary>
    public FilterField Compared(FilterField amounts, LambdaExpression currency) => Rates?.Ordered(amounts, currency) ?? amounts;

    /// <summary>The same fields with what this reader may choose: people, and, where the column holds another id, stages.</summary>
    public IEnumerable<FilterField> Offer(IEnumerable<FilterField> columns) => columns.Select(c => c switch
    {
        { Kind: FieldKind.User } => c with { Options = People },
        { Kind: FieldKind.Select } when c.Selector.ReturnType == typeof(Guid)
            || c.Selector.ReturnType == typeof(Guid?) => c with { Options = Choices.StageOptions },
        _ => c,
    });
}
