using Crm.Core.Routing;

namespace Crm.Core.Cards;

/// <summary>
/// What can be pressed. A button's payload is the use case's own record: its data and the inputs' ids are that record's members.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExecuteAction), "Action.Execute")]
[JsonDerivedType(typeof(OpenUrlAction), "Action.OpenUrl")]
[JsonDerivedType(typeof(DialogAction), "Action.Submit")]
[JsonDerivedType(typeof(ShowCardAction), "Action.ShowCard")]
[JsonDerivedType(typeof(ToggleAction), "Action.ToggleVisibility")]
public abstract record CardAction
{
    private protected CardAction()
    {
    }

    public string? Id { get; init; }

    public string Title { get; init; } = "";

    /// <summary>positive or destructive.</summary>
    public string? Style { get; init; }

    public string? Tooltip { get; init; }
}

/// <summary>
/// Universal Action: answered with a card that takes this one's place (Teams: invoke adaptiveCard/action; pane: POST /api/cards/{verb}).
/// </summary>
public sealed record ExecuteAction : CardAction
{
    public required string Verb { get; init; }

    public JsonElement? Data { get; init; }

    /// <summary>"none" lets Cancel pass while required inputs are empty.</summary>
    public string? AssociatedInputs { get; init; }

    /// <summary>Runs the use case of <paramref name="request"/>, whatever stands in the card's inputs.</summary>
    public static ExecuteAction Press<T>(string title, T request)
        where T : ICardRequest => Of(title, T.Verb, request, withInputs: false);

    /// <summary>Sends the card's inputs to the use case of <typeparamref name="T"/>.</summary>
    /// <param name="title">On the button.</param>
    /// <param name="known">Those members of the request that no input holds.</param>
    /// <param name="withInputs">False where the card has none.</param>
    public static ExecuteAction Submit<T>(string title, object? known = null, bool withInputs = true)
        where T : ICardRequest => Of(title, T.Verb, known ?? new { }, withInputs);

    /// <summary>
    /// For a verb that is known only when the card is made: that of a list of one of the kinds, or of a form that came back.
    /// </summary>
    public static ExecuteAction Of(string title, string verb, object data, bool withInputs = false) => new()
    {
        Title = title,
        Verb = verb,
        Data = JsonSerializer.SerializeToElement(data, data.GetType(), CardJson.Options),
        AssociatedInputs = withInputs ? null : "none",
    };

    /// <summary>Sends a form that was filled in on an earlier card, once however often it is pressed.</summary>
    /// <param name="title">On the button.</param>
    /// <param name="verb">The use case.</param>
    /// <param name="typed">What the form said.</param>
    /// <param name="submission">Names this sending of it; see <see cref="Blocks.NewForm"/>.</param>
    public static ExecuteAction Send<T>(string title, string verb, T typed, string submission)
    {
        var members = JsonSerializer.SerializeToElement(typed, CardJson.Options).EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        members[RouteRequest.Submission] = JsonSerializer.SerializeToElement(submission);
        return Of(title, verb, members);
    }
}

/// <summary>
/// Opens the answer of <see cref="Data"/>'s verb in a dialog (Teams: invoke task/fetch, told by data.msteams). Source: Microsoft, Use
/// dialogs in Teams bots. Clients without dialogs press the verb in place.
/// </summary>
public sealed record DialogAction : CardAction
{
    public required JsonElement Data { get; init; }

    public string AssociatedInputs { get; } = "none";

    public static DialogAction Open<T>(string title, T request)
        where T : ICardRequest => Open(title, T.Verb, request);

    public static DialogAction Open<T>(string title, string verb, T data)
    {
        var members = JsonSerializer.SerializeToElement(data, CardJson.Options).EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        members["verb"] = JsonSerializer.SerializeToElement(verb);
        members["msteams"] = JsonSerializer.SerializeToElement(new { type = "task/fetch" });
        return new DialogAction { Title = title, Data = JsonSerializer.SerializeToElement(members) };
    }
}

public sealed record OpenUrlAction(string Url) : CardAction;

public sealed record ShowCardAction(AdaptiveCard Card) : CardAction;

/// <summary>Unfolds a part of the card, without asking anybody.</summary>
public sealed record ToggleAction(IReadOnlyList<string> TargetElements) : CardAction;
