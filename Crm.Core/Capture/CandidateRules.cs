using System.Text.RegularExpressions;
using Crm.Core.Activities;
using Crm.Core.Contacts;
using Crm.Core.Matching;
using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>
/// Of whom on a mail that is to be logged a contact may be made: one person from outside who wrote to one of us, or to whom one of us
/// wrote. In doubt nobody: a contact that is missing is made in a moment, one too many is in everybody's way.
/// </summary>
internal sealed partial class CandidateRules(ContactCreation creation, Colleagues colleagues)
{
    /// <summary>A mail with more people from outside is a mailing.</summary>
    private const int MostOutsiders = 10;

    /// <summary>Addresses with more digits are made by machines.</summary>
    private const int MostDigits = 7;

    public bool IsOff => creation is ContactCreation.Never;

    /// <summary>Whether it has to be known of a mail that it answers one of ours.</summary>
    public bool AskForAnswers => creation is ContactCreation.WhenWeWroteFirst;

    /// <param name="mail">With its author found; before its headers are read the answer is a "perhaps".</param>
    /// <param name="isAnswer">It answers a mail that one of us sent.</param>
    /// <returns>Null where nobody is to become a contact.</returns>
    public Participant? PersonOn(CapturedMail mail, Func<CapturedMail, bool> isAnswer)
    {
        if (IsOff || mail.From is not { } author || MailSigns.HasSign(mail, colleagues)
            || mail.Participants.Count(p => !colleagues.Include(p)) > MostOutsiders)
        {
            return null;
        }

        return colleagues.Include(author)
            ? colleagues.IsPerson(author.Address) && (!AskForAnswers || !IsReply(mail) || isAnswer(mail))
                ? mail.Participants.FirstOrDefault(p => p.Kind is ParticipantKind.To && IsPerson(p))
                : null
            : IsPerson(author) && IsToOneOfUs(mail) && (!AskForAnswers || mail.Headers is null || isAnswer(mail)) ? author
            : null;
    }

    private bool IsPerson(Participant person) => !colleagues.Include(person)
        && person.Address.Length <= Contact.EmailLength
        && !PersonAddress.IsRole(person.Address) && !PersonAddress.IsOfMany(person.Address) && !MailSigns.IsMachine(person)
        && PersonAddress.BaseOf(person.Address) is null && !person.Address.StartsWith('"')
        && person.Address[..person.Address.LastIndexOf('@')].Count(char.IsDigit) <= MostDigits;

    private bool IsToOneOfUs(CapturedMail mail) =>
        mail.Participants.Any(p => p.Kind is ParticipantKind.To or ParticipantKind.Cc && colleagues.Include(p));

    /// <summary>They wrote first. Exchange gives no headers of what was sent, so that the subject has to do.</summary>
    private static bool IsReply(CapturedMail mail) => MailThread.IdsOf(mail).Any() || ReplyMark().IsMatch(mail.Subject);

    /// <summary>"Re:" and what other languages' mail programs write for it; a forwarded mail answers nobody.</summary>
    [GeneratedRegex(@"^\s*(re|aw|antw|antwort|sv|vs|ref|rif|r|rv|res|odp)\s*(\[[0-9]+\])?\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex ReplyMark();
}
