using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>Why an item is, or is not, in the CRM.</summary>
/// <param name="Outcome">Null when the item has not been looked at.</param>
/// <param name="Reason">A code of <see cref="CaptureReason"/>.</param>
/// <param name="Sentence">The reason for people.</param>
/// <param name="ActivityId">What it became.</param>
/// <param name="DecidedAt">When.</param>
public sealed record CaptureExplanation(LedgerOutcome? Outcome, string Reason, string Sentence, Guid? ActivityId, DateTimeOffset? DecidedAt)
{
    /// <summary>The line of the ledger that says so.</summary>
    [JsonIgnore]
    public CaptureLedgerEntry? Entry { get; init; }
}

/// <summary>Asks about a mail of the caller's own mailbox.</summary>
public sealed record WhyCaptured(string? InternetMessageId);

public sealed class WhyCapturedHandler(ICrmDb db, CurrentUser user, CapturePolicies policies, TimeProvider clock)
{
    public async Task<Result<CaptureExplanation>> HandleAsync(WhyCaptured why, CancellationToken ct)
    {
        if (SourceKeys.Mail(why.InternetMessageId) is not { } key)
        {
            return Refusal.Invalid(new FieldError("internetMessageId", "Say which mail: its Internet message id is missing."));
        }

        var entries = await db.CaptureLedger.Where(e => e.UserId == user.Id && e.SourceKey == key).AsNoTracking().ToListAsync(ct);
        return entries.OrderBy(e => e.Outcome).ThenByDescending(e => e.DecidedAt).FirstOrDefault() is { } entry
            ? await OfAsync(entry, ct)
            : await UnseenAsync(ct);
    }

    /// <summary>What was captured can be gone since: the ledger keeps what capture did, the answer says what is.</summary>
    private async Task<CaptureExplanation> OfAsync(CaptureLedgerEntry entry, CancellationToken ct)
    {
        var reason = entry.Outcome is LedgerOutcome.Logged && await db.Activities.AnyAsync(a => a.Id == entry.ActivityId && a.IsDeleted, ct)
            ? CaptureReason.Deleted
            : entry.Reason;
        return new CaptureExplanation(
            reason == CaptureReason.Deleted ? LedgerOutcome.Removed : entry.Outcome, reason, CaptureReason.Sentence(reason),
            entry.ActivityId, entry.DecidedAt) { Entry = entry };
    }

    private async Task<CaptureExplanation> UnseenAsync(CancellationToken ct)
    {
        if (!(await policies.OfAsync(user.Id, ct)).IsAutomatic)
        {
            return new CaptureExplanation(
                null, CaptureReason.SwitchedOff, CaptureReason.Sentence(CaptureReason.SwitchedOff), null, null);
        }

        var objectId = await db.Users.Where(u => u.Id == user.Id).Select(u => u.EntraObjectId).FirstOrDefaultAsync(ct);
        if (!policies.OfHost.Allows(user.Email, objectId?.ToString()))
        {
            return new CaptureExplanation(
                null, CaptureReason.MailboxLeftOut, CaptureReason.Sentence(CaptureReason.MailboxLeftOut), null, null);
        }

        var now = clock.GetUtcNow();
        var stopped = await db.CaptureCursors.Where(c => c.UserId == user.Id && c.LastError != null && c.PausedUntil > now)
            .OrderByDescending(c => c.LastRunAt).FirstOrDefaultAsync(ct);
        return stopped is null || (OwnersConsent.Wants(stopped.LastError) && await db.IsConnectedAsync(user.Id, ct))
            ? new CaptureExplanation(null, CaptureReason.NotRead, CaptureReason.Sentence(CaptureReason.NotRead), null, null)
            : new CaptureExplanation(
                null, CaptureReason.Stopped,
                OwnersConsent.Wants(stopped.LastError) ? $"Not captured so far. {OwnersConsent.Told(stopped.LastError)}"
                : $"Not captured so far: reading the mailbox was stopped ({stopped.LastError}) and goes on at "
                    + $"{new ReaderFormat(user).Moment(stopped.PausedUntil!.Value)}.", null, stopped.LastRunAt);
    }
}
