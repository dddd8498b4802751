using Crm.Core.Activities;
using Crm.Core.Catalogs;
using Crm.Core.Companies;
using static Crm.Core.Filtering.FieldsOf<Crm.Core.Deals.Deal>;

namespace Crm.Core.Deals;

/// <summary>What deals are filtered, sorted and grouped by; the fields of their company and contact too.</summary>
public static class DealFields
{
    private static readonly FilterField Value = Deal.Fields.Value.Filter;

    private static readonly IReadOnlyList<FilterField> Placed =
    [
        Deal.Fields.Title.Filter,
        Field("stage", FieldKind.Select, d => d.StageId) with { Order = Of(d => d.Stage!.Position) },
        Value,
        Deal.Fields.Currency.Filter,
        Deal.Fields.Probability.Filter,
        Field("status", FieldKind.Select, d => d.Status) with { Options = FieldOption.AllOf<DealStatus>(), HasPartialIndexes = true },
        Deal.Fields.Priority.Filter,
        Deal.Fields.ExpectedClose.Filter,
        Field("closed", FieldKind.Moment, d => d.ClosedAt),
        Field("stage entered", FieldKind.Moment, d => d.StageEnteredAt) with { Aliases = ["in stage since"] },
        Deal.Fields.LostReason.Filter,
        Deal.Fields.Source.Filter,
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

    private static readonly IReadOnlyList<FilterField> Columns = [.. Placed, .. Deal.Fields.All.FiltersBeside(Placed)];

    public static FieldCatalog<Deal> Catalog(FieldContext context) => context.Catalog<Deal>(
        RecordKind.Deal,
        [
            .. context.Offer(Columns.Select(c => ReferenceEquals(c, Value) ? context.Compared(Value, Value.UnitOfTotal!) : c)),
            .. LastContactFields.Of<Deal>(context, a => a.DealId),
            Created,
            Updated,
        ],
        Updated,
        descending: true) with
    {
        Numbered = [LastContactFields.MailsInDays<Deal>(context, a => a.DealId)],
        Total = Value,
    };
}
