using System.Text.Json;
using Crm.Core.Access;

namespace Crm.Core.Cards;

/// <summary>What a use case leads to.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>This card is what the person sees next.</summary>
    public sealed record Show(AdaptiveCard Card) : Answer;

    /// <summary>On to another verb, whose card is then shown.</summary>
    public sealed record Go(string Verb, object Data) : Answer;
}

/// <summary>One line of the dispatch table: a verb, the use case behind it, the card for its answer, and where a refusal leads.</summary>
public sealed class Route
{
    private Route(string verb, Type request, Func<UseCases, CurrentUser, JsonElement, CancellationToken, Task<(Answer Answer, Refusal? Refusal)>> run)
    {
        Verb = verb;
        Request = request;
        RunAsync = run;
    }

    public string Verb { get; }

    /// <summary>The record that a button's data and the inputs deserialize to; a test holds every card against it.</summary>
    public Type Request { get; }

    internal Func<UseCases, CurrentUser, JsonElement, CancellationToken, Task<(Answer Answer, Refusal? Refusal)>> RunAsync { get; }

    public static Route Of<THandler, TRequest, TView>(
        string verb, Func<THandler, TRequest, CancellationToken, Task<Result<TView>>> handle, Func<TRequest, TView, CurrentUser, Answer> shown,
        Func<TRequest, Refusal, Answer>? refused = null)
        where THandler : notnull => new(verb, typeof(TRequest), async (useCases, caller, data, ct) =>
        {
            var request = data.Deserialize<TRequest>(CardJson.Options) ?? throw new JsonException($"No {typeof(TRequest).Name}.");
            var result = await useCases.RunAsync<THandler, Result<TView>>(caller, (handler, token) => handle(handler, request, token), ct);
            return result.Refusal is { } refusal
                ? (refused?.Invoke(request, refusal) ?? new Answer.Show(NoticeCard.Refused(refusal)), refusal)
                : (shown(request, result.Value, caller), null);
        });

    /// <summary>A card that needs nothing from the database.</summary>
    public static Route Form<TRequest>(string verb, Func<TRequest, AdaptiveCard> card) => new(verb, typeof(TRequest), (_, _, data, _) =>
    {
        var request = data.Deserialize<TRequest>(CardJson.Options) ?? throw new JsonException($"No {typeof(TRequest).Name}.");
        return Task.FromResult<(Answer, Refusal?)>((new Answer.Show(card(request)), null));
    });
}
