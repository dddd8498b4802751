using Crm.Core.Activities;
using Crm.Core.Lists;
using Crm.Core.Reports;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>Activities.</summary>
internal static class ActivityRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (NewLogHandler h, NewLog r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(ActivityForm.Log(form))).LeadingToChange(),
        Route.Change(
            (SubmitActivityHandler h, LogActivity r, CancellationToken ct) => h.LogAsync(r, ct),
            (_, id, _) => Redirect(new ShowActivity(id)),
            (typed, why) => Unmade(LogActivity.Verb, typed, why, Redirect(new NewLog(typed, why)))),
        Route.Of(
            (NewTaskHandler h, NewTask r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(ActivityForm.Plan(form))).LeadingToChange(),
        Route.Change(
            (SubmitActivityHandler h, PlanActivity r, CancellationToken ct) => h.PlanAsync(r, ct),
            (_, id, _) => Redirect(new ShowActivity(id)),
            (typed, why) => Unmade(PlanActivity.Verb, typed, why, Redirect(new NewTask(typed, why)))),
        Route.Of(
            (ShowActivityHandler h, ShowActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, a, reader) => Live(ActivityCard.For(a, reader), new ShowActivity(r.Id))),
        Route.Change(
            (CompleteActivityHandler h, CompleteActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, id, _) => r.Back is { } list
                ? Redirect(ListActivities.Verb, list)
                : r.Today
                ? Redirect(new ShowDashboard())
                : r.On is { } record
                ? Redirect(record)
                : Redirect(new ShowActivity(id)),
            (r, why) => Stale(RecordKind.Activity, r.Id, r.Version, why)),
        Route.Change(
            (ReopenActivityHandler h, ReopenActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowActivity(id)),
            (r, why) => Stale(RecordKind.Activity, r.Id, r.Version, why)),
        Route.Change(
            (StartActivityHandler h, StartActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowActivity(id)),
            (r, why) => Stale(RecordKind.Activity, r.Id, r.Version, why)),
        Route.Form<AskWhyCancelled>(r => ActivityForm.Cancel(new CancelActivity(r.Id, Version: r.Version))).LeadingToChange(),
        Route.Change(
            (CancelActivityHandler h, CancelActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowActivity(id)),
            (r, why) => why.For("reason") is null ? Stale(RecordKind.Activity, r.Id, r.Version, why) : Show(ActivityForm.Cancel(r, why))),
        Route.Change(
            (AssignActivityHandler h, AssignActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowActivity(id)),
            (r, why) => Stale(RecordKind.Activity, r.Id, r.Version, why)),
        Route.Change(
            (RescheduleActivityHandler h, RescheduleActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowActivity(id)),
            (r, why) => why.For("due") is null ? Stale(RecordKind.Activity, r.Id, r.Version, why) : Show(ActivityForm.Later(r, why))),
        Route.Of(
            (BrowseRecordsHandler h, ListActivities r, CancellationToken ct) => h.ActivitiesAsync(r, ct),
            (_, list, reader) => Live(ActivityListCard.For(list, reader)),
            (r, why) => Mend(RecordKind.Activity, r.Filter, why, r with { After = null, From = 1 }, ListActivities.Verb)),
    ];
}
