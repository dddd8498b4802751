using Crm.Core.Activities;
using Crm.Core.Policies;

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
/// <param name="chosenFolders">Resources of the folders that are captured while the mode is Chosen.</param>
public sealed class CaptureRules(
    CapturePolicy policy, NeverLogList neverLog, Colleagues colleagues, Guid mailbox, IReadOnlySet<string> chosenFolders,
    DateTimeOffset now)
{
    private static readonly string[] NamedPrivate = ["private", "personal", "do not log", "privat"];

    /// <param name="mail">With its author found.</param>
    /// <param name="isAnswer">A known contact answers one of us: never bulk, whatever list passed it on.</param>
    public CaptureDecision Decide(CapturedMail mail, bool isAnswer = false) => Decided(Reason(mail, isAnswer));

    public CaptureDecision Decide(CapturedEvent meeting) => Decided(Reason(meeting));

    /// <summary>
    /// What a person logs themselves: only what protects somebody is left out, not what capture alone would spare people.
    /// </summary>
    public CaptureDecision DecideByHand(CapturedMail mail) => Decided(
        mail.IsDraft ? CaptureReason.Draft
        : IsPrivate(mail.Sensitivity, mail.Header("Sensitivity"), mail.Categories) ? CaptureReason.Private
        : ForbiddenOf(mail.Participants));

    /// <inheritdoc cref="DecideByHand(CapturedMail)"/>
    public CaptureDecision DecideByHand(CapturedEvent meeting) => Decided(
        meeting.IsDraft ? CaptureReason.Draft
        : meeting.Part is MeetingPart.Master ? CaptureReason.SeriesMaster
        : !Calendars.Hold(meeting.Start, now) ? CaptureReason.Unreadable
        : policy.PrivateMeetings is Handling.Skip && IsPrivate(meeting.Sensitivity, null, meeting.Categories) ? CaptureReason.Private
        : meeting.IsCancelled ? CaptureReason.Cancelled
        : ForbiddenOf(meeting.Participants));

    /// <summary>By the author, not by the folder: rules and people move mail.</summary>
    public Direction DirectionOf(CapturedMail mail) =>
        mail.From is { } from && colleagues.Include(from) ? Direction.Outbound : Direction.Inbound;

    private string? Reason(CapturedMail mail, bool isAnswer) =>
        mail.IsDraft ? CaptureReason.Draft
        : IsTooOld(mail.HappenedAt(now)) ? CaptureReason.TooOld
        : IsPrivate(mail.Sensitivity, mail.Header("Sensitivity"), mail.Categories) ? CaptureReason.Private
        : mail.IsMeetingMail ? CaptureReason.MeetingMail
        : MailSigns.IsBounce(mail) ? CaptureReason.Bounce
        : MailSigns.IsAutomatic(mail) ? CaptureReason.AutomaticReply
        : policy.BulkMail is Handling.Skip && DirectionOf(mail) is Direction.Inbound && !isAnswer && MailSigns.IsBulk(mail, colleagues)
        ? CaptureReason.Bulk
        : ReasonOf(mail.Participants, mail.Categories, mail.Folder);

    private string? Reason(CapturedEvent meeting) =>
        meeting.IsDraft ? CaptureReason.Draft
        : meeting.Part is MeetingPart.Master ? CaptureReason.SeriesMaster
        : !Calendars.Hold(meeting.Start, now) ? CaptureReason.Unreadable
        : IsTooOld(meeting.Place) ? CaptureReason.TooOld
        : policy.PrivateMeetings is Handling.Skip && IsPrivate(meeting.Sensitivity, null, meeting.Categories) ? CaptureReason.Private
        : meeting.IsCancelled ? CaptureReason.Cancelled
        : meeting.IsDeclined ? CaptureReason.Declined
        : ReasonOf(meeting.Participants, meeting.Categories, null);

    private string? ReasonOf(IReadOnlyList<Participant> people, IReadOnlyList<string> categories, string? folder) =>
        !policy.IsAutomatic ? CaptureReason.SwitchedOff
        : people.Count == 0 ? CaptureReason.NoParticipants
        : IsNeverLogged(people) ? CaptureReason.NeverLog
        : people.All(colleagues.Include) ? CaptureReason.InternalOnly
        : policy.Mode is CaptureMode.Chosen && !IsChosen(categories, folder) ? CaptureReason.NotChosen
        : null;

    private string? ForbiddenOf(IReadOnlyList<Participant> people) =>
        people.Count == 0 ? CaptureReason.NoParticipants : IsNeverLogged(people) ? CaptureReason.NeverLog : null;

    private static CaptureDecision Decided(string? reason) =>
        reason is null ? new CaptureDecision.Log() : new CaptureDecision.Skip(reason);

    private bool IsTooOld(DateTimeOffset moment) => policy.KeepDays is { } days && moment < now.AddDays(-days);

    private bool IsChosen(IReadOnlyList<string> categories, string? folder) =>
        (folder is not null && chosenFolders.Contains(folder))
        || categories.Any(c => policy.Chosen.Contains(c.Trim(), StringComparer.OrdinalIgnoreCase));

    private bool IsPrivate(Sensitivity sensitivity, string? header, IReadOnlyList<string> categories) =>
        sensitivity is not Sensitivity.Normal
        || (header is { Length: > 0 } && !header.Equals("normal", StringComparison.OrdinalIgnoreCase))
        || categories.Any(c => NamedPrivate.Concat(policy.PrivateCategories).Contains(c.Trim(), StringComparer.OrdinalIgnoreCase));

    private bool IsNeverLogged(IReadOnlyList<Participant> people) => neverLog.Covers(
        [.. people.Select(p => p.Address)], people.Select(p => colleagues.UserAt(p.Address)).OfType<Guid>().Append(mailbox).ToHashSet());
}
