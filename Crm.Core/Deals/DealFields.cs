using System.Linq.Expressions;
using Crm.Core.Filtering;
using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

/// <summary>What deals are filtered and sorted by.</summary>
public static class DealFields
{
    public static FieldCatalog<Deal> Catalog(IEnumerable<PipelineStage> stages, IEnumerable<FieldOption> people)
    {
        var updated = Field("updated", FieldKind.Moment, d => d.UpdatedAt);
        return new FieldCatalog<Deal>(
            "deals",
            [
                Field("title", FieldKind.Text, d => d.TitleFolded) with { Aliases = ["name"] },
                Field("stage", FieldKind.Select, d => d.StageId) with { Options = [.. stages.Select(s => new FieldOption(s.Name, s.Id))] },
                Field("value", FieldKind.Number, d => d.Value) with { Aliases = ["amount"] },
                Field("currency", FieldKind.Select, d => d.Currency) with { Options = [.. Currencies.All.Order(StringComparer.Ordinal).Select(c => new FieldOption(c, c))] },
                Field("status", FieldKind.Select, d => d.Status) with { Options = FieldOption.AllOf<DealStatus>() },
                Field("priority", FieldKind.Select, d => d.Priority) with { Options = FieldOption.AllOf<Priority>() },
                Field("expected close", FieldKind.Date, d => d.ExpectedCloseDate) with { Aliases = ["close date", "closing", "close"] },
                Field("closed", FieldKind.Moment, d => d.ClosedAt),
                Field("company", FieldKind.Text, d => d.Company!.NameFolded),
                Field("company industry", FieldKind.Text, d => Sql.Fold(d.Company!.Industry!)),
                Field("contact", FieldKind.Text, d => d.Contact!.SearchFolded),
                Field("owner", FieldKind.User, d => d.OwnerId) with { Options = [.. people] },
                Field("last contact", FieldKind.Moment, d => d.LastActivityAt) with { Aliases = ["last activity"] },
                Field("created", FieldKind.Moment, d => d.CreatedAt),
                updated,
            ],
            updated,
            DefaultDescending: true,
            d => d.Id);
    }

    private static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<Deal, TValue>> column) => new(name, kind, column);
}
