using System.ComponentModel.DataAnnotations;

namespace Crm.Core.Capture;

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

public enum Handling
{
    Skip,
    Log,
}

/// <summary>Section Capture: what is read from mailboxes and what becomes of it.</summary>
public sealed class CapturePolicy
{
    public const string Section = "Capture";

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
    public List<string> LeaveOutFolders { get; } = [];

    /// <summary>Domains of the own firm, besides those of the CRM's users.</summary>
    public List<string> InternalDomains { get; } = [];

    /// <summary>Addresses, or domains with or without @: nothing they are on is logged.</summary>
    public List<string> NeverLog { get; } = [];

    /// <summary>Outlook categories by which people keep an item out.</summary>
    public List<string> PrivateCategories { get; } = [];

    /// <summary>Outlook categories and folders that are captured while <see cref="Mode"/> is Chosen.</summary>
    public List<string> Chosen { get; } = [];

    public Handling BulkMail { get; set; } = Handling.Skip;

    /// <summary>Private in the calendar means busy to others: skipped unless an administrator decides otherwise.</summary>
    public Handling PrivateMeetings { get; set; } = Handling.Skip;

    /// <summary>Whether anything is captured by itself.</summary>
    public bool IsAutomatic => Mode is CaptureMode.Chosen or CaptureMode.On;

    /// <summary>What is read of every mailbox.</summary>
    public IEnumerable<string> Resources => [.. Folders.Count == 0 ? ["inbox", "sentitems"] : Folders, Mailbox.Calendar];
}
