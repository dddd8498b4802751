using Crm.Core.Activities;

namespace Crm.Core.ChatCommands;

/// <summary>"remind me Friday at 14:00 to send the offer": a task of one's own, in the person's time zone.</summary>
/// <param name="When">Nothing but a day or hour; without it the sentence says when.</param>
/// <param name="What">What was said behind "remind me".</param>
/// <param name="IsTask">Said behind "task": a "to" in it isn't an end of a time, "talk to Bob".</param>
public sealed record Remind(string? When = null, string? What = null, bool IsTask = false) : ICardRequest
{
    public static string Verb => "activity.remind";
}

/// <summary>What became of it: a task, or a question with all that was said.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "answer")]
[JsonDerivedType(typeof(Planned), "planned")]
[JsonDerivedType(typeof(Asked), "asked")]
public abstract record Reminded
{
    private Reminded()
    {
    }

    public abstract TOut Match<TOut>(Func<Planned, TOut> planned, Func<Asked, TOut> asked);

    public sealed record Planned(Guid Id) : Reminded
    {
        public override TOut Match<TOut>(Func<Planned, TOut> planned, Func<Asked, TOut> asked) => planned(this);
    }

    public sealed record Asked(PlanActivity Typed, Refusal Why) : Reminded
    {
        public override TOut Match<TOut>(Func<Planned, TOut> planned, Func<Asked, TOut> asked) => asked(this);
    }
}

public sealed class RemindHandler(PlanActivityHandler plan, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<Reminded>> HandleAsync(Remind remind, CancellationToken ct)
    {
        var task = Task(remind.What?.Trim() ?? "", remind.When, remind.IsTask);
        var planned = await plan.HandleAsync(task, ct);
        return planned.Refusal is not { } refusal ? new Reminded.Planned(planned.Value)
            : refusal.Kind is RefusalKind.Invalid ? new Reminded.Asked(task, refusal)
            : refusal;
    }

    private PlanActivity Task(string said, string? when, bool isTask) => !string.IsNullOrWhiteSpace(when)
        ? new PlanActivity("TASK", said, Due: when)
        : TimeReader.Read(said, ActivityTime.ClockOf(user, clock.GetUtcNow()), Tense.Ahead) switch
        {
            TimeReading.Found found => new PlanActivity("TASK", found.Rest, Due: ActivityTime.Typed(found.At)),

            // The words themselves: they are refused with the reason, and stand in the form to be mended.
            TimeReading.Unclear unclear => new PlanActivity("TASK", unclear.Rest, Due: unclear.Words),
            var nothing => isTask ? new PlanActivity("TASK", nothing.Rest) : Unread(said, nothing.Rest),
        };

    /// <summary>"remind me Blursday to sleep": what stands before "to" is meant as a time.</summary>
    private static PlanActivity Unread(string said, string rest)
    {
        var to = said == rest ? said.IndexOf(" to ", StringComparison.OrdinalIgnoreCase) : -1;
        return to < 0 ? new PlanActivity("TASK", rest) : new PlanActivity("TASK", said[(to + 4)..], Due: said[..to]);
    }
}
