using Crm.Core.Deals;
using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>Tells people of deals that somebody else made theirs: one by its card, several from one hand by their number.</summary>
internal sealed class DealHandovers(
    IProactiveStore<Handover> book, CardRoutes cards, ProactiveCards proactive, ILogger<DealHandovers> log)
    : ProactiveMessages<Handover>(book, cards, proactive, log)
{
    protected override object Together(Handover message) => (message.Person.Tenant.Id, message.Person.Id, message.By);

    protected override Task TellAsync(IReadOnlyList<Handover> messages, CancellationToken ct) => messages is [var only]
        ? ShowAsync(only.Person, new ShowDeal(only.DealId), deal => HandoverCard.For(only.By, deal), ct)
        : SendAsync(messages[0].Person, HandoverCard.For(messages[0].By, messages.Count), ct);
}
