using Crm.Core.Commands;

namespace Crm.Core.Routing;

/// <summary>What a use case leads to.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>How what was typed was understood; told on the card that is shown in the end.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>This card is what the person sees next. A live one shows records: it says as of when, and can be asked for again.</summary>
    /// <param name="Card">The card.</param>
    /// <param name="IsLive">It shows records.</param>
    /// <param name="Again">The data that asks for it again; null for the same that led here.</param>
    public sealed record Show(AdaptiveCard Card, bool IsLive = false, object? Again = null) : Answer;

    /// <summary>On to another verb, whose card is then shown.</summary>
    public sealed record Redirect(string Verb, object Data) : Answer;
}

/// <summary>What arrives with a press.</summary>
/// <param name="Data">The button's data merged with the inputs (a <see cref="JsonElement"/>), or the request itself.</param>
/// <param name="Key">The same for every delivery of the same press; null where there is no such thing.</param>
public readonly record struct RouteRequest(object Data, string? Key)
{
    /// <summary>Beside the use case's own members a form carries this one; see <see cref="Blocks.NewForm"/>.</summary>
    public const string Submission = "submission";

    /// <summary>The form's own key stands above the delivery's: a second press of it is another delivery of the same wish.</summary>
    public string? OnceKey => Data is JsonElement { ValueKind: JsonValueKind.Object } sent && sent.TryGetProperty(Submission, out var own)
        && own.ValueKind is JsonValueKind.String
        && own.GetString() is { Length: > 0 and <= 100 } key ? $"form {key}" : Key;

    /// <summary>As a button carries it.</summary>
    internal JsonElement Json => Data as JsonElement? ?? JsonSerializer.SerializeToElement(Data, Data.GetType(), CardJson.Options);

    internal T Read<T>() => Data is T made ? made
        : FormValues.Nest(Json).Deserialize<T>(CardJson.Options) ?? throw new JsonException($"No {typeof(T).Name}.");
}

/// <summary>One line of the dispatch table: a verb, the use case behind it, the card for its answer, and where a refusal leads.</summary>
public sealed record Route
{
    private Route(
        string verb, Type request,
        Func<UseCaseRunner, CurrentUser, RouteRequest, CancellationToken, Task<(Answer Answer, Refusal? Refusal)>> run)
    {
        Verb = verb;
        Request = request;
        RunAsync = run;
    }

    public string Verb { get; }

    /// <summary>The record that a button's data and the inputs deserialize to; a test holds every card against it.</summary>
    public Type Request { get; }

    /// <summary>
    /// What runs it must be a person's own press or word: a client asks for a card again by itself, for everybody who looks at it.
    /// </summary>
    public bool Changes => Outcome is not null;

    /// <summary>Of a route that changes something: what is kept of a press, and read again for the same press delivered again.</summary>
    public Type? Outcome { get; private init; }

    /// <summary>What it shows of an answer that was read already, together with others; null for what answers itself.</summary>
    internal Func<object, object, CurrentUser, Answer>? Shown { get; private init; }

    /// <summary>It changes records, or shows the form that does: not for people who look only.</summary>
    public bool NeedsChangeRight { get; private init; }

    internal Func<UseCaseRunner, CurrentUser, RouteRequest, CancellationToken, Task<(Answer Answer, Refusal? Refusal)>> RunAsync { get; }

    /// <summary>The same route; what it shows is good for nothing but a change.</summary>
    public Route LeadingToChange() => this with { NeedsChangeRight = true };

    /// <summary>A use case that reads.</summary>
    public static Route Of<THandler, TRequest, TView>(
        Func<THandler, TRequest, CancellationToken, Task<Result<TView>>> handle, Func<TRequest, TView, CurrentUser, Answer> shown,
        Func<TRequest, Refusal, Answer>? refused = null)
        where THandler : notnull
        where TRequest : ICardRequest => new(TRequest.Verb, typeof(TRequest), async (useCases, caller, arrival, ct) =>
        {
            var request = arrival.Read<TRequest>();
            return Answered(
                request, await useCases.RunAsync<THandler, Result<TView>>(caller, (handler, token) => handle(handler, request, token), ct),
                caller, shown, refused);
        })
        { Shown = (request, view, reader) => shown((TRequest)request, (TView)view, reader) };

    /// <summary>A use case that changes something: once for each key, however often it arrives, and remembered for undo.</summary>
    public static Route Change<THandler, TRequest, TView>(
        Func<THandler, TRequest, CancellationToken, Task<Result<TView>>> handle, Func<TRequest, TView, CurrentUser, Answer> shown,
        Func<TRequest, Refusal, Answer>? refused = null)
        where THandler : IChangesData
        where TRequest : ICardRequest => Change(TRequest.Verb, handle, shown, refused);

    /// <summary>The same under another verb than the request's own.</summary>
    public static Route Change<THandler, TRequest, TView>(
        string verb, Func<THandler, TRequest, CancellationToken, Task<Result<TView>>> handle,
        Func<TRequest, TView, CurrentUser, Answer> shown,
        Func<TRequest, Refusal, Answer>? refused = null)
        where THandler : IChangesData => new(verb, typeof(TRequest), async (useCases, caller, arrival, ct) =>
        {
            var request = arrival.Read<TRequest>();
            var result = await useCases.RunAsync<IdempotentCommand<THandler>, Result<TView>>(
                caller, (pressed, token) => pressed.RunAsync(arrival.OnceKey, verb, handler => handle(handler, request, token), token), ct);
            return Answered(request, result, caller, shown, refused);
        })
        { Outcome = typeof(TView), NeedsChangeRight = !typeof(IChangesOwnSettings).IsAssignableFrom(typeof(THandler)) };

    /// <summary>A card that needs nothing from the database.</summary>
    public static Route Form<TRequest>(Func<TRequest, AdaptiveCard> card)
        where TRequest : ICardRequest => new(
        TRequest.Verb, typeof(TRequest),
        (_, _, arrival, _) => Task.FromResult<(Answer, Refusal?)>((new Answer.Show(card(arrival.Read<TRequest>())), null)));

    /// <summary>The same, where it depends on who reads it.</summary>
    public static Route Form<TRequest>(Func<TRequest, CurrentUser, AdaptiveCard> card)
        where TRequest : ICardRequest => new(
        TRequest.Verb, typeof(TRequest),
        (_, caller, arrival, _) => Task.FromResult<(Answer, Refusal?)>((new Answer.Show(card(arrival.Read<TRequest>(), caller)), null)));

    /// <summary>On to the verb that fits what was asked for.</summary>
    public static Route Redirect<TRequest>(Func<TRequest, Answer> redirect)
        where TRequest : ICardRequest => new(
        TRequest.Verb, typeof(TRequest),
        (_, _, arrival, _) => Task.FromResult<(Answer, Refusal?)>((redirect(arrival.Read<TRequest>()), null)));

    private static (Answer Answer, Refusal? Refusal) Answered<TRequest, TView>(
        TRequest request, Result<TView> result, CurrentUser caller, Func<TRequest, TView, CurrentUser, Answer> shown,
        Func<TRequest, Refusal, Answer>? refused) =>
        result.Refusal is { } refusal ? (refused?.Invoke(request, refusal) ?? new Answer.Show(NoticeCard.Refused(refusal)), refusal)
            : (shown(request, result.Value, caller) with { Notes = result.Notes }, null);
}
