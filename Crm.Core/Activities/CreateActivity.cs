namespace Crm.Core.Activities;

/// <summary>
/// An activity of either kind, for callers with one address for both: a task, or anything with a due date, an assignee or a priority, is
/// planned; everything else has happened and is logged.
/// </summary>
/// <param name="Custom">Values of custom fields by name.</param>
public sealed record CreateActivity(
    string? Type = null, string? Subject = null, string? Body = null, string? HappenedAt = null, string? Minutes = null, string? Due = null,
    string? Priority = null,
    string? AssignedToId = null, string? CompanyId = null, string? ContactId = null, string? DealId = null, JsonElement? Custom = null)
        : ICardRequest
{
    public static string Verb => "activity.create";
}

public sealed class CreateActivityHandler(LogActivityHandler log, PlanActivityHandler plan) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(CreateActivity typed, CancellationToken ct)
    {
        var planned = typed.Due ?? typed.AssignedToId ?? typed.Priority;
        if (planned is null && !"TASK".Equals(typed.Type?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return await log.HandleAsync(
                new LogActivity(typed.Type, typed.Subject, typed.Body, typed.HappenedAt, typed.Minutes, typed.CompanyId, typed.ContactId,
                    typed.DealId, typed.Custom), ct);
        }

        var past = new[] { ("happenedAt", typed.HappenedAt), ("minutes", typed.Minutes) }.Where(f => f.Item2 is not null)
            .Select(
                f => new FieldError(
                    f.Item1,
                    "This is still to happen. Leave it out, or leave out due, priority and assignedToId to log what has happened."))
                    .ToArray();
        return past.Length > 0
            ? Refusal.Invalid(past)
            : await plan.HandleAsync(
                new PlanActivity(
                    typed.Type, typed.Subject, typed.Body, typed.Due, typed.Priority, typed.AssignedToId, typed.CompanyId, typed.ContactId,
                    typed.DealId, typed.Custom), ct);
    }
}
