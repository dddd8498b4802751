using Crm.Core.Capture;
using Crm.Core.MatchQuestions;
using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <param name="Name">As people know it.</param>
/// <param name="CompleteTo">Everything up to then has been decided; null before the first round came to its end.</param>
/// <param name="Problem">Why it cannot be read now.</param>
/// <param name="Backfill">How the reading of its older mail stands; null where there is none.</param>
/// <param name="Proof">Null before the first one.</param>
public sealed record FolderState(
    string Resource, string Name, DateTimeOffset? LastRunAt, DateTimeOffset? CompleteTo, DateTimeOffset? PausedUntil, string? Problem,
    BackfillProgress? Backfill = null, ProofView? Proof = null)
{
    /// <summary>Whether the mailbox's owner can put an end to the problem; it is the whole mailbox's then.</summary>
    [JsonIgnore]
    public bool WaitsForOwner { get; init; }
}

/// <summary>What the last comparison of a folder with the ledger came to.</summary>
/// <param name="Items">Items that the mailbox has.</param>
/// <param name="Decided">Those of them that have been decided.</param>
/// <param name="Missed">Those that had been missed; they were read at once.</param>
public sealed record ProofView(DateTimeOffset ProvenAt, DateTimeOffset Since, DateTimeOffset Until, int Items, int Decided, int Missed);

public sealed record ReasonCount(string Reason, string Sentence, int Count);

/// <summary>How capture of the caller's own mailbox stands.</summary>
/// <param name="Mode">What counts for it.</param>
/// <param name="ReadSince">Mail that is older was never read; null before the first run.</param>
/// <param name="CompleteTo">Everything up to then has been decided, in all folders and the calendar.</param>
/// <param name="Folders">How far each of them has been read.</param>
/// <param name="LastWeek">What became of the items decided in the past seven days, most frequent first.</param>
/// <param name="Own">What the person said.</param>
/// <param name="OwnVersion">0 before they said anything.</param>
/// <param name="Organisation">What the organisation said.</param>
/// <param name="Receipts">What the latest changes of policy did, newest first.</param>
/// <param name="Questions">How many questions about captured items wait for an answer.</param>
/// <param name="Rules">What was answered to such questions and counts until it is undone, newest first.</param>
public sealed record CaptureView(
    CaptureMode Mode, DateTimeOffset? ReadSince, DateTimeOffset? CompleteTo, IReadOnlyList<FolderState> Folders,
    IReadOnlyList<ReasonCount> LastWeek, PolicyWishes Own, int OwnVersion, PolicyWishes Organisation, int OrganisationVersion,
    IReadOnlyList<ReceiptView> Receipts, int Questions, IReadOnlyList<RuleView> Rules)
{
    /// <summary>The team that the person is in; null for none.</summary>
    public string? Team { get; init; }

    /// <summary>What was said for that team; null for nothing.</summary>
    public PolicyWishes? OfTeam { get; init; }

    /// <summary>Who asked to read words of the own mailbox's items, and who was allowed to; the latest first.</summary>
    public IReadOnlyList<AccessRequestView> Requests { get; init; } = [];
}

/// <param name="Whose">"own", "team" or "organisation".</param>
/// <param name="Team">Which team's, as it is called now.</param>
public sealed record ReceiptView(DateTimeOffset ChangedAt, string Whose, string? ChangedBy, bool IsRetroactive, int Removed, int ReadAgain,
    int Hidden = 0, int Shown = 0, string? Team = null);

/// <summary>How capture of the own mailbox stands: how far, what was left out and why, and what the person decided about it.</summary>
public sealed record ShowCapture : ICardRequest
{
    public static string Verb => "capture";
}

public sealed class ShowCaptureHandler(ICrmDb db, CurrentUser user, CapturePolicies policies, QuestionReader questions, TimeProvider clock)
{
    private const int NewestReceipts = 3;
    private const int NewestRequests = 10;

    public async Task<Result<CaptureView>> HandleAsync(ShowCapture ask, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var folders = await FoldersAsync(now, ct);
        var own = await policies.LayerAsync(PolicyScope.OfPerson(user.Id), ct);
        var firm = await policies.LayerAsync(PolicyScope.Organisation, ct);
        var team = await policies.TeamAsync(user.Id, ct);
        return new CaptureView(
            (await policies.OfAsync(user.Id, ct)).Mode, await ReadSinceAsync(ct),
            folders.Count > 0 && folders.All(f => f.CompleteTo is not null) ? folders.Min(f => f.CompleteTo) : null,
            folders, await LastWeekAsync(now, ct), own?.Wishes ?? new PolicyWishes(), own?.Version ?? 0, firm?.Wishes ?? new PolicyWishes(),
            firm?.Version ?? 0, await ReceiptsAsync(ct), await questions.Asked(now).CountAsync(ct), await questions.RulesAsync(ct))
        {
            Team = team?.Name, OfTeam = (team is null ? null : await policies.LayerAsync(PolicyScope.OfTeam(team.Id), ct))?.Wishes,
            Requests = await AccessRequestView.ForOwner(db, user).Take(NewestRequests).ToListAsync(ct),
        };
    }

    private async Task<IReadOnlyList<FolderState>> FoldersAsync(DateTimeOffset now, CancellationToken ct)
    {
        var names = (await db.MailFolders.Where(f => f.UserId == user.Id).Select(f => new { f.FolderId, f.Name }).ToListAsync(ct))
            .DistinctBy(f => f.FolderId).ToDictionary(f => f.FolderId, f => f.Name, StringComparer.Ordinal);
        var cursors = await db.CaptureCursors.Where(c => c.UserId == user.Id && !c.Resource.EndsWith(SaveFoldersHandler.Resource))
            .OrderBy(c => c.Resource).AsNoTracking().ToListAsync(ct);
        var backfills = await db.CaptureBackfills.Where(b => b.UserId == user.Id).AsNoTracking()
            .ToDictionaryAsync(b => b.Resource, b => BackfillProgress.Of(b, now), StringComparer.Ordinal, ct);
        var proofs = await db.CaptureProofs.Where(p => p.UserId == user.Id).AsNoTracking().ToDictionaryAsync(
            p => p.Resource, p => new ProofView(p.ProvenAt, p.Since, p.Until, p.ItemCount, p.DecidedCount, p.MissedCount),
            StringComparer.Ordinal, ct);
        var isConnected = cursors.Exists(c => OwnersConsent.Wants(c.LastError)) && await db.IsConnectedAsync(user.Id, ct);
        return [.. cursors.Select(c => new FolderState(
            c.Resource, MailFolder.NameOf(c.Resource, names), c.LastRunAt, c.CompleteTo, c.PausedUntil > now ? c.PausedUntil : null,
            isConnected && OwnersConsent.Wants(c.LastError) ? null : OwnersConsent.Told(c.LastError),
            backfills.GetValueOrDefault(c.Resource), proofs.GetValueOrDefault(c.Resource))
            { WaitsForOwner = !isConnected && OwnersConsent.Wants(c.LastError) })];
    }

    private Task<DateTimeOffset?> ReadSinceAsync(CancellationToken ct) =>
        db.CaptureCursors.Where(c => c.UserId == user.Id && !c.Resource.StartsWith(Mailbox.Calendar)).MinAsync(c => c.WindowStart, ct);

    private async Task<IReadOnlyList<ReasonCount>> LastWeekAsync(DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddDays(-7);
        var counts = await db.CaptureLedger.Where(e => e.UserId == user.Id && e.DecidedAt >= since)
            .GroupBy(e => e.Reason).Select(g => new { Reason = g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Reason, StringComparer.Ordinal)
            .Select(c => new ReasonCount(c.Reason, CaptureReason.Sentence(c.Reason), c.Count))];
    }

    private async Task<IReadOnlyList<ReceiptView>> ReceiptsAsync(CancellationToken ct)
    {
        var teams = db.Teams;
        return await db.CaptureReceipts.Where(r => r.UserId == user.Id || r.UserId == null).OrderByDescending(r => r.ChangedAt)
            .Take(NewestReceipts).AsNoTracking()
            .Select(r => new ReceiptView(
                r.ChangedAt, r.TeamId != null ? TypedPolicy.OfTeam : r.UserId == null ? TypedPolicy.Organisation : "own",
                db.Users.Where(u => u.Id == r.ChangedBy).Select(u => u.Name).FirstOrDefault(), r.IsRetroactive, r.Removed,
                r.ReadAgain, r.Hidden, r.Shown, teams.Where(t => t.Id == r.TeamId).Select(t => t.Name).FirstOrDefault()))
            .ToListAsync(ct);
    }
}
