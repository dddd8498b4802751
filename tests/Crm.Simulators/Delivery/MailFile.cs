using MimeKit;

namespace Crm.Simulators.Delivery;

/// <summary>A mail as it came over the wire, and as Graph's message resource (without ids, folder and conversation).</summary>
public sealed record MailFile(
    MimeMessage Mime, byte[] Raw, JsonObject Content, string? MessageId, IReadOnlyList<string> ThreadIds, string Topic)
{
    /// <exception cref="FormatException">The bytes aren't mail.</exception>
    public static MailFile Read(byte[] raw, DateTimeOffset received)
    {
        var bare = WithoutEnvelope(raw);
        using var stream = new MemoryStream(bare);
        var mime = MimeMessage.Load(ParserOptions.Default, stream);
        if (mime.Headers.Count == 0 && mime.Body is not { Headers.Count: > 0 })
        {
            throw new FormatException("there are no headers");
        }

        var id = mime.Headers[HeaderId.MessageId]?.Trim() is { Length: > 0 } given ? given : null;
        var topic = Topics.Normalize(mime.Subject);
        return new MailFile(mime, bare, MessageJson.From(mime, received, id), id, [.. Threads(mime)], topic);
    }

    public IEnumerable<string> RecipientAddresses => MessageJson.Recipients(Mime).Select(one => one.Address);

    public string? SenderAddress => Mime.From.Mailboxes.FirstOrDefault()?.Address ?? Mime.Sender?.Address;

    /// <summary>The text of a meeting part, if the mail carries one.</summary>
    public string? Calendar => Mime.BodyParts.OfType<MimePart>()
        .FirstOrDefault(part => part.ContentType.IsMimeType("text", "calendar")) switch
    {
        TextPart text => text.Text,
        { Content: { } content } => Decode(content),
        _ => null,
    };

    private static string Decode(IMimeContent content)
    {
        using var decoded = new MemoryStream();
        content.DecodeTo(decoded);
        return Encoding.UTF8.GetString(decoded.ToArray());
    }

    private static IEnumerable<string> Threads(MimeMessage mime) =>
        (mime.InReplyTo is { Length: > 0 } parent ? mime.References.Append(parent) : mime.References).Select(one => one.Trim('<', '>'))
        .Distinct();

    /// <summary>Files saved from a mailbox start with an mbox line or blank lines, which aren't a header.</summary>
    private static byte[] WithoutEnvelope(byte[] raw)
    {
        var start = 0;
        for (var at = 0; at < raw.Length && raw[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF; at++)
        {
            start = at + 1;
        }

        var rest = raw.AsSpan(start);
        if (rest.StartsWith("From "u8) || rest.StartsWith(">From "u8))
        {
            var end = rest.IndexOf((byte)'\n');
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return rest.ToArray();
    }
}

public static class Topics
{
    private static readonly string[] Prefixes = ["re:", "fw:", "fwd:", "aw:", "wg:", "sv:", "antw:", "tr:", "r:"];

    public static string Normalize(string? subject)
    {
        var topic = (subject ?? "").Trim();
        while (Prefixes.FirstOrDefault(prefix => topic.StartsWith(prefix, true, CultureInfo.InvariantCulture)) is { } prefix)
        {
            topic = topic[prefix.Length..].TrimStart();
        }

        return topic;
    }
}
