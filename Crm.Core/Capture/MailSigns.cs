namespace Crm.Core.Capture;

/// <summary>Marks that a machine wrote a mail, or one author wrote it to thousands (RFC 3834, RFC 2369, RFC 8058, [MS-OXCMAIL]).</summary>
public static class MailSigns
{
    private static readonly string[] Machines = ["mailer-daemon@", "postmaster@", "mail-daemon@", "maildaemon@"];

    public static bool IsBounce(CapturedMail mail) =>
        mail.MessageClass?.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase) == true
        || (Machines.Any(m => mail.From?.Address.StartsWith(m, StringComparison.Ordinal) == true))
        || (mail.Header("Content-Type") is { } type && Has(type, "multipart/report") && (Has(type, "delivery-status") || Has(type, "disposition-notification")))
        || (mail.Header("Return-Path") == "<>" && !IsAutomatic(mail));

    public static bool IsAutomatic(CapturedMail mail) =>
        (mail.Header("Auto-Submitted") is { Length: > 0 } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase))
        || (mail.Header("X-Auto-Response-Suppress") is { Length: > 0 } suppress && !Has(suppress, "none"))
        || mail.Header("X-Autoreply") is not null
        || mail.Header("X-Autorespond") is not null
        || Is(mail.Header("X-Apple-Action"), "vacation")
        || Is(mail.Header("Precedence"), "auto_reply");

    /// <summary>
    /// One List-Unsubscribe alone proves nothing: ticket tools put it on what real people write. Two signs together do, and so does
    /// a precedence that says it.
    /// </summary>
    public static bool IsBulk(CapturedMail mail) =>
        Is(mail.Header("Precedence"), "bulk") || Is(mail.Header("Precedence"), "list") || Is(mail.Header("Precedence"), "junk")
        || new[]
        {
            mail.Header("List-Unsubscribe") is not null,
            mail.Header("List-Unsubscribe-Post") is not null,
            mail.Header("List-Id") is not null,
            mail.Header("List-Post") is not null,
            mail.Header("Feedback-ID") is not null || mail.Header("X-Campaign") is not null || mail.Header("X-CampaignId") is not null,
            mail.From?.Address.StartsWith("noreply", StringComparison.Ordinal) == true || mail.From?.Address.StartsWith("no-reply", StringComparison.Ordinal) == true
                || mail.From?.Address.StartsWith("newsletter", StringComparison.Ordinal) == true,
        }.Count(sign => sign) >= 2;

    private static bool Is(string? value, string expected) => expected.Equals(value, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string value, string part) => value.Contains(part, StringComparison.OrdinalIgnoreCase);
}
