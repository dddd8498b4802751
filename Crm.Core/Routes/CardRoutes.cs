using Crm.Core.Routing;

namespace Crm.Core.Routes;

/// <summary>The card that a press, a command or the pane gets, and the refusal behind it if there was one.</summary>
public sealed record CardAnswer(AdaptiveCard Card, Refusal? Refusal)
{
    /// <summary>
    /// What shows this card again: the last verb of the way and its data; null where nothing was shown, and after a change: it would be
    /// made again.
    /// </summary>
    public ExecuteAction? Again { get; init; }
}

/// <summary>
/// Runs a verb and follows where it leads, until there is a card. Teams and the pane both come through here; the table of verbs is in
/// CardTable.cs.
/// </summary>
public sealed partial class CardRoutes(UseCaseRunner useCases, TimeProvider clock)
{
    /// <summary>A verb may lead to another (created: show it). More than a few in a row would be a circle.</summary>
    private const int Hops = 4;

    /// <param name="caller">Whose rights count; what <paramref name="data"/> says of people is a claim.</param>
    /// <param name="verb">A key of <see cref="Table"/>.</param>
    /// <param name="data">The button's data merged with the inputs, or the verb's request itself.</param>
    /// <param name="ct">Cancels the use case.</param>
    /// <param name="key">The same for every delivery of this press: what it changes, it changes once.</param>
    public async Task<CardAnswer> RunAsync(CurrentUser caller, string verb, object data, CancellationToken ct, string? key = null)
    {
        Refusal? refusal = null;
        var notes = new List<string>();
        for (var hop = 0; hop < Hops; hop++)
        {
            if (!Table.TryGetValue(verb, out var route))
            {
                return Refuse(Refusal.Invalid(new FieldError("verb", "This card is older than the CRM. Please ask for it again.")));
            }

            if (route.NeedsChangeRight && !caller.MayChangeRecords)
            {
                return Refuse(Refusal.ReadOnlyAccount());
            }

            Answer answer;
            var request = new RouteRequest(data, key);
            try
            {
                (answer, var refused) = await route.RunAsync(useCases, caller, request, ct);
                refusal ??= refused;
                notes.AddRange(answer.Notes);
            }
            catch (JsonException)
            {
                return Refuse(Refusal.UnreadableCard());
            }

            switch (answer)
            {
                case Answer.Show show:
                    var again = show.Again is { } other ? new RouteRequest(other, null).Json : request.Json;
                    return new CardAnswer(Finished(show, caller, verb, again).Noting(notes), refusal)
                    {
                        Again = route.Changes ? null
                            : new ExecuteAction { Title = "Show mine", Verb = verb, Data = again, AssociatedInputs = "none" },
                    };
                case Answer.Redirect redirect:
                    (verb, key, data) = (redirect.Verb, null, redirect.Data);
                    break;
            }
        }

        throw new InvalidOperationException($"The verb {verb} leads in a circle.");
    }

    public Task<CardAnswer> RunAsync<T>(CurrentUser caller, T request, CancellationToken ct, string? key = null)
        where T : ICardRequest => RunAsync(caller, T.Verb, request, ct, key);

    /// <summary>The card of an answer that was read already, together with others: the same as <see cref="RunAsync{T}"/> shows.</summary>
    /// <param name="reader">Who reads it.</param>
    /// <param name="request">What would ask for it.</param>
    /// <param name="view">What the use case of <paramref name="request"/> answers.</param>
    /// <exception cref="InvalidOperationException">This verb never shows a card of such an answer.</exception>
    public AdaptiveCard CardOf<T>(CurrentUser reader, T request, object view)
        where T : ICardRequest => Table[T.Verb].Shown?.Invoke(request, view, reader) is Answer.Show show
        ? Finished(show, reader, T.Verb, new RouteRequest(show.Again ?? request, null).Json)
        : throw new InvalidOperationException($"{T.Verb} shows no card.");

    /// <summary>Whether this verb may be run by nobody's press: false for what changes something, and for unknown verbs.</summary>
    public static bool OnlyShows(string verb) => Table.TryGetValue(verb, out var route) && !route.Changes;

    private AdaptiveCard Finished(Answer.Show show, CurrentUser reader, string verb, JsonElement again)
    {
        var card = reader.MayChangeRecords ? show.Card : show.Card.WithoutVerbs(NeedsChangeRight);
        return show.IsLive ? card.AsOf(clock.GetUtcNow(), reader, verb, again) : card;
    }

    private static bool NeedsChangeRight(string verb) => Table.TryGetValue(verb, out var route) && route.NeedsChangeRight;

    private static CardAnswer Refuse(Refusal refusal) => new(NoticeCard.Refused(refusal), refusal);
}
