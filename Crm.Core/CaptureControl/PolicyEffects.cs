using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>What a change of policy would do to what is there, if it were to count for the past as well.</summary>
/// <param name="Removed">Captured activities that it keeps out.</param>
/// <param name="OfColleagues">How many of those a colleague's mailbox shows as well.</param>
/// <param name="Reasons">Items that were kept out for one of these reasons are looked at again.</param>
/// <param name="Levels">What others may read of these people's items.</param>
/// <param name="Mailboxes">Whose mailboxes it is about; a single null are all.</param>
/// <param name="Counts">How many of each.</param>
/// <param name="Expiring">Captured activities that are older than the new policy keeps them.</param>
/// <param name="ContactsAtMost">
/// Mails among those that are looked at again of which each may make one contact. How many do is written nowhere: of people whom nobody
/// knew no address was kept.
/// </param>
public sealed record PolicyEffect(
    IReadOnlyList<KeptOut> Removed, int OfColleagues, IReadOnlyList<string> Reasons, IReadOnlyDictionary<Guid, ItemVisibility> Levels,
    IReadOnlyList<Guid?> Mailboxes, PolicyCounts Counts, int Expiring, int ContactsAtMost);

/// <param name="Reason">A code of <see cref="CaptureReason"/>.</param>
public sealed record KeptOut(Guid ActivityId, string Reason);

/// <summary>Works a change of policy out on the captured activities and the ledger; writes nothing.</summary>
public sealed class PolicyEffects(ICrmDb db, CapturePolicies policies, ICaptureStore store, TimeProvider clock)
{
    private static readonly (PolicySetting Setting, string Reason)[] KeepingOut =
    [
        (PolicySettings.NeverLog, CaptureReason.NeverLog),
        (PolicySettings.NeverLog, CaptureReason.ListUnread),
        (PolicySettings.InternalDomains, CaptureReason.InternalOnly),
        (PolicySettings.PrivateCategories, CaptureReason.Private),
        (PolicySettings.PrivateMeetings, CaptureReason.Private),
        (PolicySettings.BulkMail, CaptureReason.Bulk),
        (PolicySettings.Mode, CaptureReason.NotChosen),
        (PolicySettings.Chosen, CaptureReason.NotChosen),
        (PolicySettings.KeepDays, CaptureReason.TooOld),
        (PolicySettings.NewContacts, CaptureReason.Unknown),
    ];

    public async Task<PolicyEffect> OfAsync(PolicyScope scope, PolicyWishes wishes, CancellationToken ct)
    {
        var (stands, now) = (await policies.LayersAsync(ct), clock.GetUtcNow());
        var (old, wanted) = (stands.Said.GetValueOrDefault(scope) ?? new PolicyWishes(), stands.With(scope, wishes));
        var concerned = wanted.Concerned(scope);
        IReadOnlyList<Guid?> mailboxes = concerned is null ? [null] : [.. concerned.Select(c => (Guid?)c)];
        var removed = await KeptOutAsync(mailboxes, old, wishes, wanted, ct);
        var (reasons, levels) = (Reasons(old, wishes), await LevelsAsync(concerned, wanted, ct));
        List<Guid> gone = [.. removed.Select(r => r.ActivityId)];
        var (hidden, shown) = await store.ShowAsync(levels, gone, really: false, ct);
        List<Guid> people = [.. concerned ?? new HashSet<Guid>()];
        var lookedAt = db.CaptureLedger.Where(
            e => (concerned == null || people.Contains(e.UserId)) && reasons.Contains(e.Reason)
                && (e.Outcome == LedgerOutcome.Skipped || e.Outcome == LedgerOutcome.Removed));
        var again = reasons.Count == 0 ? 0 : await lookedAt.CountAsync(ct);
        return new PolicyEffect(
            removed, await OfColleaguesAsync(concerned, gone, ct), reasons, levels, mailboxes,
            new PolicyCounts(removed.Count, again, hidden, shown),
            wishes.KeepDays is { } days ? await store.ExpireAsync(now.AddDays(-days), 0, really: false, ct) : 0,
            again == 0 || Shared(wanted, scope).NewContacts is ContactCreation.Never ? 0
                : await lookedAt.CountAsync(e => e.Kind == LedgerKind.Message, ct));
    }

    /// <summary>What counts for the people that a layer is about, before those of them say something themselves.</summary>
    private CapturePolicy Shared(PolicyLayers layers, PolicyScope scope) => scope.UserId is { } person
        ? layers.OfPerson(policies.OfHost, person)
        : layers.Shared(policies.OfHost, scope.TeamId);

    /// <summary>What the new entries cover, of what was captured.</summary>
    private async Task<IReadOnlyList<KeptOut>> KeptOutAsync(
        IReadOnlyList<Guid?> mailboxes, PolicyWishes old, PolicyWishes wishes, PolicyLayers wanted, CancellationToken ct)
    {
        var listed = wishes.NeverLog.Except(old.NeverLog, StringComparer.OrdinalIgnoreCase).ToList();
        var internals = wishes.InternalDomains.Except(old.InternalDomains, StringComparer.OrdinalIgnoreCase).ToList();
        var people = await PeopleAsync(mailboxes, [.. listed, .. internals], ct);
        if (people.Count == 0)
        {
            return [];
        }

        var neverLog = NeverLogList.Of(policies.OfHost, wanted);
        var firm = await Colleagues.OfFirmAsync(db, wanted.Shared(policies.OfHost, null), ct);
        var holders = await MailboxesAsync([.. people.Select(p => p.ActivityId).Distinct()], ct);
        return [.. people.GroupBy(p => p.ActivityId)
            .Select(item => (item.Key, Reason: ReasonOf([.. item])))
            .Where(item => item.Reason is not null).Select(item => new KeptOut(item.Key, item.Reason!))];

        string? ReasonOf(List<OnCaptured> item) =>
            neverLog.Covers(
                [.. item.Select(p => p.Address)],
                item.Select(p => p.UserId).OfType<Guid>().Concat(holders[item[0].ActivityId]).ToHashSet()) ? CaptureReason.NeverLog
            : internals.Count > 0 && item.TrueForAll(p => firm.Include(p.Address)) ? CaptureReason.InternalOnly
            : null;
    }

    /// <summary>Everybody on what these mailboxes show that has one of the entries on it.</summary>
    private async Task<IReadOnlyList<OnCaptured>> PeopleAsync(IReadOnlyList<Guid?> mailboxes, List<string> entries, CancellationToken ct)
    {
        List<string> patterns = [.. entries.SelectMany(Patterns)];
        var people = new List<OnCaptured>();
        foreach (var mailbox in patterns.Count == 0 ? [] : mailboxes)
        {
            people.AddRange(await store.PeopleAsync(mailbox, patterns, ct));
        }

        return [.. people.Distinct()];
    }

    /// <summary>What others may read of each mailbox that the policy is about.</summary>
    private async Task<IReadOnlyDictionary<Guid, ItemVisibility>> LevelsAsync(
        IReadOnlySet<Guid>? concerned, PolicyLayers layers, CancellationToken ct) =>
        ((IEnumerable<Guid>?)concerned ?? await db.Users.Select(u => u.Id).ToListAsync(ct))
            .ToDictionary(id => id, id => layers.OfPerson(policies.OfHost, id).Visibility);

    private async Task<ILookup<Guid, Guid>> MailboxesAsync(List<Guid> activityIds, CancellationToken ct) =>
        (await db.ActivityMailboxes.Where(m => activityIds.Contains(m.ActivityId)).Select(m => new { m.ActivityId, m.UserId })
            .ToListAsync(ct)).ToLookup(m => m.ActivityId, m => m.UserId);

    private async Task<int> OfColleaguesAsync(IReadOnlySet<Guid>? concerned, List<Guid> removed, CancellationToken ct)
    {
        List<Guid> people = [.. concerned ?? new HashSet<Guid>()];
        return people.Count == 0 || removed.Count == 0 ? 0
            : await db.Activities.CountAsync(
                a => removed.Contains(a.Id)
                    && (a.OwnerId == null || !people.Contains(a.OwnerId.Value) || a.Mailboxes.Any(m => !people.Contains(m.UserId))),
                ct);
    }

    /// <summary>Why items were kept out that the new policy might let in.</summary>
    private static IReadOnlyList<string> Reasons(PolicyWishes old, PolicyWishes wishes) =>
        [.. KeepingOut.Where(k => k.Setting.IsLooser(old, wishes)).Select(k => k.Reason).Distinct()];

    private static IEnumerable<string> Patterns(string entry)
    {
        var literal = entry.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return entry.Contains('@', StringComparison.Ordinal) ? [literal] : ["%@" + literal, "%." + literal];
    }
}
