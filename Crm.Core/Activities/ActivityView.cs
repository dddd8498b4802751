namespace Crm.Core.Activities;

/// <summary>An activity as everybody reads it; one line of a timeline.</summary>
public sealed record ActivityView(
    Guid Id, ActivityType Type, string Subject, string? Body, Direction? Direction, ActivityStatus Status, DateTimeOffset OccurredAt,
    DateTimeOffset? DueDate,
    Guid? CompanyId, string? Company, Guid? ContactId, string? Contact, Guid? DealId, string? Deal, string? Owner, bool IsCaptured,
    DateTimeOffset UpdatedAt,
    int Version, DateOnly? DueOn = null, DateOnly? OccurredOn = null) : IRecordView
{
    /// <summary>Of what is planned: it has an hour of its own, as a meeting has. Everything else is due by a time.</summary>
    public bool TakesPlace => Type is ActivityType.Meeting || IsCaptured;

    /// <summary>Of what is planned: when it takes place or is due.</summary>
    public DateTimeOffset? PlannedFor => TakesPlace ? OccurredAt : DueDate;

    public static readonly Expression<Func<Activity, ActivityView>> Of = a => new ActivityView(
        a.Id, a.Type, a.Subject, a.Body == null ? null : a.Body.Substring(0, 255), a.Direction, a.Status, a.OccurredAt, a.DueDate,
        a.CompanyId, a.Company!.Name,
        a.ContactId, a.Contact!.FirstName + " " + a.Contact.LastName, a.DealId, a.Deal!.Title, a.Owner!.Name, a.SourceKey != null,
        a.UpdatedAt, a.Version, a.DueOn, a.OccurredOn);
}
