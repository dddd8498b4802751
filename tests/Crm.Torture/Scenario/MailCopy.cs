namespace Crm.Torture.Scenario;

/// <summary>One specimen of a mail in one mailbox, and whether capture could ever have taken it.</summary>
internal sealed class MailCopy(Mail mail, Mailbox mailbox, FolderTree folders, StoredMessage message)
{
    public Mail Mail => mail;

    public Mailbox Mailbox => mailbox;

    public StoredMessage Message => message;

    /// <summary>At some moment it lay in a folder that is read and nothing forbade to log it.</summary>
    public bool CouldBeTaken { get; private set; }

    public bool IsThere => mailbox.FindMessage(message.ImmutableId) is not null;

    public bool IsDraft => message.Content["isDraft"]!.GetValue<bool>();

    /// <summary>Somebody gave it the category Private.</summary>
    public bool IsMarkedPrivate => message.Content["categories"]!.AsArray().Any(c => c!.GetValue<string>() == "Private");

    /// <summary>As it is now, it belongs in the CRM.</summary>
    public bool MustBeTaken => IsAllowed && IsThere && folders.IsRead(message.Folder);

    private bool IsAllowed => Loggable.Is(mail) && !IsDraft && !IsMarkedPrivate;

    public void Look() => CouldBeTaken |= IsAllowed && IsThere && (folders.IsRead(message.Folder) || folders.WasEverRead(message.Folder));
}
