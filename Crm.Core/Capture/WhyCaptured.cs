using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Capture;

/// <summary>Why an item is, or is not, in the CRM.</summary>
/// <param name="Outcome">Null when the item has not been looked at.</param>
/// <param name="Reason">A code of <see cref="CaptureReason"/>.</param>
/// <param name="Sentence">The reason for people.</param>
/// <param name="ActivityId">What it became.</param>
/// <param name="DecidedAt">When.</param>
public sealed record CaptureAnswer(LedgerOutcome? Outcome, string Reason, string Sentence, Guid? ActivityId, DateTimeOffset? DecidedAt);

/// <summary>Asks about a mail of the caller's own mailbox.</summary>
public sealed record WhyCaptured(string? InternetMessageId);

public sealed class WhyCapturedHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<CaptureAnswer>> HandleAsync(WhyCaptured why, CancellationToken ct)
    {
        if (SourceKeys.Mail(why.InternetMessageId) is not { } key)
        {
            return Refusal.Invalid(new FieldError("internetMessageId", "Say which mail: its Internet message id is missing."));
        }

        var entries = await db.CaptureLedger.Where(e => e.UserId == user.Id && e.SourceKey == key).AsNoTracking().ToListAsync(ct);
        var entry = entries.OrderBy(e => e.Outcome).ThenByDescending(e => e.DecidedAt).FirstOrDefault();
        return entry is null
            ? new CaptureAnswer(null, CaptureReason.NotRead, CaptureReason.Sentence(CaptureReason.NotRead), null, null)
            : new CaptureAnswer(entry.Outcome, entry.Reason, CaptureReason.Sentence(entry.Reason), entry.ActivityId, entry.DecidedAt);
    }
}
