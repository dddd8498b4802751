using Crm.Core.Activities;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Serialization.Json;
using MailboxItem = Crm.Core.Capture.MailboxItem;
using Participant = Crm.Core.Capture.Participant;
using Sensitivity = Crm.Core.Capture.Sensitivity;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Graph's message in our words.</summary>
internal static class MessageReading
{
    /// <summary>Who, when and how; not a word of what it says.</summary>
    public static readonly string[] Select =
    [
        "id", "internetMessageId", "conversationId", "subject", "from", "sender", "toRecipients", "ccRecipients", "bccRecipients",
        "replyTo", "sentDateTime", "receivedDateTime",
        "isDraft", "categories", "webLink", "parentFolderId", "internetMessageHeaders",
    ];

    /// <summary>PidTagSensitivity and PidTagMessageClass ([MS-OXPROPS]): Graph's message has no property for either.</summary>
    public const string Expand = "singleValueExtendedProperties($filter=id eq 'Integer 0x0036' or id eq 'String 0x001A')";

    public static MailboxItem Read(JsonElement json, string folder)
    {
        var id = json.GetProperty("id").GetString()!;
        if (json.TryGetProperty("@removed", out _))
        {
            return new MailboxItem.Removed(id, LedgerKind.Message);
        }

        try
        {
            return new MailboxItem.Mail(
                Map(new JsonParseNode(json).GetObjectValue(Message.CreateFromDiscriminatorValue), json, id, folder));
        }
        catch (Exception broken) when (ItemFault.IsOfItem(broken))
        {
            return new MailboxItem.Broken(id, LedgerKind.Message, InternetId(json));
        }
    }

    private static CapturedMail Map(Message message, JsonElement json, string id, string folder) => new(id, folder)
    {
        InternetMessageId = message.InternetMessageId,
        ConversationId = message.ConversationId,
        Subject = Participant.Clean(message.Subject),
        Participants = Participant.Distinct(
        [
            Person(message.From ?? message.Sender, ParticipantKind.From),
            .. People(message.ToRecipients, ParticipantKind.To), .. People(message.CcRecipients, ParticipantKind.Cc),
            .. People(message.BccRecipients, ParticipantKind.Bcc),
        ]),
        ReplyTo = Participant.Distinct(People(message.ReplyTo, ParticipantKind.From)),
        SentAt = message.SentDateTime,
        ReceivedAt = message.ReceivedDateTime,
        IsDraft = message.IsDraft == true,
        IsMeetingMail = message is EventMessage,
        Sensitivity = Property(message, "Integer", 0x36)
            switch { "1" => Sensitivity.Personal, "2" => Sensitivity.Private, "3" => Sensitivity.Confidential, _ => Sensitivity.Normal },
        MessageClass = Property(message, "String", 0x1A),
        Categories = message.Categories ?? [],
        Headers = message.InternetMessageHeaders?.Select(h => new MailHeader(h.Name ?? "", h.Value ?? "")).ToList(),
        Link = message.WebLink,

        // A later round may tell only what changed.
        IsWhole = json.TryGetProperty("isDraft", out _) && json.TryGetProperty("toRecipients", out _)
            && json.TryGetProperty("receivedDateTime", out _),
    };

    /// <summary>So that people who ask about it hear that it could not be read.</summary>
    private static string? InternetId(JsonElement json) => json.TryGetProperty("internetMessageId", out var id)
        && id.ValueKind is JsonValueKind.String ? id.GetString() : null;

    private static IEnumerable<Participant?> People(List<Recipient>? recipients, ParticipantKind kind) =>
        (recipients ?? []).Select(r => Person(r, kind));

    private static Participant? Person(Recipient? recipient, ParticipantKind kind) =>
        Participant.Parse(recipient?.EmailAddress?.Address, recipient?.EmailAddress?.Name, kind);

    /// <summary>Graph writes the tag as it likes: 0x36 and 0x0036 are the same.</summary>
    private static string? Property(Message message, string type, int tag) => message.SingleValueExtendedProperties?
        .FirstOrDefault(p => p.Id?.Split(' ') is [var kind, var number] && kind.Equals(type, StringComparison.OrdinalIgnoreCase)
            && number.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && Convert.ToInt32(number[2..], 16) == tag)?.Value;
}
