using Crm.Core.Activities;
using Crm.Core.CaptureControl;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>How capture stands, and what is captured.</summary>
internal static class CaptureRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (ShowCaptureHandler h, ShowCapture r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, view, reader) => Live(CaptureCards.Own(view, reader))),
        Route.Of(
            (ShowMailboxesHandler h, ShowMailboxes r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, mailboxes, reader) => Live(CaptureCards.All(mailboxes, reader))),
        Route.Of(
            (ShowTeamsHandler h, ShowTeams r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, teams, reader) => Show(TeamCards.All(teams, reader))),
        Route.Of(
            (EditTeamHandler h, EditTeam r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(TeamCards.Form(form))).LeadingToChange(),
        Route.Change(
            (SaveTeamHandler h, SaveTeam r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowTeams()),
            (r, why) => IsMended(why) ? Redirect(new EditTeam(r.Id, r, why)) : Show(Cards.NoticeCard.Refused(why))),
        Route.Change(
            (DeleteTeamHandler h, DeleteTeam r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowTeams())),
        Route.Of(
            (EditPolicyHandler h, EditPolicy r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(PolicyCards.Form(form))).LeadingToChange(),
        Route.Of(
            (PreviewPolicyHandler h, PreviewPolicy r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, preview, reader) => Show(PolicyCards.Preview(r, preview, reader)),
            (r, why) => IsMended(why) ? Redirect(new EditPolicy(r.Whose ?? "own", r, why, r.Team)) : Show(Cards.NoticeCard.Refused(why)))
            .LeadingToChange(),
        Route.Change(
            (SavePolicyHandler h, SavePolicy r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, saved, reader) => Show(PolicyCards.Saved(saved, reader)),
            (r, why) => IsMended(why)
                ? Redirect(new EditPolicy(r.Whose ?? "own", null, why, r.Team))
                : Show(Cards.NoticeCard.Refused(why))),
        Route.Of(
            (AskDisconnectHandler h, AskDisconnect r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, asked, reader) => Show(DisconnectCards.Ask(asked, reader))).LeadingToChange(),
        Route.Change(
            (DisconnectMailboxHandler h, DisconnectMailbox r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, left, reader) => Show(DisconnectCards.Left(left, reader))),
        Route.Change(
            (ConnectMailboxHandler h, ConnectMailbox r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, connected, reader) => Show(DisconnectCards.Connected(connected, reader))),
        Route.Change(
            (RequestAccessHandler h, RequestAccess r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, state, _) => Show(AccessRequestCard.For(r, state))),
        Route.Of(
            (ShowAccessRequestHandler h, ShowAccessRequest r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, request, reader) => Show(AccessRequestCards.For(request, reader))),
        Route.Change(
            (DecideAccessHandler h, DecideAccess r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowCapture())),
    ];
}
