namespace Crm.Core.Capture;

/// <summary>Which mails a mail answers, and by what the activities of its thread are found.</summary>
internal static class MailThread
{
    /// <summary>A reference to more than this says no more.</summary>
    private const int Most = 100;

    /// <summary>RFC 5322 3.6.4: what it answers, and what that answered.</summary>
    public static IEnumerable<string> IdsOf(CapturedMail mail) => $"{mail.Header("In-Reply-To")} {mail.Header("References")}"
        .Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Where(id => SourceKeys.Mail(id) is not null && id.Contains('@')).Distinct(StringComparer.Ordinal).Take(Most);

    /// <summary>The mailbox's own name of the thread, and the keys of the mails before it, which other mailboxes may have shown.</summary>
    public static IReadOnlyList<string> NamesOf(CapturedMail mail) =>
        [.. mail.ConversationId is { } id ? [ByConversation(id)] : Array.Empty<string>(),
            .. IdsOf(mail).Select(i => ByKey(SourceKeys.CaptureKey(SourceKeys.Mail(i)!)))];

    public static string ByConversation(string id) => $"conversation {id}";

    public static string ByKey(Guid captureKey) => $"mail {captureKey}";
}
