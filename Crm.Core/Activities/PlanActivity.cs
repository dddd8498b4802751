using Crm.Core.Editing;

namespace Crm.Core.Activities;

/// <summary>Something to do: a task, a call, a meeting, for oneself or for a colleague.</summary>
/// <param name="Custom">Values of custom fields by name; without it there are only defaults (<see cref="TenantFields.NewAsync"/>).</param>
public sealed record PlanActivity(
    string? Type = null, string? Subject = null, string? Body = null, string? Due = null, string? Priority = null,
    string? AssignedToId = null, string? CompanyId = null,
    string? ContactId = null, string? DealId = null, JsonElement? Custom = null) : ICardRequest
{
    public static string Verb => "activity.plan";
}

public sealed class PlanActivityHandler(ICrmDb db, ActivityMaker make, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(PlanActivity typed, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var type = check.OneOf<ActivityType>("type", typed.Type, "the kind of activity") ?? ActivityType.Task;
        var subject = Activity.Fields.Subject.Read(check, typed.Subject);
        var body = Activity.Fields.Notes.Read(check, typed.Body);
        var due = ActivityTime.Due(check, "due", typed.Due, ActivityTime.ClockOf(user, clock.GetUtcNow()));
        var priority = Activity.Fields.Priority.ReadNew(check, typed.Priority);
        var assignee = check.Id("assignedToId", typed.AssignedToId, "a person");
        if (assignee is { } person && !await db.Users.AnyAsync(u => u.Id == person && u.IsActive && !u.IsDeleted, ct))
        {
            check.Fail("assignedToId", Refusal.NoSuchPerson);
        }

        var links = await make.LinksAsync(check, typed.CompanyId, typed.ContactId, typed.DealId, ct);
        var custom = await make.CustomAsync(check, typed.Custom, ct);
        return check.Refusal is { } refusal ? refusal
            : await make.SaveAsync(
                Activity.Planned(type, subject, body, priority, due, user, assignee, clock.GetUtcNow())
                    .About(links.Company, links.Contact, links.Deal),
                custom, check, ct);
    }
}
