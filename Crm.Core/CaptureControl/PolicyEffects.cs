using Crm.Core.Capture;
using Crm.Core.Database;
using Crm.Core.Policies;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.CaptureControl;

/// <summary>What a change of policy would do to what is there, if it were to count for the past as well.</summary>
/// <param name="Removed">Captured activities that it keeps out.</param>
/// <param name="OfColleagues">How many of those a colleague's mailbox shows as well.</param>
/// <param name="Reasons">Items that were kept out for one of these reasons are looked at again.</param>
/// <param name="ReadAgain">How many those are.</param>
public sealed record PolicyEffect(
    IReadOnlyList<KeptOut> Removed, int OfColleagues, IReadOnlyList<string> Reasons, int ReadAgain);

/// <param name="Reason">A code of <see cref="CaptureReason"/>.</param>
public sealed record KeptOut(Guid ActivityId, string Reason);

/// <summary>Works a change of policy out on the captured activities and the ledger; writes nothing.</summary>
public sealed class PolicyEffects(ICrmDb db, CapturePolicies policies, TimeProvider clock)
{
    private static readonly (PolicySetting Setting, string Reason)[] KeepingOut =
    [
        (PolicySettings.NeverLog, CaptureReason.NeverLog),
        (PolicySettings.InternalDomains, CaptureReason.InternalOnly),
        (PolicySettings.PrivateCategories, CaptureReason.Private),
        (PolicySettings.PrivateMeetings, CaptureReason.Private),
        (PolicySettings.BulkMail, CaptureReason.Bulk),
        (PolicySettings.Mode, CaptureReason.NotChosen),
        (PolicySettings.Chosen, CaptureReason.NotChosen),
    ];

    public async Task<PolicyEffect> OfAsync(Guid? userId, PolicyWishes wishes, CancellationToken ct)
    {
        var (old, now) = ((await policies.LayerAsync(userId, ct))?.Wishes ?? new PolicyWishes(), clock.GetUtcNow());
        var removed = await KeptOutAsync(userId, old, wishes, now, ct);
        var reasons = Reasons(old, wishes);
        return new PolicyEffect(
            removed, await OfColleaguesAsync(userId, [.. removed.Select(r => r.ActivityId)], ct), reasons,
            reasons.Count == 0 ? 0 : await db.CaptureLedger.CountAsync(
                e => (userId == null || e.UserId == userId) && reasons.Contains(e.Reason)
                    && (e.Outcome == LedgerOutcome.Skipped || e.Outcome == LedgerOutcome.Removed), ct));
    }

    /// <summary>What the new entries cover, of what was captured.</summary>
    private async Task<IReadOnlyList<KeptOut>> KeptOutAsync(
        Guid? userId, PolicyWishes old, PolicyWishes wishes, DateTimeOffset now, CancellationToken ct)
    {
        var listed = wishes.NeverLog.Except(old.NeverLog, StringComparer.OrdinalIgnoreCase).ToList();
        var internals = wishes.InternalDomains.Except(old.InternalDomains, StringComparer.OrdinalIgnoreCase).ToList();
        var people = await PeopleAsync(userId, [.. listed, .. internals], ct);
        if (people.Count == 0)
        {
            return [];
        }

        var layers = await policies.WithAsync(userId, wishes, now, ct);
        var neverLog = policies.NeverLogOf(layers);
        var firm = await Colleagues.OfFirmAsync(db, policies.Of(layers, userId ?? Guid.Empty), ct);
        var mailboxes = await MailboxesAsync([.. people.Select(p => p.ActivityId).Distinct()], ct);
        return [.. people.GroupBy(p => p.ActivityId)
            .Select(item => (item.Key, Reason: ReasonOf([.. item])))
            .Where(item => item.Reason is not null).Select(item => new KeptOut(item.Key, item.Reason!))];

        string? ReasonOf(List<OnCaptured> item) =>
            neverLog.Covers(
                [.. item.Select(p => p.Address)],
                item.Select(p => p.UserId).OfType<Guid>().Concat(mailboxes[item[0].ActivityId]).ToHashSet()) ? CaptureReason.NeverLog
            : internals.Count > 0 && item.TrueForAll(p => firm.Include(p.Address)) ? CaptureReason.InternalOnly
            : null;
    }

    /// <summary>Everybody on the captured activities on which an entry is.</summary>
    private async Task<List<OnCaptured>> PeopleAsync(Guid? userId, List<string> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var patterns = entries.SelectMany(Patterns).ToList();
        var captured = db.Activities.Where(a => a.SourceKey != null && a.Participants.Any(
            p => patterns.Any(pattern => EF.Functions.Like(p.Address, pattern))));
        if (userId is { } user)
        {
            captured = captured.Where(a => a.Mailboxes.Any(m => m.UserId == user) || a.Participants.Any(p => p.UserId == user));
        }

        var ids = await captured.Select(a => a.Id).ToListAsync(ct);
        return await db.ActivityParticipants.Where(p => ids.Contains(p.ActivityId))
            .Select(p => new OnCaptured(p.ActivityId, p.Address, p.UserId)).ToListAsync(ct);
    }

    private async Task<ILookup<Guid, Guid>> MailboxesAsync(List<Guid> activityIds, CancellationToken ct) =>
        (await db.ActivityMailboxes.Where(m => activityIds.Contains(m.ActivityId)).Select(m => new { m.ActivityId, m.UserId })
            .ToListAsync(ct)).ToLookup(m => m.ActivityId, m => m.UserId);

    private async Task<int> OfColleaguesAsync(Guid? userId, List<Guid> removed, CancellationToken ct) =>
        userId is not { } user || removed.Count == 0 ? 0
        : await db.Activities.CountAsync(
            a => removed.Contains(a.Id) && (a.OwnerId != user || a.Mailboxes.Any(m => m.UserId != user)), ct);

    /// <summary>Why items were kept out that the new policy might let in.</summary>
    private static IReadOnlyList<string> Reasons(PolicyWishes old, PolicyWishes wishes) =>
        [.. KeepingOut.Where(k => k.Setting.IsLooser(old, wishes)).Select(k => k.Reason).Distinct()];

    private static IEnumerable<string> Patterns(string entry)
    {
        var literal = entry.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return entry.Contains('@', StringComparison.Ordinal) ? [literal] : ["%@" + literal, "%." + literal];
    }

    private sealed record OnCaptured(Guid ActivityId, string Address, Guid? UserId);
}
