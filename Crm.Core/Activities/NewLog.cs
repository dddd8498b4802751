using Crm.Core.Editing;

namespace Crm.Core.Activities;

/// <summary>Asks for the form of something that happened.</summary>
public sealed record NewLog(LogActivity? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "activity.new-log";
}

public sealed class NewLogHandler(FormSource forms, CurrentUser user, TimeProvider clock)
{
    /// <summary>"log call about pricing yesterday" opens the form with its day in the field for it.</summary>
    public async Task<Result<FormView>> HandleAsync(NewLog form, CancellationToken ct)
    {
        var typed = form.Typed ?? new LogActivity();
        var now = ActivityTime.ClockOf(user, clock.GetUtcNow());
        if (form.Why is null && typed is { HappenedAt: null, Subject: { } said }
            && ActivityTime.AtEndOf(said, now) is (var rest, var when))
        {
            typed = typed with { Subject = rest, HappenedAt = when };
        }

        return await forms.NewAsync(
            RecordKind.Activity, typed with { HappenedAt = ActivityTime.Written(typed.HappenedAt, now) }, form.Why, ct);
    }
}
