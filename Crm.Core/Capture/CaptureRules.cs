using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>Whether something belongs in the CRM, as far as it can be told without knowing the CRM's records.</summary>
public abstract record CaptureDecision
{
    private CaptureDecision()
    {
    }

    public sealed record Log : CaptureDecision;

    /// <param name="Reason">A code of <see cref="CaptureReason"/>.</param>
    public sealed record Skip(string Reason) : CaptureDecision;
}

/// <summary>
/// Decides on who, when and how something was sent, never on what it says: a skipped item leaves no content because none was read.
/// </summary>
public sealed class CaptureRules(CapturePolicy policy, Colleagues colleagues, DateTimeOffset now)
{
    private static readonly string[] NamedPrivate = ["private", "personal", "do not log", "privat"];

    /// <param name="mail">With its author found.</param>
    /// <param name="isAnswer">A known contact answers one of us: never bulk, whatever list passed it on.</param>
    public CaptureDecision Decide(CapturedMail mail, bool isAnswer = false) => Reason(mail, isAnswer) is { } reason
        ? new CaptureDecision.Skip(reason)
        : new CaptureDecision.Log();

    public CaptureDecision Decide(CapturedEvent meeting) => Reason(meeting) is { } reason
        ? new CaptureDecision.Skip(reason)
        : new CaptureDecision.Log();

    /// <summary>By the author, not by the folder: rules and people move mail.</summary>
    public Direction DirectionOf(CapturedMail mail) =>
        mail.From is { } from && colleagues.Include(from) ? Direction.Outbound : Direction.Inbound;

    private string? Reason(CapturedMail mail, bool isAnswer) =>
        mail.IsDraft ? CaptureReason.Draft
        : IsPrivate(mail.Sensitivity, mail.Header("Sensitivity"), mail.Categories) ? CaptureReason.Private
        : mail.IsMeetingMail ? CaptureReason.MeetingMail
        : MailSigns.IsBounce(mail) ? CaptureReason.Bounce
        : MailSigns.IsAutomatic(mail) ? CaptureReason.AutomaticReply
        : policy.BulkMail is Handling.Skip && DirectionOf(mail) is Direction.Inbound && !isAnswer && MailSigns.IsBulk(mail, colleagues)
        ? CaptureReason.Bulk
        : ReasonOf(mail.Participants);

    private string? Reason(CapturedEvent meeting) =>
        meeting.IsDraft ? CaptureReason.Draft
        : meeting.Part is MeetingPart.Master ? CaptureReason.SeriesMaster
        : !Calendars.Hold(meeting.Start, now) ? CaptureReason.Unreadable
        : policy.PrivateMeetings is Handling.Skip && IsPrivate(meeting.Sensitivity, null, meeting.Categories) ? CaptureReason.Private
        : meeting.IsCancelled ? CaptureReason.Cancelled
        : meeting.IsDeclined ? CaptureReason.Declined
        : ReasonOf(meeting.Participants);

    private string? ReasonOf(IReadOnlyList<Participant> people) =>
        people.Count == 0 ? CaptureReason.NoParticipants
        : people.Any(IsNeverLogged) ? CaptureReason.NeverLog
        : people.All(colleagues.Include) ? CaptureReason.InternalOnly
        : null;

    private bool IsPrivate(Sensitivity sensitivity, string? header, IReadOnlyList<string> categories) =>
        sensitivity is not Sensitivity.Normal
        || (header is { Length: > 0 } && !header.Equals("normal", StringComparison.OrdinalIgnoreCase))
        || categories.Any(c => NamedPrivate.Concat(policy.PrivateCategories).Contains(c.Trim(), StringComparer.OrdinalIgnoreCase));

    private bool IsNeverLogged(Participant person) => policy.NeverLog.Any(entry =>
        entry.Trim().TrimStart('@') is var listed
        && (person.Address.Equals(listed, StringComparison.OrdinalIgnoreCase)
            || person.Domain.Equals(listed, StringComparison.OrdinalIgnoreCase)
            || (!listed.Contains('@') && person.Domain.EndsWith("." + listed, StringComparison.OrdinalIgnoreCase))));
}
