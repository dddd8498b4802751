using Crm.Core.Policies;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <summary>Finds out which folders a mailbox has: server-side rules file mail into them before it ever stands in the inbox.</summary>
public sealed class MailboxFolders(UseCaseRunner useCases, IMailboxReader reader, IOptions<CapturePolicy> options)
{
    /// <returns>What is to be read of the mailbox besides what <see cref="MailboxResources"/> names for everybody.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(Mailbox mailbox, CancellationToken ct)
    {
        if (options.Value.Mode is CaptureMode.Off)
        {
            return [];
        }

        var link =
            await useCases.RunAsync(mailbox.User, (SaveFoldersHandler h, CancellationToken c) => h.LinkAsync(mailbox, c), ct);
        if (await reader.FoldersAsync(mailbox, link, ct) is ItemRead<FoldersRead>.Found { Value: var read })
        {
            var keep = new SaveFolders(mailbox, read, IsWhole: link is null);
            await useCases.RunAsync(mailbox.User, (SaveFoldersHandler h, CancellationToken c) => h.HandleAsync(keep, c), ct);
        }
        else if (link is not null)
        {
            // The link is forgotten, or the mailbox is closed for now: the next time all folders are asked for, and until then those known
            // are read.
            await useCases.RunAsync(mailbox.User, (SaveFoldersHandler h, CancellationToken c) => h.ForgetLinkAsync(mailbox, c), ct);
        }

        return await useCases.RunAsync(
            mailbox.User, (SaveFoldersHandler h, CancellationToken c) => h.ResourcesAsync(mailbox, c), ct);
    }
}
