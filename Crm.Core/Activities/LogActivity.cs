using Crm.Core.Editing;

namespace Crm.Core.Activities;

/// <summary>Something that happened, as somebody typed it: a call, a meeting, a note.</summary>
/// <param name="Custom">Values of custom fields by name; without it there are only defaults (<see cref="TenantFields.NewAsync"/>).</param>
public sealed record LogActivity(
    string? Type = null, string? Subject = null, string? Body = null, string? HappenedAt = null, string? Minutes = null,
    string? CompanyId = null,
    string? ContactId = null, string? DealId = null, JsonElement? Custom = null) : ICardRequest
{
    public static string Verb => "activity.log";
}

public sealed class LogActivityHandler(ActivityMaker make, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(LogActivity typed, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var type = check.OneOf<ActivityType>("type", typed.Type, "the kind of activity") ?? ActivityType.Note;
        var subject = Activity.Fields.Subject.Read(check, typed.Subject);
        var body = Activity.Fields.Notes.Read(check, typed.Body);
        var minutes = check.Whole("minutes", typed.Minutes, "The minutes");
        var now = clock.GetUtcNow();
        var happened = ActivityTime.Happened(check, "happenedAt", typed.HappenedAt, ActivityTime.ClockOf(user, now))
            ?? new DayOrMoment(default, now);
        if (type is ActivityType.Task)
        {
            check.Fail("type", "A task is planned, not logged.");
        }

        var links = await make.LinksAsync(check, typed.CompanyId, typed.ContactId, typed.DealId, ct);
        var custom = await make.CustomAsync(check, typed.Custom, ct);
        return check.Refusal is { } refusal ? refusal
            : await make.SaveAsync(
                Activity.Noted(type, subject, body, user, now).Lasting(minutes, happened).About(links.Company, links.Contact, links.Deal),
                custom, check, ct);
    }
}
