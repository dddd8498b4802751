namespace Crm.Core.Capture;

public enum Sensitivity
{
    Normal,
    Personal,
    Private,
    Confidential,
}

/// <summary>One header line of a mail, as it came.</summary>
public sealed record MailHeader(string Name, string Value);

/// <summary>What is known of a mail before anybody reads what it says: enough to decide whether it belongs in the CRM.</summary>
public sealed record CapturedMail(string GraphId, string Folder)
{
    /// <summary>RFC 5322, with its brackets; can be missing, malformed, or shared by several items.</summary>
    public string? InternetMessageId { get; init; }

    public string? ConversationId { get; init; }

    public string Subject { get; init; } = "";

    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>Where answers are to go, when the mail says it; the author of what a list or a machine of ours sent on.</summary>
    public IReadOnlyList<Participant> ReplyTo { get; init; } = [];

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public bool IsDraft { get; init; }

    /// <summary>A request, answer or cancellation that stands for a meeting of the calendar.</summary>
    public bool IsMeetingMail { get; init; }

    public Sensitivity Sensitivity { get; init; }

    /// <summary>As IPM.Note or REPORT.IPM.Note.NDR.</summary>
    public string? MessageClass { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Null while they have not been read: lists of mails give them unreliably, a single mail does.</summary>
    public IReadOnlyList<MailHeader>? Headers { get; init; }

    public string? Link { get; init; }

    /// <summary>False for a change that names only the properties that changed.</summary>
    public bool IsWhole { get; init; } = true;

    public Participant? From => Participants.FirstOrDefault(p => p.Kind is Activities.ParticipantKind.From);

    /// <summary>S/MIME and rights-managed mail: the body is not ours to read.</summary>
    public bool IsEncrypted =>
        MessageClass is { } kind && kind.StartsWith("IPM.Note.SMIME", StringComparison.OrdinalIgnoreCase)
        && !kind.EndsWith("MultipartSigned", StringComparison.OrdinalIgnoreCase)
        || Header("Content-Class")?.Contains("rpmsg", StringComparison.OrdinalIgnoreCase) == true;

    public string? Header(string name) => Headers?.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?.Value.Trim();

    /// <summary>
    /// Senders' clocks are wrong and spam's are forged: a date far from the arrival does not count, and one that cannot be meant counts for
    /// nothing. What says neither happened when it was captured.
    /// </summary>
    public DateTimeOffset HappenedAt(DateTimeOffset now)
    {
        var (sent, received) = (Calendars.HasSeen(SentAt, now) ? SentAt : null, Calendars.HasSeen(ReceivedAt, now) ? ReceivedAt : null);
        return (sent, received) switch
        {
            ({ } s, { } r) => s <= r.AddHours(1) && s >= r.AddDays(-7) ? s : r,
            _ => received ?? sent ?? now,
        };
    }
}
