namespace Crm.Core.Capture;

/// <summary>Why something was captured or not: codes for the ledger, sentences for people.</summary>
public static class CaptureReason
{
    public const string KnownContact = "known-contact";
    public const string KnownCompany = "known-company";
    public const string NewContact = "new-contact";
    public const string AlreadyLogged = "already-logged";
    public const string Unknown = "nobody-known";
    public const string InternalOnly = "internal-only";
    public const string Private = "private";
    public const string Draft = "draft";
    public const string Bulk = "bulk-mail";
    public const string AutomaticReply = "automatic-reply";
    public const string Bounce = "bounce";
    public const string MeetingMail = "meeting-mail";
    public const string Cancelled = "cancelled";
    public const string Declined = "declined";
    public const string NoParticipants = "no-participants";
    public const string SeriesMaster = "series-master";
    public const string Gone = "gone";
    public const string Unreadable = "unreadable";
    public const string NotGiven = "not-given";
    public const string LeadsNow = "leads-now";
    public const string LoggedManually = "logged-by-hand";
    public const string NeverLog = "never-log";
    public const string ListUnread = "list-unread";
    public const string NotRead = "not-read";
    public const string Stopped = "stopped";
    public const string FolderLeftOut = "folder-left-out";
    public const string FolderWaiting = "folder-waiting";
    public const string MailboxLeftOut = "mailbox-left-out";
    public const string NotInMailbox = "not-in-mailbox";
    public const string Deleted = "deleted";
    public const string KnownSince = "known-since";
    public const string Erased = "erased";
    public const string SwitchedOff = "switched-off";
    public const string NotChosen = "not-chosen";
    public const string TooOld = "too-old";
    public const string Disconnected = "disconnected";

    /// <summary>What has it is asked for again by the next sweep.</summary>
    public static readonly IReadOnlyList<string> AskedForAgain = [NotGiven, LeadsNow];

    public static string Sentence(string code) => code switch
    {
        KnownContact => "Captured: somebody on it is a contact.",
        KnownCompany => "Captured: somebody on it writes from a company you have.",
        NewContact => "Captured: somebody on it became a contact by it, as the policy says.",
        AlreadyLogged => "Captured: it is here once already, from another mailbox or folder.",
        LoggedManually => "Logged by you.",
        Unknown => "Not captured: nobody on it is a contact, and no company has their domain.",
        InternalOnly => "Not captured: only colleagues are on it.",
        Private => "Not captured: it is marked private.",
        Draft => "Not captured: it is a draft.",
        Bulk => "Not captured: it is bulk mail or a newsletter.",
        AutomaticReply => "Not captured: it is an automatic reply.",
        Bounce => "Not captured: it is a delivery report.",
        MeetingMail => "Not captured as a mail: the meeting itself is captured from the calendar.",
        Cancelled => "Not captured: the meeting was cancelled.",
        Declined => "Not captured: you declined the meeting.",
        NoParticipants => "Not captured: it names nobody.",
        SeriesMaster => "Not captured: its single meetings are.",
        Gone => "Removed from the mailbox.",
        NeverLog => "Not captured: somebody on it is on the never-log list.",
        ListUnread => "Not captured: it went to a distribution list that could not be read, and who is on that list may keep it out.",
        NotRead => "Not captured so far: it has not been read, or lies in a folder that is not read.",
        Unreadable => "Not captured: it could not be read.",
        NotGiven => "Microsoft could not give it when it was read: it is asked for again.",
        LeadsNow => "Captured: the meeting follows this calendar from now on, which is read again.",
        Stopped => "Not captured so far: reading the mailbox was stopped.",
        FolderLeftOut => "Not captured: it lies in a folder that is not read.",
        FolderWaiting => "Not captured so far: its folder is read in the next round.",
        MailboxLeftOut => "Not captured: your mailbox is not among those that are read.",
        NotInMailbox => "Not captured: it is not in the mailbox, or lies in its online archive, which Microsoft Graph does not show.",
        Deleted => "It was captured and has been deleted from the CRM since; it is not captured again.",
        Erased => "Not captured: somebody on it asked to be forgotten.",
        SwitchedOff => "Not captured: nothing is captured by itself from this mailbox.",
        NotChosen => "Not captured: only chosen folders and categories are, and it is in none of them.",
        TooOld => "Not in the CRM any more: captured items of its age are taken out.",
        Disconnected => "Taken out of the CRM when its mailbox was disconnected.",
        KnownSince => "Not captured yet: when it was read nobody on it was a contact. Now somebody is, and it is read again.",
        _ => code,
    };
}
