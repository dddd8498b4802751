using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>Log the open mail or meeting now.</summary>
/// <param name="InternetMessageId">A mail's id, as its header has it.</param>
/// <param name="RestId">Graph's id of a mail or a meeting; needed where there is no message id.</param>
/// <param name="ContactId">Whose it is; null leaves that to what capture finds.</param>
/// <param name="DealId">What it is about; null likewise.</param>
/// <param name="Mailbox">The address of the mailbox it lies in, where that is not the caller's own; it has to be read for them.</param>
public sealed record LogItem(
    string? InternetMessageId = null, string? RestId = null, string? ContactId = null, string? DealId = null, string? Mailbox = null);

/// <summary>What became of an item, by its mailbox and id.</summary>
/// <param name="Links">What the activity is linked to.</param>
public sealed record LoggedItem(CaptureExplanation State, bool IsDeleted, ManualLinks Links);

/// <summary>The database's part of <see cref="ManualCapture"/>, with the rights of whoever asks.</summary>
public sealed class LogItemHandler(ICrmDb db, CurrentUser user, CapturePolicies policies)
{
    private const int LongestId = 1_000;

    /// <returns>The records that were named, where the caller may see them.</returns>
    public async Task<Result<ManualLinks>> CheckAsync(LogItem log, CancellationToken ct)
    {
        if (!user.MayChangeRecords)
        {
            return Refusal.ReadOnlyAccount();
        }

        if ((await policies.OfAsync(user.Id, ct)).Mode is CaptureMode.Off)
        {
            return Refusal.NotAllowed("Your mailbox is not read. Change that under Capture first.");
        }

        var check = new InputReader();
        var (contactId, dealId) = (check.Id("contactId", log.ContactId, "a contact"), check.Id("dealId", log.DealId, "a deal"));
        if (string.IsNullOrWhiteSpace(log.InternetMessageId) && string.IsNullOrWhiteSpace(log.RestId))
        {
            check.Fail("internetMessageId", "Say which item: its Internet message id, or Graph's id of it.");
        }

        if (log.InternetMessageId?.Length > LongestId || log.RestId?.Length > LongestId)
        {
            check.Fail(log.RestId?.Length > LongestId ? "restId" : "internetMessageId", $"An id has at most {LongestId:N0} characters.");
        }

        var contact = contactId is null ? null : await db.Contacts.NotDeleted().Where(c => c.Id == contactId)
            .Select(c => new { c.CompanyId }).FirstOrDefaultAsync(ct);
        var deal = dealId is null ? null : await db.Deals.NotDeleted().Where(d => d.Id == dealId)
            .Select(d => new { d.CompanyId, d.ContactId }).FirstOrDefaultAsync(ct);
        if (contactId is not null && contact is null)
        {
            check.Fail("contactId", Refusal.NoSuch("contact"));
        }

        if (dealId is not null && deal is null)
        {
            check.Fail("dealId", Refusal.NoSuch("deal"));
        }

        return check.Refusal is { } refusal ? refusal
            : new ManualLinks(contact?.CompanyId ?? deal?.CompanyId, contactId ?? deal?.ContactId, dealId);
    }

    /// <returns>Null when nothing has been decided about it.</returns>
    public async Task<LoggedItem?> StateAsync(LedgerKind kind, string graphId, CancellationToken ct) =>
        await db.CaptureLedger.Where(e => e.UserId == user.Id && e.Kind == kind && e.GraphId == graphId)
            .Select(e => new { Entry = e, Activity = db.Activities.FirstOrDefault(a => a.Id == e.ActivityId) })
            .AsNoTracking().FirstOrDefaultAsync(ct) is { } found
            ? new LoggedItem(
                new CaptureExplanation(
                    found.Entry.Outcome, found.Entry.Reason, CaptureReason.Sentence(found.Entry.Reason), found.Entry.ActivityId,
                    found.Entry.DecidedAt),
                found.Activity?.IsDeleted == true,
                new ManualLinks(found.Activity?.CompanyId, found.Activity?.ContactId, found.Activity?.DealId))
            : null;
}
