using Crm.Core.Activities;
using Crm.Core.Lists;
using Crm.Core.Reports;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;
using static Crm.Core.Routes.RecordLines;

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
        OnCard(
            RecordKind.Activity, (ReopenActivityHandler h, ReopenActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            r => (r.Id, r.Version)),
        OnCard(
            RecordKind.Activity, (StartActivityHandler h, StartActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            r => (r.Id, r.Version)),
        Route.Form<AskWhyCancelled>(r => ActivityForm.Cancel(new CancelActivity(r.Id, Version: r.Version))).LeadingToChange(),
        OnCard(
            RecordKind.Activity, (CancelActivityHandler h, CancelActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            r => (r.Id, r.Version), "reason", ActivityForm.Cancel),
        OnCard(
            RecordKind.Activity, (AssignActivityHandler h, AssignActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            r => (r.Id, r.Version)),
        OnCard(
            RecordKind.Activity, (RescheduleActivityHandler h, RescheduleActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            r => (r.Id, r.Version), "due", ActivityForm.Later),
        List(
            RecordKind.Activity, (BrowseRecordsHandler h, ListActivities r, CancellationToken ct) => h.ActivitiesAsync(r, ct),
            ActivityListCard.For),
    ];
}
