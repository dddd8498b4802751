namespace Crm.OutlookAddin.Capture.Delegated;

/// <summary>There is no token for a mailbox, and none can be had without its owner.</summary>
internal sealed class MailboxNotOpenException(string reason) : Exception($"The mailbox cannot be read: {reason}.")
{
    /// <summary>One of <see cref="OwnersConsent"/>.</summary>
    public string Reason => reason;
}
