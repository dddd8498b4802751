using Crm.Core.Lists;
using Crm.Core.Records;

namespace Crm.Core.Activities;

/// <summary>Asks for the form of something that happened.</summary>
public sealed record NewLog(LogActivity? Typed = null, Refusal? Why = null)
{
    public const string Verb = "activity.new-log";
}

/// <summary>Asks for the form of something to do.</summary>
public sealed record NewTask(PlanActivity? Typed = null, Refusal? Why = null)
{
    public const string Verb = "activity.new-task";
}

public sealed class NewActivityHandler(FormSource forms)
{
    public async Task<Result<FormView>> LogAsync(NewLog form, CancellationToken ct) => await forms.NewAsync(RecordKind.Activity, form.Typed ?? new LogActivity(), form.Why, ct);

    public async Task<Result<FormView>> TaskAsync(NewTask form, CancellationToken ct) => await forms.NewAsync(RecordKind.Activity, form.Typed ?? new PlanActivity(), form.Why, ct);
}
