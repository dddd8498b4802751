using MimeKit;

namespace Crm.Simulators.Delivery;

public static class MessageJson
{
    public static JsonObject From(MimeMessage mime, DateTimeOffset received, string? messageId)
    {
        var (content, html) = Body(mime);
        var text = html ? BodyText.FromHtml(content) : content;
        var sent = mime.Headers.Contains(HeaderId.Date) && mime.Date.Year > 1900 ? mime.Date : received;
        var sender = mime.Sender ?? mime.From.Mailboxes.FirstOrDefault();
        var json = new JsonObject
        {
            ["createdDateTime"] = Stamp(received),
            ["lastModifiedDateTime"] = Stamp(received),
            ["categories"] = new JsonArray([.. Keywords(mime).Select(one => JsonValue.Create(one))]),
            ["receivedDateTime"] = Stamp(received),
            ["sentDateTime"] = Stamp(sent),
            ["hasAttachments"] = mime.Attachments.Any(),
            ["internetMessageId"] = messageId,
            ["subject"] = mime.Subject ?? "",
            ["bodyPreview"] = BodyText.Preview(text),
            ["importance"] = Importance(mime),
            ["isDeliveryReceiptRequested"] = null,
            ["isReadReceiptRequested"] = mime.Headers.Contains(HeaderId.DispositionNotificationTo),
            ["isRead"] = false,
            ["isDraft"] = false,
            ["inferenceClassification"] = mime.Headers.Contains(HeaderId.ListUnsubscribe) ? "other" : "focused",
            ["body"] = Content(content, html),
            ["uniqueBody"] = Content(BodyText.Unique(content, html), html),
            ["sender"] = sender is null ? null : Person(sender),
            ["from"] = mime.From.Mailboxes.FirstOrDefault() is { } from ? Person(from) : mime.Sender is null ? null : Person(mime.Sender),
            ["toRecipients"] = People(mime, HeaderId.To, mime.To),
            ["ccRecipients"] = People(mime, HeaderId.Cc, mime.Cc),
            ["bccRecipients"] = People(mime, HeaderId.Bcc, mime.Bcc),
            ["replyTo"] = People(mime, HeaderId.ReplyTo, mime.ReplyTo),
            ["flag"] = new JsonObject { ["flagStatus"] = "notFlagged" },
            ["internetMessageHeaders"] = Headers(mime),
            ["singleValueExtendedProperties"] = new JsonArray(
                new JsonObject { ["id"] = "Integer 0x36", ["value"] = Sensitivity(mime) },
                new JsonObject { ["id"] = "String 0x1a", ["value"] = MessageClass(mime) }),
        };
        MeetingMail.Describe(mime, json);
        return json;
    }

    public static IEnumerable<MailboxAddress> Recipients(MimeMessage mime) =>
        mime.To.Mailboxes.Concat(mime.Cc.Mailboxes).Concat(mime.Bcc.Mailboxes).Where(one => !string.IsNullOrEmpty(one.Address));

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static (string Content, bool Html) Body(MimeMessage mime) =>
        mime.HtmlBody is { } html ? (html, true) : (mime.TextBody ?? "", false);

    private static JsonObject Content(string content, bool html) =>
        new() { ["contentType"] = html ? "html" : "text", ["content"] = content };

    private static JsonObject Person(MailboxAddress person) =>
        Delivery.People.EmailAddress(person.Name, string.IsNullOrEmpty(person.Address) ? null : person.Address);

    /// <summary>
    /// Groups are flattened; a header no address can be read from (an X.500 name, a bare name) becomes one nameless address.
    /// </summary>
    private static JsonArray People(MimeMessage mime, HeaderId header, InternetAddressList list)
    {
        var people = new JsonArray([.. list.Mailboxes.Select(Person)]);
        if (list.Count == 0 && mime.Headers[header]?.Trim() is { Length: > 0 } raw)
        {
            people.Add(Delivery.People.EmailAddress(raw, null));
        }

        return people;
    }

    private static JsonArray Headers(MimeMessage mime)
    {
        var headers = new JsonArray();
        foreach (var header in mime.Headers)
        {
            headers.Add(new JsonObject { ["name"] = header.Field, ["value"] = header.Value });
        }

        // Graph lists the headers of the whole mail, and the content type decides whether it is a report.
        if (mime.Body is { } body)
        {
            foreach (var header in body.Headers.Where(one => !mime.Headers.Contains(one.Field)))
            {
                headers.Add(new JsonObject { ["name"] = header.Field, ["value"] = header.Value });
            }
        }

        return headers;
    }

    private static string[] Keywords(MimeMessage mime) =>
        (mime.Headers[HeaderId.Keywords] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Importance(MimeMessage mime) => (mime.Importance, mime.XPriority) switch
    {
        (MessageImportance.High, _) or (_, XMessagePriority.High or XMessagePriority.Highest) => "high",
        (MessageImportance.Low, _) or (_, XMessagePriority.Low or XMessagePriority.Lowest) => "low",
        _ => "normal",
    };

    private static string Sensitivity(MimeMessage mime) => mime.Headers[HeaderId.Sensitivity]?.Trim().ToUpperInvariant() switch
    {
        "PERSONAL" => "1",
        "PRIVATE" => "2",
        "COMPANY-CONFIDENTIAL" or "CONFIDENTIAL" => "3",
        _ => "0",
    };

    private static string MessageClass(MimeMessage mime) => mime.Body?.ContentType switch
    {
        { } type when type.IsMimeType("multipart", "report") => type.Parameters["report-type"] == "disposition-notification"
            ? "REPORT.IPM.Note.IPNRN"
            : "REPORT.IPM.Note.NDR",
        { } type when type.IsMimeType("multipart", "signed") => "IPM.Note.SMIME.MultipartSigned",
        { } type when type.IsMimeType("application", "pkcs7-mime") => "IPM.Note.SMIME",
        _ => "IPM.Note",
    };
}
