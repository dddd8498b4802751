namespace Crm.Core.Deals;

/// <summary>A deal as everybody reads it: cards, pane and API alike.</summary>
public sealed record DealView(
    Guid Id, string Title, decimal? Value, string Currency, Guid StageId, string Stage, decimal Probability, DealStatus Status,
    Priority Priority,
    DateOnly? ExpectedCloseDate, Guid? CompanyId, string? Company, Guid? ContactId, string? Contact, string? Owner,
    DateTimeOffset UpdatedAt, int Version) : IRecordView
{
    public static readonly Expression<Func<Deal, DealView>> Of = d => new DealView(
        d.Id, d.Title, d.Value, d.Currency, d.StageId, d.Stage!.Name, d.Probability ?? d.Stage.Probability, d.Status, d.Priority,
        d.ExpectedCloseDate,
        d.CompanyId, d.Company!.Name, d.ContactId, d.Contact!.FirstName + " " + d.Contact.LastName, d.Owner!.Name, d.UpdatedAt, d.Version);
}
