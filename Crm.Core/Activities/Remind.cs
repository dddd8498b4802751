using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Filtering;

namespace Crm.Core.Activities;

/// <summary>"remind me Friday at 14:00 to send the offer": a task of one's own, in the person's time zone.</summary>
public sealed record Remind(string? When = null, string? What = null)
{
    public const string Verb = "activity.remind";
}

public sealed class RemindHandler(WriteActivityHandler write, CurrentUser user, TimeProvider clock)
{
    public async Task<Result<ActivityView>> HandleAsync(Remind remind, CancellationToken ct)
    {
        var now = new FilterClock(clock.GetUtcNow(), Shown.ZoneOf(user.TimeZone), Numbers.CultureOf(user.Locale));
        if (string.IsNullOrWhiteSpace(remind.When))
        {
            return await write.PlanAsync(new PlanActivity("TASK", remind.What), ct);
        }

        return DueWords.Parse(remind.When, now) is { } due
            ? await write.PlanAsync(new PlanActivity("TASK", remind.What, Due: due), ct)
            : Refusal.Invalid(new FieldError("due", $"“{remind.When}” is no day I know. Say Friday, tomorrow at 14:00, in 3 days, next week or 2027-03-31."));
    }
}
