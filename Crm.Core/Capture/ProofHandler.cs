using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>What is to be compared.</summary>
/// <param name="Window">Mail received, or meetings that take place, in it.</param>
/// <param name="SettledAt">What has changed since is the next run's, and no gap.</param>
public sealed record ProofScope(ReadWindow Window, DateTimeOffset SettledAt);

/// <summary>The database's part of a proof (<see cref="MailboxProof"/>).</summary>
public sealed class ProofHandler(ICrmDb db, CapturePolicies policies, TimeProvider clock) : IChangesData
{
    /// <summary>Hosts' and Exchange's clocks differ, and mail is delivered late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>When nobody works: from two in the morning, UTC.</summary>
    private static readonly TimeSpan Night = TimeSpan.FromHours(2);

    /// <returns>The folders and calendars of a mailbox that have not been compared since last night, and can be now.</returns>
    public async Task<IReadOnlyList<string>> DueAsync(Guid userId, CancellationToken ct)
    {
        if (!(await policies.OfAsync(userId, ct)).IsAutomatic)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var lastNight = new DateTimeOffset((now - Night).UtcDateTime.Date + Night, TimeSpan.Zero);
        var compared = await db.CaptureProofs.Where(p => p.UserId == userId && p.ProvenAt >= lastNight).Select(p => p.Resource)
            .ToListAsync(ct);
        var due = new List<string>();
        foreach (var cursor in await db.CaptureCursors.Where(c => c.UserId == userId && !compared.Contains(c.Resource)).AsNoTracking()
            .ToListAsync(ct))
        {
            if (await ScopeOfAsync(cursor, ct) is not null)
            {
                due.Add(cursor.Resource);
            }
        }

        return due;
    }

    /// <returns>Null when there is nothing to prove: capture is off, or the folder has not been read to its end.</returns>
    public async Task<ProofScope?> ScopeAsync(Guid userId, string resource, CancellationToken ct) =>
        (await policies.OfAsync(userId, ct)).IsAutomatic
        && await db.CaptureCursors.AsNoTracking().FirstOrDefaultAsync(c => c.UserId == userId && c.Resource == resource, ct) is { } cursor
            ? await ScopeOfAsync(cursor, ct)
            : null;

    /// <returns>Those of the items that nothing has been decided about.</returns>
    public async Task<IReadOnlyList<string>> MissedAsync(
        Guid userId, LedgerKind kind, IReadOnlyCollection<string> graphIds, CancellationToken ct)
    {
        var known = await db.CaptureLedger.Where(e => e.UserId == userId && e.Kind == kind && graphIds.Contains(e.GraphId))
            .Select(e => e.GraphId).ToListAsync(ct);
        return [.. graphIds.Except(known, StringComparer.Ordinal)];
    }

    /// <summary>The next run over a calendar reads all of it: a meeting that is read beside a run could overwrite what is newer.</summary>
    public async Task<int> ReadAnewAsync(Guid userId, string calendar, CancellationToken ct)
    {
        (await db.CaptureCursors.FirstOrDefaultAsync(c => c.UserId == userId && c.Resource == calendar, ct))?.StartOver();
        _ = await db.SaveAsync(ct);
        return 0;
    }

    public async Task<int> SaveAsync(Guid userId, string resource, ReadWindow compared, ProofCount count, CancellationToken ct)
    {
        var proof = await db.CaptureProofs.FirstOrDefaultAsync(p => p.UserId == userId && p.Resource == resource, ct)
            ?? db.CaptureProofs.Add(CaptureProof.For(userId, resource)).Entity;
        proof.Show(compared, count, clock.GetUtcNow());
        _ = await db.SaveAsync(ct);
        return count.Items;
    }

    private async Task<ProofScope?> ScopeOfAsync(CaptureCursor cursor, CancellationToken ct)
    {
        if (cursor is not { CompleteTo: { } complete, WindowStart: { } start, WindowEnd: { } end, DeltaLink: not null, LastError: null })
        {
            return null;
        }

        var backfill = await db.CaptureBackfills.AsNoTracking()
            .FirstOrDefaultAsync(b => b.UserId == cursor.UserId && b.Resource == cursor.Resource, ct);
        var since = backfill switch
        {
            null => start,
            { Stage: BackfillStage.Done } => backfill.ReadFrom,
            _ => (DateTimeOffset?)null,
        };
        var settled = complete - Margin;
        return since is null ? null : new ProofScope(
            new ReadWindow(since.Value, Mailbox.IsCalendar(cursor.Resource) ? end : settled), settled);
    }
}
