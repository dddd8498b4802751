using System.ComponentModel.DataAnnotations;
using Crm.Core.Activities;

namespace Crm.Core.Policies;

/// <summary>How much of a mailbox is captured; the strictest stands first.</summary>
public enum CaptureMode
{
    /// <summary>The mailbox is not read.</summary>
    Off,

    /// <summary>Nothing by itself; single items are logged from the pane.</summary>
    Manual,

    /// <summary>What people put into a folder or category for it (<see cref="CapturePolicy.Chosen"/>).</summary>
    Chosen,

    /// <summary>Everything with people or companies that the CRM knows.</summary>
    On,
}

/// <summary>How much of a mail's text to fetch. Nothing is fetched before the decision to log it.</summary>
public enum BodyPart
{
    None,
    Preview,
    Full,
}

public enum Handling
{
    Skip,
    Log,
}

/// <summary>Of whom capture makes a contact; the strictest stands first.</summary>
public enum ContactCreation
{
    /// <summary>Of nobody: contacts are people's to make.</summary>
    Never,

    /// <summary>Of whom one of us wrote to first, and of who answers one of us.</summary>
    WhenWeWroteFirst,

    /// <summary>Also of whoever writes to one of us.</summary>
    Always,
}

/// <summary>Which calendars of a mailbox are read.</summary>
public enum CalendarScope
{
    Default,

    /// <summary>Also those that its owner made besides; never those that others share with them.</summary>
    All,
}

/// <summary>A mailbox that is nobody's own: a person of the CRM answers for it, and its mail is theirs.</summary>
public sealed class SharedMailbox
{
    public const int MailboxLength = 80;

    /// <summary>Its user principal name, as a rule its address, or its Entra object id.</summary>
    public string Mailbox { get; set; } = "";

    /// <summary>The address of the CRM's user.</summary>
    public string AnsweredBy { get; set; } = "";

    /// <summary>The Entra tenant that it lies in: the same address may be somebody's in another one, whose mail this is not.</summary>
    public Guid? Tenant { get; set; }

    public string Key => Mailbox.Trim().ToLowerInvariant();

    public bool IsComplete => Key.Length is > 0 and <= MailboxLength && !Key.Contains('/') && AnsweredBy.Trim().Length > 0;

    public bool IsAnsweredBy(Guid entraTenantId, string email) =>
        Tenant == entraTenantId && AnsweredBy.Trim().Equals(email, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Section Capture: what is read from mailboxes and what becomes of it.</summary>
public sealed class CapturePolicy
{
    public const string Section = "Capture";

    public const int MostDays = 36_500;

    public CaptureMode Mode { get; set; } = CaptureMode.On;

    /// <summary>How much of a logged mail's or meeting's text is kept.</summary>
    public BodyPart Body { get; set; } = BodyPart.Preview;

    /// <summary>Mail that is older when a mailbox is first read stays out.</summary>
    [Range(0, 3650)]
    public int BackfillDays { get; set; } = 30;

    [Range(1, 365)]
    public int CalendarPastDays { get; set; } = 30;

    [Range(1, 365)]
    public int CalendarAheadDays { get; set; } = 90;

    /// <summary>The timer-driven reading of all mailboxes; notifications only make it sooner.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The only mail folders to read, by their well-known names; without any, all of a mailbox are (docs/decisions/0018).
    /// </summary>
    public List<string> Folders { get; } = [];

    /// <summary>Folders to leave out, by the names people gave them, with all that lies below.</summary>
    public List<string> LeaveOutFolders { get; private set; } = [];

    /// <summary>
    /// The only mailboxes to read, shared ones included, by address or Entra object id; without any, those of all the CRM's users are.
    /// </summary>
    public List<string> AllowedMailboxes { get; } = [];

    public List<SharedMailbox> SharedMailboxes { get; } = [];

    public CalendarScope Calendars { get; set; } = CalendarScope.Default;

    /// <summary>Domains of the own firm, besides those of the CRM's users.</summary>
    public List<string> InternalDomains { get; private set; } = [];

    /// <summary>Addresses, or domains with or without @: nothing they are on is logged.</summary>
    public List<string> NeverLog { get; private set; } = [];

    /// <summary>Outlook categories by which people keep an item out.</summary>
    public List<string> PrivateCategories { get; private set; } = [];

    /// <summary>Outlook categories and folders that are captured while <see cref="Mode"/> is Chosen.</summary>
    public List<string> Chosen { get; private set; } = [];

    /// <summary>What others than the mailbox's owner may read of what was captured from it; also managers and administrators.</summary>
    public ItemVisibility Visibility { get; set; } = ItemVisibility.Full;

    /// <summary>Days after which captured items are taken out; null keeps them.</summary>
    [Range(1, MostDays)]
    public int? KeepDays { get; set; }

    public Handling BulkMail { get; set; } = Handling.Skip;

    /// <summary>Whether people on mail who are no contacts become contacts by it.</summary>
    public ContactCreation NewContacts { get; set; } = ContactCreation.Never;

    /// <summary>Private in the calendar means busy to others: skipped unless an administrator decides otherwise.</summary>
    public Handling PrivateMeetings { get; set; } = Handling.Skip;

    /// <summary>Whether anything is captured by itself.</summary>
    public bool IsAutomatic => Mode is CaptureMode.Chosen or CaptureMode.On;

    internal CapturePolicy Copy() => (CapturePolicy)MemberwiseClone();

    public bool Allows(params IEnumerable<string?> names) =>
        AllowedMailboxes.Count == 0 || AllowedMailboxes.Exists(a => names.Contains(a.Trim(), StringComparer.OrdinalIgnoreCase));
}
