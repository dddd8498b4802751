namespace Crm.Core.Capture;

/// <summary>
/// Items of one mailbox that were kept out and are to be looked at again: a policy changed, or a contact, address or domain appeared. The
/// database marks them (read_again, read_again_known).
/// </summary>
public sealed class ReadAgainHandler(ICrmDb db, TimeProvider clock) : IChangesData
{
    /// <summary>Looked at in one go.</summary>
    public const int Batch = 50;

    /// <returns>Whose mailboxes have some.</returns>
    public async Task<IReadOnlyList<Guid>> MailboxesAsync(CancellationToken ct) =>
        await db.CaptureLedger.Where(e => e.ReadAgainAt != null).Select(e => e.UserId).Distinct().ToListAsync(ct);

    public async Task<IReadOnlyList<Planned.Look>> NextAsync(Mailbox mailbox, CancellationToken ct)
    {
        var lies = mailbox.SharedAs ?? "";
        return await db.CaptureLedger.Where(e => e.UserId == mailbox.User.Id && e.Mailbox == lies && e.ReadAgainAt != null)
            .OrderBy(e => e.Id).Take(Batch).Select(e => new Planned.Look(e.GraphId, e.Kind)).ToListAsync(ct);
    }

    /// <summary>What could not be found any more is not looked for for ever: it keeps the reason that it had.</summary>
    public async Task<int> SettleAsync(Guid userId, IReadOnlyCollection<Planned.Look> looked, CancellationToken ct)
    {
        var (ids, now) = (looked.Select(i => i.GraphId).ToList(), clock.GetUtcNow());
        var left = await db.CaptureLedger.Where(e => e.UserId == userId && e.ReadAgainAt <= now && ids.Contains(e.GraphId)).ToListAsync(ct);
        left.ForEach(e => e.Looked(e.People));
        _ = await db.SaveAsync(ct);
        return left.Count;
    }
}
