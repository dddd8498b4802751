using Crm.Core.Editing;
using Crm.Core.History;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>What is done with a record of any kind.</summary>
internal static class RecordRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Redirect<ShowRecord>(r => Redirect(r)),
        Route.Of(
            (ShowHistoryHandler h, ShowHistory r, CancellationToken ct) => h.TellAsync(r, ct),
            (_, told, reader) => Live(HistoryCard.For(told, reader))),
        Route.Of(
            (EditRecordHandler h, EditRecord r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(EditForm.For(form))).LeadingToChange(),
        Route.Change(
            (ChangeRecordHandler h, ChangeRecord r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, seen, _) => Redirect(seen),
            Refused),
        Route.Of(
            (ShowConflictHandler h, ShowConflict r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, view, _) => Show(ConflictCard.For(view))).LeadingToChange(),
        Route.Change(
            (SettleConflictHandler h, SettleConflict r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, seen, _) => Redirect(seen),
            (r, why) => why.Conflicts.Count > 0 ? Conflict(r.Kind, r.Id, why, r.Mine) : Show(NoticeCard.Refused(why))),
        Route.Change(
            (DeleteRecordHandler h, DeleteRecord r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, _, _) => Show(DeletedCard.For(r)),
            (r, why) => Stale(r.Kind, r.Id, r.Version, why)),
        Route.Change(
            (RestoreRecordHandler h, RestoreRecord r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, state, _) => Redirect(new ShowRecord(r.Kind, state.Id))),
        Route.Of(
            (ShowDeletedHandler h, ShowDeleted r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, deleted, reader) => Show(DeletedListCard.For(deleted, reader))),
    ];
}
