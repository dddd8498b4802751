using Crm.Core.Commands;
using Crm.Core.Help;
using Crm.Core.Records;

namespace Crm.Bot.Teams;

/// <summary>The Teams door: who is it, what do they want, which card do they get. One method per family of activities.</summary>
public sealed partial class TeamsTurns(
    IUserDirectory users, CardRoutes cards, Invokes invokes, IMessageInbox answers, ProactiveCards proactive, ClientLocale home,
    TenantMembers members, RecordLinks links,
    ILogger<TeamsTurns> log) : IBotTurnHandler
{
    /// <summary>Who has changed since they were last here is found anew: nothing was kept of what they asked for.</summary>
    public async Task<TurnResult> OnTurnAsync(TurnContext turn, CancellationToken ct)
    {
        try
        {
            return await RunAsync(turn, ct);
        }
        catch (CallerChangedException)
        {
            return await RunAsync(turn, ct);
        }
    }

    private Task<TurnResult> RunAsync(TurnContext turn, CancellationToken ct) => turn.Activity.Type switch
    {
        ActivityTypes.Message => MessageAsync(turn, ct),
        ActivityTypes.InstallationUpdate => InstalledAsync(turn, ct),
        ActivityTypes.ConversationUpdate => MembersAsync(turn, ct),
        ActivityTypes.Invoke => InvokeAsync(turn, ct),
        _ => Task.FromResult(TurnResult.Done),
    };

    private Task<TurnResult> InvokeAsync(TurnContext turn, CancellationToken ct) => turn.Activity.Name switch
    {
        "adaptiveCard/action" => CardActionAsync(turn, ct),
        _ => OtherInvokeAsync(turn, ct),
    };

    private async Task<TurnResult> OtherInvokeAsync(TurnContext turn, CancellationToken ct) =>
        await invokes.AnswerAsync(turn, async () => (await WhoAsync(turn, ct)).User, ct) ?? TurnResult.NotHandled;

    private async Task<TurnResult> MessageAsync(TurnContext turn, CancellationToken ct)
    {
        await OnceAsync(turn, () => AnswerAsync(turn, ct), ct);
        return TurnResult.Done;
    }

    /// <summary>
    /// An answer that is sent to the conversation is sent once, whichever host the message reaches how often. Held-back replies are the
    /// HTTP answer itself.
    /// </summary>
    private Task OnceAsync(TurnContext turn, Func<Task> answer, CancellationToken ct) =>
        !turn.Activity.ExpectsReplies && DeliveryKey.Of(turn.Activity) is { } key ? answers.OnceAsync(key, answer, ct) : answer();

    /// <summary>Text is a command; a value without text is a press of an old client's Action.Submit.</summary>
    private async Task AnswerAsync(TurnContext turn, CancellationToken ct)
    {
        var activity = turn.Activity;
        if (activity.IsOnlyACard())
        {
            return;
        }

        var card = await WhoAsync(turn, ct) switch
        {
            (null, var notice) => notice!,
            var (user, _) when activity.Value is { ValueKind: JsonValueKind.Object } value
                && VerbOf(value) is { } verb => await PressAsync(turn, user, verb, value, ct),
            var (user, _) => await SayAsync(turn, user, activity.TextWithoutBotMention(), ct),
        };
        await DeliverAsync(turn, card, ct);
    }

    /// <summary>
    /// Greets where the app was added. conversationUpdate comes beside it and is left alone, so that nobody is greeted twice.
    /// </summary>
    private async Task<TurnResult> InstalledAsync(TurnContext turn, CancellationToken ct)
    {
        if (turn.Activity.Action is "remove")
        {
            await proactive.GoneAsync(turn, "removed", ct);
        }
        else if (await WhoAsync(turn, ct) is ({ } user, _) && turn.Activity is { Action: "add", IsPersonal: true })
        {
            await OnceAsync(turn, async () => await DeliverAsync(turn, (await cards.RunAsync(user, new ShowHelp(), ct)).Card, ct), ct);
        }

        return TurnResult.Done;
    }

    /// <summary>The bot itself was added to a conversation or taken out of it.</summary>
    private async Task<TurnResult> MembersAsync(TurnContext turn, CancellationToken ct)
    {
        var self = turn.Activity.Recipient?.Id;
        if (turn.Activity.MembersRemoved.Any(m => m.Id == self))
        {
            await proactive.GoneAsync(turn, "removed", ct);
        }
        else if (turn.Activity.MembersAdded.Any(m => m.Id == self))
        {
            await WhoAsync(turn, ct);
        }

        return TurnResult.Done;
    }

    /// <summary>A press: the answer's card takes the place of the card that was pressed.</summary>
    private async Task<TurnResult> CardActionAsync(TurnContext turn, CancellationToken ct)
    {
        if (turn.Activity.Value is not { ValueKind: JsonValueKind.Object } value
            || !value.TryGetProperty("action", out var action) || action.ValueKind is not JsonValueKind.Object)
        {
            return CardAnswers.Error("BadRequest", "The press carried no action.");
        }

        if (Text(action, "type") is not "Action.Execute")
        {
            return CardAnswers.Error("NotSupported", "Only Action.Execute is understood.");
        }

        var (user, notice) = await WhoAsync(turn, ct);
        if (user is null)
        {
            return CardAnswers.Card(notice!);
        }

        var data = action.TryGetProperty("data", out var given) && given.ValueKind is JsonValueKind.Object
            ? given
            : JsonSerializer.SerializeToElement(new { });
        return (Text(action, "verb") ?? VerbOf(data)) is not { } verb ? CardAnswers.Error("BadRequest", "The press carried no verb.")
            : IsAutomatic(value) && !CardRoutes.OnlyShows(verb)
            ? CardAnswers.Error("BadRequest", "This changes something: it has to be pressed.")
            : CardAnswers.Card(await PressAsync(turn, user, verb, data, ct));
    }

    /// <summary>
    /// What was done stays done when the answer cannot be delivered (app removed, connector down): the message is not asked for again, as
    /// handling it twice would be worse than a missing answer. A refused answer is followed by a sentence that says so.
    /// </summary>
    private async Task DeliverAsync(TurnContext turn, AdaptiveCard card, CancellationToken ct)
    {
        if (await RefusedAsync(turn, card, ct) is not { } refused)
        {
            return;
        }

        if (refused.IsConversationGone)
        {
            await proactive.GoneAsync(turn, refused.Code ?? refused.SubCode ?? "gone", ct);
        }
        else if (refused.Status is { } status)
        {
            await RefusedAsync(turn, UndeliverableCard.For(status), ct);
        }
    }

    /// <returns>Null when it was delivered.</returns>
    private async Task<ConnectorException?> RefusedAsync(TurnContext turn, AdaptiveCard card, CancellationToken ct)
    {
        var content = CardSize.ForTeams(card);
        var message = new Activity { Type = ActivityTypes.Message, Attachments = [Attachment.AdaptiveCard(content)] };
        try
        {
            await (turn.Activity.Id is null || turn.Activity.Type is not ActivityTypes.Message
                ? turn.SendAsync(message, ct)
                : turn.ReplyAsync(message, ct));
            return null;
        }
        catch (ConnectorException undelivered)
        {
            Undelivered(log, undelivered.Status is { } status ? (int)status : 0, undelivered.Code);
            return undelivered;
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "The answer could not be delivered: {Status} {Code}")]
    private static partial void Undelivered(ILogger logger, int status, string? code);

    private Task<AdaptiveCard> SayAsync(TurnContext turn, CurrentUser user, string? text, CancellationToken ct) =>
        Command.Parse(text, links.Read).Match(
            run => RunAsync(turn, user, run.Verb, run.Data, ct), unknown => Task.FromResult(UnknownCard.For(unknown)));

    private Task<AdaptiveCard> PressAsync(TurnContext turn, CurrentUser user, string verb, JsonElement data, CancellationToken ct) =>
        RunAsync(turn, user, verb, Dialogs.DataOf(data), ct);

    /// <summary>What many read shows nothing of one person's records: each of them gets their own view of it.</summary>
    private async Task<AdaptiveCard> RunAsync(TurnContext turn, CurrentUser user, string verb, object data, CancellationToken ct)
    {
        var answer = await cards.RunAsync(user, verb, data, ct, DeliveryKey.Of(turn.Activity));
        return turn.Activity is not { IsPersonal: false, IsInvoke: false } ? answer.Card
            : answer.Again is { } again ? SharedCard.For(user, again) : SharedCard.Private(user);
    }

    /// <summary>Whoever is known and heard of can be written to from now on.</summary>
    private async Task<(CurrentUser? User, AdaptiveCard? Notice)> WhoAsync(TurnContext turn, CancellationToken ct)
    {
        var who = await FindAsync(turn, ct);
        if (who.User is not { } user)
        {
            return who;
        }

        await proactive.SeenAsync(turn, user, ct);
        return (await home.OfAsync(user, turn.Activity, ct), null);
    }

    private async Task<(CurrentUser? User, AdaptiveCard? Notice)> FindAsync(TurnContext turn, CancellationToken ct)
    {
        if (turn.Caller is not { TenantId: { } tenant, ObjectId: { } person })
        {
            return (null, UnknownUserCard.Nameless());
        }

        return await users.FindAsync(
            tenant, person, turn.Activity.From?.Name, Door.Teams, token => members.HasAsync(turn, tenant, person, token), ct) switch
        {
            Caller.Known known => (known.User, null),
            Caller.NoAccount none => (null, UnknownUserCard.NoAccount(none.TenantName, none.Administrators)),
            Caller.NoMember => (null, UnknownUserCard.NoMember()),
            Caller.ForeignTenant => (null, UnknownUserCard.ForeignTenant()),
            _ => throw new InvalidOperationException("Unknown kind of caller."),
        };
    }

    /// <summary>The client asks by itself, for somebody who only looks at the card. Source: Universal Action Model, refresh.</summary>
    private static bool IsAutomatic(JsonElement value) => Text(value, "trigger") is "automatic";

    private static string? VerbOf(JsonElement data) => Text(data, "verb");

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
