using Crm.Core.Deals;
using Crm.Core.Reminders;
using Crm.Core.Routes;

namespace Crm.Bot.Teams;

/// <summary>Tells people of deals that somebody else made theirs: one by its card, several from one hand by their number.</summary>
internal sealed partial class DealHandovers(IHandoverStore book, CardRoutes cards, ProactiveCards proactive, ILogger<DealHandovers> log)
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var given in (await book.TakeAsync(ct)).GroupBy(h => (h.Person.Tenant.Id, h.Person.Id, h.By)))
        {
            try
            {
                await TellAsync([.. given], ct);
                foreach (var handover in given)
                {
                    await book.SentAsync(handover, ct);
                }
            }
            catch (ConnectorException later)
            {
                NotSent(log, given.Key.Item2, later.Code); // the claims end by themselves, and it is tried again
            }
        }
    }

    private async Task TellAsync(IReadOnlyList<Handover> given, CancellationToken ct)
    {
        var (person, by) = (given[0].Person, given[0].By);
        if (given.Count > 1)
        {
            await proactive.SendAsync(person, HandoverCard.For(by, given.Count), ct);
            return;
        }

        // Read anew with the person's own rights: a deal that was taken away from them since is not shown.
        var deal = await cards.RunAsync(person, new ShowDeal(given[0].DealId), ct);
        if (deal.Refusal is null)
        {
            await proactive.SendAsync(person, HandoverCard.For(by, deal.Card), ct);
        }
    }

    [LoggerMessage(13, LogLevel.Warning, "{UserId} was not told of a deal that is theirs now: {Code}")]
    private static partial void NotSent(ILogger logger, Guid userId, string? code);
}
