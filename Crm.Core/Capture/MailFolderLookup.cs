using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>A folder of the caller's own mailbox, and whether it is read.</summary>
public sealed record FolderOf(string FolderId);

public sealed record FolderAnswer(string Name, bool IsRead);

public sealed class FolderOfHandler(ICrmDb db, CurrentUser user, CapturePolicies policies)
{
    public async Task<FolderAnswer?> HandleAsync(FolderOf ask, CancellationToken ct)
    {
        var all = await db.MailFolders.Where(f => f.UserId == user.Id).AsNoTracking()
            .ToDictionaryAsync(f => f.FolderId, StringComparer.Ordinal, ct);
        return all.TryGetValue(ask.FolderId, out var folder)
            ? new FolderAnswer(folder.Name, FolderRules.ResourceOf(folder, all, await policies.OfAsync(user.Id, ct)) is not null)
            : null;
    }
}

/// <summary>Of a mail that capture never met, the mailbox knows at least where it lies.</summary>
public sealed class MailFolderLookup(UseCaseRunner useCases, IMailboxReader reader, IMailboxDirectory mailboxes, MailboxFolders folders)
{
    public async Task<CaptureExplanation> ExplainAsync(
        CurrentUser user, CaptureExplanation why, string internetMessageId, CancellationToken ct)
    {
        if (why.Reason != CaptureReason.NotRead || await PlaceAsync(user, internetMessageId, ct) is not { } found)
        {
            return why;
        }

        if (found is not ({ } mailbox, { } place))
        {
            return why with { Reason = CaptureReason.NotInMailbox, Sentence = CaptureReason.Sentence(CaptureReason.NotInMailbox) };
        }

        if (await FolderAsync(user, place, ct) is not { } folder)
        {
            _ = await folders.FindAsync(mailbox, ct);
            folder = await FolderAsync(user, place, ct);
        }

        return folder switch
        {
            null => why with { Reason = CaptureReason.FolderLeftOut, Sentence = CaptureReason.Sentence(CaptureReason.FolderLeftOut) },
            { IsRead: true } =>
                why with { Reason = CaptureReason.FolderWaiting,
                    Sentence = Say($"Not captured so far: it lies in the folder “{folder.Name}”, which is read in the next round.") },
            _ => why with { Reason = CaptureReason.FolderLeftOut,
                Sentence = Say($"Not captured: it lies in the folder “{folder.Name}”, which is not read.") },
        };
    }

    /// <returns>Null when a mailbox does not say; no place when all say that they do not have it.</returns>
    private async Task<(Mailbox? Mailbox, MailPlace? Place)?> PlaceAsync(CurrentUser user, string internetMessageId, CancellationToken ct)
    {
        var asked = await mailboxes.OfAsync(user.Tenant.Id, user.Id, ct);
        foreach (var mailbox in asked)
        {
            switch (await reader.FindMailAsync(mailbox, internetMessageId, ct))
            {
                case ItemRead<MailPlace?>.Found { Value: { } place }:
                    return (mailbox, place);
                case ItemRead<MailPlace?>.Found:
                    break;
                case ItemRead<MailPlace?>.Gone or ItemRead<MailPlace?>.Throttled or ItemRead<MailPlace?>.NotAllowed
                    or ItemRead<MailPlace?>.Unreadable:
                    return null;
            }
        }

        return asked.Count == 0 ? null : (null, null);
    }

    private Task<FolderAnswer?> FolderAsync(CurrentUser user, MailPlace place, CancellationToken ct) =>
        useCases.RunAsync(user, (FolderOfHandler h, CancellationToken c) => h.HandleAsync(new FolderOf(place.FolderId), c), ct);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
