using Crm.Core.CaptureControl;
using Crm.Core.Reminders;
using Crm.Core.Routes;

namespace Crm.Bot.Teams;

/// <summary>Tells the owner of a mailbox who asks to read withheld words of its items, with the buttons that decide.</summary>
internal sealed partial class AccessRequests(
    IAccessRequestStore book, CardRoutes cards, ProactiveCards proactive, ILogger<AccessRequests> log)
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var asked in await book.TakeAsync(ct))
        {
            try
            {
                // Read anew with the person's own rights: what was decided or went meanwhile is not told.
                var request = await cards.RunAsync(asked.Person, new ShowAccessRequest(asked.RequestId), ct);
                if (request.Refusal is null)
                {
                    await proactive.SendAsync(asked.Person, request.Card, ct);
                }

                await book.SentAsync(asked, ct);
            }
            catch (ConnectorException later)
            {
                NotSent(log, asked.Person.Id, later.Code); // the claim ends by itself, and it is tried again
            }
        }
    }

    [LoggerMessage(14, LogLevel.Warning, "{UserId} was not told who asks for access: {Code}")]
    private static partial void NotSent(ILogger logger, Guid userId, string? code);
}
