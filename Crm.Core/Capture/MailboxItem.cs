namespace Crm.Core.Capture;

/// <summary>One entry of a page of changes.</summary>
public abstract record MailboxItem(string GraphId)
{
    public sealed record Mail(CapturedMail Content) : MailboxItem(Content.GraphId);

    public sealed record Meeting(CapturedEvent Content) : MailboxItem(Content.GraphId);

    /// <summary>It left the folder or the window: deleted, or only moved. Ask before believing in a deletion.</summary>
    public sealed record Removed(string GraphId, LedgerKind Kind) : MailboxItem(GraphId);

    /// <summary>It is there, and cannot be understood.</summary>
    /// <param name="Passing">What stood in the way, where it may go away: what belongs to the item could not be asked for now.</param>
    public sealed record Broken(string GraphId, LedgerKind Kind, string? InternetMessageId = null, string? Passing = null)
        : MailboxItem(GraphId);
}
