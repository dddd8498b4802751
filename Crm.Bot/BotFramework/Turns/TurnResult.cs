namespace Crm.Bot.BotFramework;

/// <summary>
/// How a turn ended. Status and body are the HTTP answer to an invoke; anything but an invoke is answered with 200 and no body, since
/// replies to it go through the connector.</summary>
public sealed record TurnResult
{
    private TurnResult(int status, JsonElement? body)
    {
        Status = status;
        Body = body;
    }

    public int Status { get; }

    public JsonElement? Body { get; }

    /// <summary>Nothing to say: an invoke gets 200 without a body.</summary>
    public static TurnResult Done { get; } = new(200, null);

    /// <summary>
    /// Nobody knows this invoke: 501, which Teams shows as "unable to reach the app". Other activities are ignored with 200.
    /// </summary>
    public static TurnResult NotHandled { get; } = new(501, null);

    /// <summary>An invoke's answer; Teams waits about five seconds for it.</summary>
    public static TurnResult Json<T>(T body, int status = 200) =>
        new(status, JsonSerializer.SerializeToElement(body, ActivityJson.Options));

    /// <summary>A refusal of a malformed value, for example 400, without a body.</summary>
    public static TurnResult OfStatus(int status) => new(status, null);
}
