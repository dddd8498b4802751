namespace Crm.Bot.BotFramework;

/// <summary>The HTTP answer to an activity, in the form in which it is also given to a second delivery of the same activity.</summary>
internal sealed record TurnAnswer(int Status, byte[] Body)
{
    public static TurnAnswer Failed { get; } = new(500, []);

    public static TurnAnswer For(Activity activity, TurnResult result, IReadOnlyList<Activity> heldBack)
    {
        if (activity.ExpectsReplies && !(activity.IsInvoke && result.Status != 200))
        {
            // The invoke's own body beside the replies is what the Agents SDK does; Teams was not seen to ask for both.
            return new TurnAnswer(200, Bytes(Collected(heldBack, activity.IsInvoke ? result.Body : null)));
        }

        return activity.IsInvoke
            ? new TurnAnswer(result.Status, result.Body is { } body ? Bytes(body) : [])
            : new TurnAnswer(200, []);
    }

    private static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, ActivityJson.Options);

    /// <summary>A list without replies is written, too: it is the answer.</summary>
    private static Dictionary<string, object> Collected(IReadOnlyList<Activity> replies, JsonElement? body)
    {
        var answer = new Dictionary<string, object> { ["activities"] = replies };
        if (body is { } own)
        {
            answer["body"] = own;
        }

        return answer;
    }
}
