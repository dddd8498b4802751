namespace Crm.Bot.BotFramework;

/// <summary>From the bytes of a request to an activity that the rest may trust in form (not in truth).</summary>
internal static class ActivityReader
{
    /// <exception cref="MalformedActivityException">
    /// Not JSON, a wrong JSON type, or without what every activity of its type has.
    /// </exception>
    public static Activity Read(ReadOnlySpan<byte> body)
    {
        Activity? activity;
        try
        {
            RefuseBrokenText(body);
            activity = JsonSerializer.Deserialize<Activity>(body, ActivityJson.Options);
        }
        catch (JsonException broken)
        {
            throw new MalformedActivityException(
                broken.Path is { Length: > 1 } path ? $"The member {path} has the wrong type." : "The body is not a JSON activity.");
        }

        return Complete(activity ?? throw new MalformedActivityException("The body is not a JSON activity."));
    }

    private static Activity Complete(Activity activity)
    {
        if (string.IsNullOrWhiteSpace(activity.Type))
        {
            throw new MalformedActivityException("The activity has no type.");
        }

        if (activity.Type is ActivityTypes.Message or ActivityTypes.Invoke && string.IsNullOrWhiteSpace(activity.Conversation?.Id))
        {
            throw new MalformedActivityException("The activity has no conversation.id.");
        }

        // Who called is decided by the token; a callerId on the wire is discarded (rule A2251).
        foreach (var name in activity.Unknown?.Keys.Where(k => k.Equals("callerId", StringComparison.OrdinalIgnoreCase)).ToList() ?? [])
        {
            activity.Unknown!.Remove(name);
        }

        return activity with { Timestamp = Known(activity.Timestamp), LocalTimestamp = Known(activity.LocalTimestamp) };
    }

    private static DateTimeOffset? Known(DateTimeOffset? time) => time == default(DateTimeOffset) ? null : time;

    /// <summary>
    /// Half of a surrogate pair is legal JSON but no text. Inside <c>value</c> it would only be noticed when somebody reads the string,
    /// deep in a handler; here it is bad input.</summary>
    private static void RefuseBrokenText(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf(@"\ud"u8) < 0 && body.IndexOf(@"\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                try
                {
                    _ = reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    throw new JsonException();
                }
            }
        }
    }
}

/// <summary>The request's fault: answered with 400 and the message, which says what is missing and never quotes the content.</summary>
internal sealed class MalformedActivityException(string message) : Exception(message);
