using Crm.Core.Capture.Policies;
using Crm.Core.Database;
using Crm.Core.UseCases;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Capture;

/// <summary>Keeps what was read of a mailbox's folders.</summary>
/// <param name="IsWhole">All folders were told: those that were not are gone.</param>
public sealed record SaveFolders(Guid UserId, FoldersRead Read, bool IsWhole);

public sealed class SaveFoldersHandler(ICrmDb db, CapturePolicies policies, TimeProvider clock) : IChangesData
{
    /// <summary>The cursor of the folder list itself.</summary>
    public const string Resource = "mailfolders";

    public async Task<bool> HandleAsync(SaveFolders keep, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = await db.MailFolders.Where(f => f.UserId == keep.UserId).ToDictionaryAsync(f => f.FolderId, StringComparer.Ordinal, ct);
        foreach (var seen in keep.Read.Seen.Where(s => s.Id.Length <= MailFolder.IdLength))
        {
            if (!known.TryGetValue(seen.Id, out var folder))
            {
                known[seen.Id] = folder = MailFolder.Of(keep.UserId, seen.Id);
                db.MailFolders.Add(folder);
            }

            folder.Shows(seen, now);
        }

        var told = keep.Read.Seen.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        db.MailFolders
            .RemoveRange(known.Values.Where(f => keep.IsWhole ? !told.Contains(f.FolderId) : keep.Read.Removed.Contains(f.FolderId)));
        (await CursorAsync(keep.UserId, ct)).Advance(keep.Read.Link, now);
        return await db.SaveAsync(ct) is null;
    }

    public Task<string?> LinkAsync(Guid userId, CancellationToken ct) =>
        db.CaptureCursors.Where(c => c.UserId == userId && c.Resource == Resource).Select(c => c.DeltaLink).FirstOrDefaultAsync(ct);

    public async Task<bool> ForgetLinkAsync(Guid userId, CancellationToken ct)
    {
        (await CursorAsync(userId, ct)).StartOver();
        return await db.SaveAsync(ct) is null;
    }

    /// <summary>Folders that are read and that no setting names.</summary>
    public async Task<IReadOnlyList<string>> ResourcesAsync(Guid userId, CancellationToken ct)
    {
        var policy = await policies.OfAsync(userId, ct);
        if (!policy.IsAutomatic)
        {
            return [];
        }

        var all = await db.MailFolders.Where(f => f.UserId == userId).AsNoTracking()
            .ToDictionaryAsync(f => f.FolderId, StringComparer.Ordinal, ct);
        return [.. all.Values.Select(f => FolderRules.ResourceOf(f, all, policy)).OfType<string>().Except(policy.Resources)
            .Order(StringComparer.Ordinal)];
    }

    private async Task<CaptureCursor> CursorAsync(Guid userId, CancellationToken ct)
    {
        if (await db.CaptureCursors.FirstOrDefaultAsync(c => c.UserId == userId && c.Resource == Resource, ct) is { } known)
        {
            return known;
        }

        var cursor = CaptureCursor.For(userId, Resource);
        db.CaptureCursors.Add(cursor);
        return cursor;
    }
}
