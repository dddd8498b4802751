using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>
/// Tells people what they did not ask for, once: what the connector does not take now is tried again when its claim has ended.
/// </summary>
internal abstract partial class ProactiveMessages<TMessage>(
    IProactiveStore<TMessage> book, CardRoutes cards, ProactiveCards proactive, ILogger log)
    where TMessage : IProactiveMessage
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var together in (await book.TakeAsync(ct)).GroupBy(Together))
        {
            try
            {
                await TellAsync([.. together], ct);
                foreach (var told in together)
                {
                    await book.SentAsync(told, ct);
                }
            }
            catch (ConnectorException later)
            {
                NotSent(log, together.First().Person.Id, typeof(TMessage).Name, later.Code);
            }
        }
    }

    /// <summary>Messages that are equal in this are told by one card.</summary>
    protected virtual object Together(TMessage message) => message;

    /// <param name="messages">At least one; all of one person.</param>
    /// <param name="ct">Cancels the sending.</param>
    protected abstract Task TellAsync(IReadOnlyList<TMessage> messages, CancellationToken ct);

    protected Task SendAsync(CurrentUser person, AdaptiveCard card, CancellationToken ct) => proactive.SendAsync(person, card, ct);

    /// <summary>Read anew with the person's own rights: what was settled or taken away from them since is not told.</summary>
    /// <param name="person">Who is told.</param>
    /// <param name="request">Asks for the card.</param>
    /// <param name="told">The card with the words that say why it comes unasked; null sends it as it is.</param>
    /// <param name="ct">Cancels the sending.</param>
    protected async Task ShowAsync<TRequest>(
        CurrentUser person, TRequest request, Func<AdaptiveCard, AdaptiveCard>? told, CancellationToken ct)
        where TRequest : ICardRequest
    {
        var shown = await cards.RunAsync(person, request, ct);
        if (shown.Refusal is null)
        {
            await SendAsync(person, told?.Invoke(shown.Card) ?? shown.Card, ct);
        }
    }

    [LoggerMessage(11, LogLevel.Warning, "{UserId} was not told: {Message}, {Code}")]
    private static partial void NotSent(ILogger logger, Guid userId, string message, string? code);
}
