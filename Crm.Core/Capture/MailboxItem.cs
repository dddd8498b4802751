namespace Crm.Core.Capture;

/// <summary>One entry of a page of changes.</summary>
public abstract record MailboxItem(string GraphId)
{
    public sealed record Mail(CapturedMail Content) : MailboxItem(Content.GraphId);

    public sealed record Meeting(CapturedEvent Content) : MailboxItem(Content.GraphId);

    /// <summary>It left the folder or the window: deleted, or only moved. Ask before believing in a deletion.</summary>
    public sealed record Removed(string GraphId, LedgerKind Kind) : MailboxItem(GraphId);

    /// <summary>It is there, and cannot be understood.</summary>
    public sealed record Broken(string GraphId, LedgerKind Kind, string? InternetMessageId = null) : MailboxItem(GraphId);
}
