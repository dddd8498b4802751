using Crm.Core.Activities;
using Crm.Core.ChatCommands;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.Routing;
using Crm.Core.Search;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>Sentences that name a record.</summary>
internal static class ChatCommandRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Change(
            (HoldDealByNameHandler h, HoldDealByName r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, named, _) => named.Id is { } id ? Redirect(new ShowDeal(id)) : Show(ChooseDealCard.Hold(named.Choice!))),
        Route.Change(
            (ResumeDealByNameHandler h, ResumeDealByName r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, named, _) => named.Id is { } id ? Redirect(new ShowDeal(id)) : Show(ChooseDealCard.Resume(named.Choice!))),
        Route.Change(
            (LogByTextHandler h, LogByText r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, said, _) => said.Asked is { } form
                ? Redirect(NewLog.Verb, form)
                : said.Logged is { } id
                ? Redirect(new ShowActivity(id))
                : Show(ChooseLogTargetCard.For(said))),
        Route.Change(
            (RemindHandler h, Remind r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, said, _) => said.Match(
                task => Redirect(new ShowActivity(task.Id)), asked => Redirect(new NewTask(asked.Typed, asked.Why)))),
        Route.Change(
            (StartTaskByNameHandler h, StartTaskByName r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, named, _) => named.Id is { } id ? Redirect(new ShowActivity(id)) : Show(ChooseActivityCard.Start(named.Choice!))),
        Route.Change(
            (CancelActivityByNameHandler h, CancelActivityByName r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, named, _) => named.Id is { } id ? Redirect(new ShowActivity(id)) : Show(ChooseActivityCard.Cancel(r, named.Choice!))),
        Route.Change(
            (RestoreByNameHandler h, RestoreByName r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, found, reader) => found.Restored is { } record ? Redirect(record) : Show(DeletedListCard.For(found.Choice, reader))),
        Route.Of(
            (ShowByNameHandler h, ShowByName r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, found, _) => found.Hits is [var only]
                ? Redirect(FoundCard.Open(only).Verb, FoundCard.Open(only).Data!)
                : Show(FoundCard.For(found))),
    ];
}
