using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>Keeps what was read of a mailbox's folders.</summary>
/// <param name="IsWhole">All folders were told: those that were not are gone.</param>
public sealed record SaveFolders(Mailbox Mailbox, FoldersRead Read, bool IsWhole);

public sealed class SaveFoldersHandler(ICrmDb db, CapturePolicies policies, TimeProvider clock) : IChangesData
{
    /// <summary>The cursor of the folder list itself.</summary>
    internal const string Resource = "mailfolders";

    public async Task<bool> HandleAsync(SaveFolders keep, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = await Of(keep.Mailbox).ToDictionaryAsync(f => f.FolderId, StringComparer.Ordinal, ct);
        foreach (var seen in keep.Read.Seen.Where(s => s.Id.Length <= MailFolder.IdLength))
        {
            if (!known.TryGetValue(seen.Id, out var folder))
            {
                known[seen.Id] = folder = MailFolder.Of(keep.Mailbox.User.Id, seen.Id, keep.Mailbox.SharedAs ?? "");
                db.MailFolders.Add(folder);
            }

            folder.Shows(seen, now);
        }

        var told = keep.Read.Seen.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        db.MailFolders
            .RemoveRange(known.Values.Where(f => keep.IsWhole ? !told.Contains(f.FolderId) : keep.Read.Removed.Contains(f.FolderId)));
        (await CursorAsync(keep.Mailbox, ct)).Advance(keep.Read.Link, now);
        return await db.SaveAsync(ct) is null;
    }

    public async Task<string?> LinkAsync(Mailbox mailbox, CancellationToken ct) => (await CursorAsync(mailbox, ct)).DeltaLink;

    public async Task<bool> ForgetLinkAsync(Mailbox mailbox, CancellationToken ct)
    {
        (await CursorAsync(mailbox, ct)).StartOver();
        return await db.SaveAsync(ct) is null;
    }

    /// <summary>Folders that are read and that no setting names.</summary>
    public async Task<IReadOnlyList<string>> ResourcesAsync(Mailbox mailbox, CancellationToken ct)
    {
        var policy = await policies.OfAsync(mailbox.User.Id, ct);
        if (!policy.IsAutomatic)
        {
            return [];
        }

        var all = await Of(mailbox).AsNoTracking().ToDictionaryAsync(f => f.FolderId, StringComparer.Ordinal, ct);
        return [.. all.Values.Select(f => FolderRules.ResourceOf(f, all, policy)).OfType<string>().Except(policy.Resources)
            .Order(StringComparer.Ordinal).Select(mailbox.ResourceOf)];
    }

    private IQueryable<MailFolder> Of(Mailbox mailbox)
    {
        var shared = mailbox.SharedAs ?? "";
        return db.MailFolders.Where(f => f.UserId == mailbox.User.Id && f.Mailbox == shared);
    }

    private async Task<CaptureCursor> CursorAsync(Mailbox mailbox, CancellationToken ct)
    {
        var (userId, resource) = (mailbox.User.Id, mailbox.ResourceOf(Resource));
        if (await db.CaptureCursors.FirstOrDefaultAsync(c => c.UserId == userId && c.Resource == resource, ct) is { } known)
        {
            return known;
        }

        var cursor = CaptureCursor.For(userId, resource);
        db.CaptureCursors.Add(cursor);
        return cursor;
    }
}
