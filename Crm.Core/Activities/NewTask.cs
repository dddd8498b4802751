using Crm.Core.Editing;

namespace Crm.Core.Activities;

/// <summary>Asks for the form of something to do.</summary>
public sealed record NewTask(PlanActivity? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "activity.new-task";
}

public sealed class NewTaskHandler(FormSource forms, CurrentUser user, TimeProvider clock)
{
    public async Task<Result<FormView>> HandleAsync(NewTask form, CancellationToken ct)
    {
        var typed = form.Typed ?? new PlanActivity();
        return await forms.NewAsync(
            RecordKind.Activity, typed with { Due = ActivityTime.Written(typed.Due, ActivityTime.ClockOf(user, clock.GetUtcNow())) },
            form.Why, ct);
    }
}
