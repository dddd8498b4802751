using Crm.Core.History;

namespace Crm.Core.Deals;

/// <summary>Fields of a deal that lists leave out.</summary>
public sealed record DealPageFields(
    DateTimeOffset StageEnteredAt, DateTimeOffset? ClosedAt, FieldValues<Deal> Fields, Dictionary<string, JsonElement> Custom)
    : IPageFields
{
    public static readonly Expression<Func<Deal, DealPageFields>> Of =
        Deal.Fields.All.Read((d, values) => new DealPageFields(d.StageEnteredAt, d.ClosedAt, new FieldValues<Deal>(values), d.Custom));
}
