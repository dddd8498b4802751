using System.Text.RegularExpressions;

namespace Crm.Core.Capture;

/// <summary>
/// Marks that a machine wrote a mail, or one author wrote it to thousands (RFC 3834, RFC 2369, RFC 8058, [MS-OXCMAIL]). No single header
/// decides: ticket tools, gateways and firms' own lists put them on what real people write. Two signs do, or one of the strict ones: a
/// multipart/report, and an Auto-Submitted that says something else than no.
/// </summary>
public static partial class MailSigns
{
    /// <summary>How many signs decide.</summary>
    private const int Enough = 2;

    public static bool IsBounce(CapturedMail mail) =>
        mail.MessageClass?.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase) == true
        || mail.Header("Content-Type")?.TrimStart().StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) == true
        || Count(mail.From is { } from && Postmaster().IsMatch(from.Address), HasNoReturn(mail),
            mail.Header("X-Failed-Recipients") is not null) >= Enough;

    public static bool IsAutomatic(CapturedMail mail) =>
        IsAutoSubmitted(mail)
        || mail.MessageClass?.StartsWith("IPM.Note.Rules.OofTemplate", StringComparison.OrdinalIgnoreCase) == true
        || mail.MessageClass?.StartsWith("IPM.Note.Rules.ReplyTemplate", StringComparison.OrdinalIgnoreCase) == true
        || AutomaticSigns(mail) >= Enough;

    /// <summary>What our own lists and groups add says only that one of them passed the mail on.</summary>
    public static bool IsBulk(CapturedMail mail, Colleagues colleagues) =>
        BulkSigns(mail, colleagues) is > 0 and var bulk && bulk + AutomaticSigns(mail) >= Enough;

    /// <summary>One sign: too little to leave the mail out, enough to believe that nobody wrote it to one person alone.</summary>
    public static bool HasSign(CapturedMail mail, Colleagues colleagues) => BulkSigns(mail, colleagues) + AutomaticSigns(mail) > 0;

    /// <summary>An address that nobody reads.</summary>
    public static bool IsMachine(Participant person) => Machine().IsMatch(person.Address);

    public static bool HasList(CapturedMail mail) => mail.Header("List-Id") is not null || mail.Header("List-Post") is not null;

    /// <summary>RFC 3834 5: no, or a keyword with parameters.</summary>
    private static bool IsAutoSubmitted(CapturedMail mail) =>
        mail.Header("Auto-Submitted")?.Split(';', '(', ' ')[0].Trim() is { Length: > 0 } submitted
        && !submitted.Equals("no", StringComparison.OrdinalIgnoreCase);

    private static int AutomaticSigns(CapturedMail mail) => Count(
        mail.Header("X-Auto-Response-Suppress") is { Length: > 0 } suppress && !suppress.Equals("none", StringComparison.OrdinalIgnoreCase),
        mail.Header("X-Autoreply") is not null || mail.Header("X-Autorespond") is not null || mail.Header("X-Auto-Reply") is not null
            || mail.Header("X-Mail-Autoreply") is not null,
        "vacation".Equals(mail.Header("X-Apple-Action"), StringComparison.OrdinalIgnoreCase),
        Precedence(mail) is "auto_reply",
        HasNoReturn(mail));

    private static int BulkSigns(CapturedMail mail, Colleagues colleagues)
    {
        var isOurs = HasList(mail) && IsOurList(mail, colleagues);
        return Count(
            !isOurs && Precedence(mail) is "bulk" or "list" or "junk",
            !isOurs && mail.Header("List-Unsubscribe") is not null,
            !isOurs && mail.Header("List-Unsubscribe-Post") is not null,
            !isOurs && mail.Header("List-Id") is not null,
            !isOurs && mail.Header("List-Post") is not null,
            mail.Header("Feedback-ID") is not null || mail.Header("X-Campaign") is not null || mail.Header("X-CampaignId") is not null
                || mail.Header("X-Mailgun-Tag") is not null,
            mail.From is { } from && IsMachine(from));
    }

    private static bool IsOurList(CapturedMail mail, Colleagues colleagues) =>
        ListDomain().Match(mail.Header("List-Id") ?? mail.Header("List-Post") ?? "") is { Success: true } domain
        && colleagues.IncludeHost(domain.Value.Trim('.', '<', '>', '@'));

    private static string? Precedence(CapturedMail mail) => mail.Header("Precedence")?.ToLowerInvariant();

    private static bool HasNoReturn(CapturedMail mail) => mail.Header("Return-Path") is "<>";

    private static int Count(params ReadOnlySpan<bool> signs)
    {
        var found = 0;
        foreach (var sign in signs)
        {
            found += sign ? 1 : 0;
        }

        return found;
    }

    [GeneratedRegex("^(mailer-?daemon|postmaster|mail-daemon|maildaemon|microsoftexchange[0-9a-f]*)@", RegexOptions.None, 1000)]
    private static partial Regex Postmaster();

    [GeneratedRegex("^(no-?_?reply|do-?_?not-?_?reply|newsletters?|mailings?|notifications?|bounces?|mailer|auto-?reply|nepasrepondre|"
        + "keine-?antwort)([-+._@].*)?@", RegexOptions.None, 1000)]
    private static partial Regex Machine();

    /// <summary>A list's id looks like a host name, in brackets after the list's name (RFC 2919).</summary>
    [GeneratedRegex(@"[^<>\s:@]*\.[^<>\s]+>?\s*$", RegexOptions.None, 1000)]
    private static partial Regex ListDomain();
}
