using System.Linq.Expressions;
using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Filtering;
using Crm.Core.Input;
using Crm.Core.Lists;

namespace Crm.Core.Deals;

/// <summary>What deals are filtered, sorted and grouped by; the fields of their company and contact too.</summary>
public static class DealFields
{
    private static readonly IReadOnlyList<FieldOption> CurrencyOptions = [.. Currencies.All.Order(StringComparer.Ordinal).Select(c => new FieldOption(c, c))];

    private static readonly FilterField Updated = Field("updated", FieldKind.Moment, d => d.UpdatedAt);

    private static readonly LambdaExpression Currency = Of(d => d.Currency);

    private static readonly FilterField Value =
        Field("value", FieldKind.Number, d => d.Value) with { Aliases = ["amount"], UnitOfTotal = Currency };

    private static readonly IReadOnlyList<FilterField> Columns =
    [
        Field("title", FieldKind.Text, d => d.TitleFolded) with { Aliases = ["name"], IsNeverEmpty = true },
        Field("stage", FieldKind.Select, d => d.StageId) with { Order = Of(d => d.Stage!.Position) },
        Value,
        Field("currency", FieldKind.Select, d => d.Currency) with { Options = CurrencyOptions },
        Field("probability", FieldKind.Number, d => d.Probability ?? d.Stage!.Probability),
        Field("status", FieldKind.Select, d => d.Status) with { Options = FieldOption.AllOf<DealStatus>(), HasPartialIndexes = true },
        Field("priority", FieldKind.Select, d => d.Priority) with { Options = FieldOption.AllOf<Priority>() },
        Field("expected close", FieldKind.Date, d => d.ExpectedCloseDate) with { Aliases = ["close date", "closing", "close"] },
        Field("closed", FieldKind.Moment, d => d.ClosedAt),
        Field("stage entered", FieldKind.Moment, d => d.StageEnteredAt) with { Aliases = ["in stage since"] },
        Field("lost reason", FieldKind.Text, d => Sql.Fold(d.LostReason!)),
        Field("source", FieldKind.Text, d => Sql.Fold(d.Source!)),
        Field("company", FieldKind.Text, d => d.Company!.NameFolded),
        Field("company industry", FieldKind.Text, d => d.Company!.IndustryFolded),
        Field("company size", FieldKind.Select, d => d.Company!.CompanySize) with { Options = FieldOption.AllOf<CompanySize>() },
        Field("company country", FieldKind.Select, d => d.Company!.Country) with { Options = Countries.Options },
        Field("contact", FieldKind.Text, d => d.Contact!.NameFolded) with
        {
            Shown = new ShownText(Of(d => Sql.Fold(d.Contact!.FirstName + " " + d.Contact!.LastName)), Of(d => d.Contact!.SearchFolded)),
        },
        Field("contact email", FieldKind.Text, d => d.Contact!.EmailLower) with { Aliases = ["contact e-mail"], IsFolded = false },
        Field("contact job title", FieldKind.Text, d => Sql.Fold(d.Contact!.JobTitle!)),
        Field("owner", FieldKind.User, d => d.OwnerId) with { Order = Of(d => d.Owner!.Name) },
        Field("last contact", FieldKind.Moment, d => d.LastActivityAt) with { Aliases = ["last activity"] },
    ];

    private static readonly IReadOnlyList<FilterField> Times =
    [
        Field("created", FieldKind.Moment, d => d.CreatedAt),
        Updated,
    ];

    public static FieldCatalog<Deal> Catalog(FieldContext context) => new(
        "deals",
        [
            .. context.Offer(Columns.Select(c => ReferenceEquals(c, Value) ? context.Compared(Value, Currency) : c)),
            .. TouchFields.Of<Deal>(context, a => a.DealId),
            .. Times,
            .. context.Custom<Deal>("deal"),
        ],
        Updated,
        DefaultDescending: true,
        d => d.Id)
    {
        SigningKey = context.Choices.SigningKey,
        Today = context.Clock.Today,
        Numbered = [TouchFields.MailsInDays<Deal>(context, a => a.DealId)],
        Total = Value,
    };

    private static LambdaExpression Of<TValue>(Expression<Func<Deal, TValue>> column) => column;

    private static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<Deal, TValue>> column) => new(name, kind, column);
}
