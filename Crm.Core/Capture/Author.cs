using System.Net.Mail;
using System.Text.RegularExpressions;
using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>
/// Who wrote a mail, where From says who passed it on: a list or group that rewrites the sender for DMARC ("Clara via Sales", RFC 7960
/// 4.1.3.1), or a machine of ours that sends what somebody typed on a website. The true author stands in X-Original-From or Reply-To. Those
/// lines count only there: on a person's mail anybody could write them.
/// </summary>
internal static partial class Author
{
    private static readonly string[] Originals = ["X-Original-From", "X-Google-Original-From", "X-Original-Sender"];

    public static CapturedMail Resolve(CapturedMail mail, Colleagues colleagues)
    {
        if (mail.From is not { } sender || colleagues.IsPerson(sender.Address)
            || !(IsPassedOn(mail, sender) || IsOurForm(mail, sender, colleagues)))
        {
            return mail;
        }

        var author = Originals.Select(name => Parse(mail.Header(name)))
            .Concat(mail.ReplyTo).Append(Parse(mail.Header("Reply-To")))
            .FirstOrDefault(p => p is not null && p.Address != sender.Address
                && !mail.Participants.Any(o => o.Kind is not ParticipantKind.From && o.Address == p.Address && IsList(mail, o)));
        if (author is null)
        {
            return mail;
        }

        var written = author with { Kind = ParticipantKind.From, Name = NameOf(sender.Name) ?? author.Name };
        return mail
            with { Participants = Participant.Distinct([written, .. mail.Participants.Where(p => p.Kind is not ParticipantKind.From)]) };
    }

    /// <summary>Says so in its name, or is a list that names the sender elsewhere.</summary>
    private static bool IsPassedOn(CapturedMail mail, Participant sender) =>
        (sender.Name is { } name && Via().IsMatch(name))
        || (MailSigns.HasList(mail)
            && (Originals.Any(o => mail.Header(o) is not null)
                || mail.Participants.Any(p => p.Kind is not ParticipantKind.From && p.Address == sender.Address)));

    /// <summary>
    /// An address of the firm that is nobody's, and answers go to an outsider: a form on our website, or a no-reply that tells what
    /// somebody wrote.
    /// </summary>
    private static bool IsOurForm(CapturedMail mail, Participant sender, Colleagues colleagues) =>
        colleagues.Include(sender) && (MailSigns.IsMachine(sender) || (mail.ReplyTo.Count > 0 && !mail.ReplyTo.Any(colleagues.Include)));

    /// <summary>Lists that answer to themselves put their own address into Reply-To.</summary>
    private static bool IsList(CapturedMail mail, Participant person) =>
        mail.Header("List-Post")?.Contains(person.Address, StringComparison.OrdinalIgnoreCase) == true
        || mail.Header("List-Id")?.Contains(person.Address.Replace('@', '.'), StringComparison.OrdinalIgnoreCase) == true;

    private static Participant? Parse(string? header) => string.IsNullOrWhiteSpace(header) ? null
        : MailAddress.TryCreate(header, out var read) ? Participant.Parse(read.Address, read.DisplayName, ParticipantKind.From)
        : Participant.Parse(header, null, ParticipantKind.From);

    /// <summary>"'Clara Nilsson' via Sales" is Clara Nilsson.</summary>
    private static string? NameOf(string? shown) => shown is not null && Via().Match(shown) is { Success: true } via
        && shown[..via.Index].Trim(' ', '\'', '"') is { Length: > 0 } name ? name : null;

    [GeneratedRegex(@"\s(via|über|vía)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Via();
}
