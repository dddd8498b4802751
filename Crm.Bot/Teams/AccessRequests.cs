using Crm.Core.CaptureControl;
using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>Tells the owner of a mailbox who asks to read withheld words of its items, with the buttons that decide.</summary>
internal sealed class AccessRequests(
    IProactiveStore<AccessRequest> book, CardRoutes cards, ProactiveCards proactive, ILogger<AccessRequests> log)
    : ProactiveMessages<AccessRequest>(book, cards, proactive, log)
{
    protected override Task TellAsync(IReadOnlyList<AccessRequest> messages, CancellationToken ct) =>
        ShowAsync(messages[0].Person, new ShowAccessRequest(messages[0].RequestId), told: null, ct);
}
