using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>The folders and calendars that a policy names for every mailbox; others are found in the mailbox.</summary>
public static class MailboxResources
{
    extension(CapturePolicy policy)
    {
        /// <summary>What is read of every mailbox.</summary>
        public IEnumerable<string> Resources => [.. policy.Folders.Count == 0 ? ["inbox", "sentitems"] : policy.Folders, Mailbox.Calendar];

        /// <summary>The same of one mailbox; of a shared one its mail alone.</summary>
        public IEnumerable<string> ResourcesOf(Mailbox mailbox) =>
            policy.Resources.Where(r => mailbox.SharedAs is null || !Mailbox.IsCalendar(r)).Select(mailbox.ResourceOf);
    }
}
