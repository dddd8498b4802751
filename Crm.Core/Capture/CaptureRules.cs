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
/// Decides on who, when and how something was sent, never on what it says: a skipped item leaves no content because none was read. One list
/// of rules for mail and one for meetings; the first that applies decides. Those that only spare people what they may not want give way
/// to a person who logs the item themselves; those that protect somebody do not.
/// </summary>
/// <param name="chosenFolders">Resources of the folders that are captured while the mode is Chosen.</param>
internal sealed class CaptureRules(
    CapturePolicy policy, NeverLogged neverLogged, Colleagues colleagues, IReadOnlySet<string> chosenFolders, DateTimeOffset now)
{
    private static readonly string[] NamedPrivate = ["private", "personal", "do not log", "privat"];

    /// <param name="mail">With its author found.</param>
    /// <param name="isAnswer">A known contact answers one of us: never bulk, whatever list passed it on.</param>
    /// <param name="isManual">A person logs it themselves.</param>
    public CaptureDecision Decide(CapturedMail mail, bool isAnswer, bool isManual) => First(OfMail(mail, isAnswer), isManual);

    /// <inheritdoc cref="Decide(CapturedMail, bool, bool)"/>
    public CaptureDecision Decide(CapturedEvent meeting, bool isManual) => First(OfMeeting(meeting), isManual);

    /// <summary>By the author, not by the folder: rules and people move mail.</summary>
    public Direction DirectionOf(CapturedMail mail) =>
        mail.From is { } from && colleagues.Include(from) ? Direction.Outbound : Direction.Inbound;

    private static CaptureDecision First(IEnumerable<Rule> rules, bool isManual) =>
        rules.FirstOrDefault(r => !(isManual && r.GivesWay) && r.Applies()) is { } rule
        ? new CaptureDecision.Skip(rule.Reason)
        : new CaptureDecision.Log();

    private IEnumerable<Rule> OfMail(CapturedMail mail, bool isAnswer) =>
    [
        Protects(CaptureReason.Draft, () => mail.IsDraft),
        Spares(CaptureReason.TooOld, () => IsTooOld(mail.HappenedAt(now))),
        Protects(CaptureReason.Private, () => IsPrivate(mail.Sensitivity, mail.Header("Sensitivity"), mail.Categories)),
        Spares(CaptureReason.MeetingMail, () => mail.IsMeetingMail),
        Spares(CaptureReason.Bounce, () => MailSigns.IsBounce(mail)),
        Spares(CaptureReason.AutomaticReply, () => MailSigns.IsAutomatic(mail)),
        Spares(
            CaptureReason.Bulk,
            () => policy.BulkMail is Handling.Skip && DirectionOf(mail) is Direction.Inbound && !isAnswer
                && MailSigns.IsBulk(mail, colleagues)),
        .. OfAnything(mail.Participants, mail.Categories, mail.Folder),
    ];

    private IEnumerable<Rule> OfMeeting(CapturedEvent meeting) =>
    [
        Protects(CaptureReason.Draft, () => meeting.IsDraft),
        Protects(CaptureReason.SeriesMaster, () => meeting.Part is MeetingPart.Master),
        Protects(CaptureReason.Unreadable, () => !Calendars.Hold(meeting.Start, now)),
        Spares(CaptureReason.TooOld, () => IsTooOld(meeting.Place)),
        Protects(
            CaptureReason.Private,
            () => policy.PrivateMeetings is Handling.Skip && IsPrivate(meeting.Sensitivity, null, meeting.Categories)),
        Protects(CaptureReason.Cancelled, () => meeting.IsCancelled),
        Spares(CaptureReason.Declined, () => meeting.IsDeclined),
        .. OfAnything(meeting.Participants, meeting.Categories, null),
    ];

    private IEnumerable<Rule> OfAnything(IReadOnlyList<Participant> people, IReadOnlyList<string> categories, string? folder) =>
    [
        Spares(CaptureReason.SwitchedOff, () => !policy.IsAutomatic),
        Protects(CaptureReason.NoParticipants, () => people.Count == 0),
        Protects(CaptureReason.NeverLog, () => neverLogged.Covers(people)),
        Protects(CaptureReason.ListUnread, () => neverLogged.MayCover(people)),
        Spares(CaptureReason.InternalOnly, () => people.All(colleagues.Include)),
        Spares(CaptureReason.NotChosen, () => policy.Mode is CaptureMode.Chosen && !IsChosen(categories, folder)),
    ];

    /// <summary>Counts for whoever logs it: somebody is protected by it, or there is nothing to log.</summary>
    private static Rule Protects(string reason, Func<bool> applies) => new(reason, applies, GivesWay: false);

    /// <summary>Gives way to a person who wants the item: it only spares people what they may not want.</summary>
    private static Rule Spares(string reason, Func<bool> applies) => new(reason, applies, GivesWay: true);

    private bool IsTooOld(DateTimeOffset moment) => policy.KeepDays is { } days && moment < now.AddDays(-days);

    private bool IsChosen(IReadOnlyList<string> categories, string? folder) =>
        (folder is not null && chosenFolders.Contains(folder))
        || categories.Any(c => policy.Chosen.Contains(c.Trim(), StringComparer.OrdinalIgnoreCase));

    private bool IsPrivate(Sensitivity sensitivity, string? header, IReadOnlyList<string> categories) =>
        sensitivity is not Sensitivity.Normal
        || (header is { Length: > 0 } && !header.Equals("normal", StringComparison.OrdinalIgnoreCase))
        || categories.Any(c => NamedPrivate.Concat(policy.PrivateCategories).Contains(c.Trim(), StringComparer.OrdinalIgnoreCase));

    private sealed record Rule(string Reason, Func<bool> Applies, bool GivesWay);
}
