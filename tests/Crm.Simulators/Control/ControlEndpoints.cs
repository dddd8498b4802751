namespace Crm.Simulators.Control;

/// <summary>The test doors: what tests and <c>./crm up</c> order. No token; the host listens on the own machine only.</summary>
public static class ControlEndpoints
{
    public static void MapControl(this WebApplication app)
    {
        var control = app.MapGroup("/control");
        control.MapPost("/play", Play);
        control.MapGet("/senders", (string directory, Firm firm, TimeProvider clock) => Directory.Exists(directory)
            ? Results.Ok(Senders.Of(directory, firm, clock.GetUtcNow()))
            : Results.BadRequest(new { error = $"There is no directory {directory}." }));
        control.MapGet("/deliveries", (MailPlayer player) => player.Deliveries);
        control.MapDelete("/deliveries", (MailPlayer player) => player.Forget());
        control.MapGet("/playing", (MailPlayer player) => new { playing = player.IsPlaying });
        control.MapPost("/mail", MailboxControl.Mail);
        control.MapPost("/mail/fill", MailboxControl.Fill);
        control.MapPost("/events", MailboxControl.Event);
        control.MapPatch("/messages/{id}", MailboxControl.UpdateMessage);
        control.MapPost("/messages/{id}/move", MailboxControl.MoveMessage);
        control.MapDelete("/messages/{id}", MailboxControl.DeleteMessage);
        control.MapPatch("/events/{id}", MailboxControl.UpdateEvent);
        control.MapDelete("/events/{id}", MailboxControl.DeleteEvent);
        control.MapPost("/calendars", MailboxControl.AddCalendar);
        control.MapPost("/folders", MailboxControl.AddFolder);
        control.MapPatch("/folders/{id}", MailboxControl.ChangeFolder);
        control.MapDelete("/folders/{id}", MailboxControl.DeleteFolder);

        control.MapPost("/faults", FaultControl.Order);
        control.MapGet("/faults", (Faults faults) => faults.Pending);
        control.MapDelete("/faults", (Faults faults) => faults.Clear());
        control.MapPost("/expire-tokens", FaultControl.ExpireTokens);
        control.MapGet("/state", StateControl.Get);
        control.MapDelete("/state", StateControl.ResetCounters);
        control.MapGet("/notifications", StateControl.Notifications);
        control.MapGet("/subscriptions", StateControl.Subscriptions);
    }

    private static IResult Play(PlayOrder order, MailPlayer player) => Directory.Exists(order.Directory)
        ? Results.Accepted("/control/deliveries", new { files = player.Play(order) })
        : Results.BadRequest(new { error = $"There is no directory {order.Directory}." });
}
