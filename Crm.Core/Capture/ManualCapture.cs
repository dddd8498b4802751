using Crm.Core.Activities;
using Crm.Core.Commands;
using Crm.Core.Editing;

namespace Crm.Core.Capture;

/// <summary>
/// Logs one mail or meeting because somebody asks for it: read whole from the mailbox, and saved as capture would have saved it, so that
/// whichever comes first, there is one activity. What was logged and deleted is brought back; what is here already gets the links.
/// </summary>
public sealed class ManualCapture(
    UseCaseRunner useCases, IMailboxReader reader, IMailboxDirectory mailboxes, MailboxSync door, PageProcessor keep, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const string Closed = "Microsoft 365 does not give the item out right now. Nothing was logged; please try again in a moment.";

    public async Task<Result<LoggedItem>> LogAsync(CurrentUser user, LogItem log, CancellationToken ct)
    {
        var named = await useCases.RunAsync<LogItemHandler, Result<ManualLinks>>(user, (h, c) => h.CheckAsync(log, c), ct);
        if (named.Refusal is { } refusal)
        {
            return refusal;
        }

        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await LogAsync(user, log, named.Value, either.Token);
        }
        catch (MailboxClosedException)
        {
            return Refusal.Unavailable(Closed);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Refusal.Unavailable(Closed);
        }
    }

    private async Task<Result<LoggedItem>> LogAsync(CurrentUser user, LogItem log, ManualLinks named, CancellationToken ct)
    {
        var asked = await mailboxes.OfAsync(user.Tenant.Id, user.Id, ct);
        if (asked.Count == 0)
        {
            return Refusal.NotAllowed(CaptureReason.Sentence(CaptureReason.MailboxLeftOut));
        }

        var lies = await NamedMailbox.FindAsync(
            asked, log.Mailbox, async m => Read(await reader.AddressesAsync(m, ct)) ?? new HashSet<string>());
        if (lies is null && !string.IsNullOrWhiteSpace(log.Mailbox))
        {
            return Refusal.NotAllowed("This item lies in a mailbox that the CRM does not read for you. Nothing was logged.");
        }

        if (await FindAsync(asked, lies, log, ct) is not { } item)
        {
            return new Refusal(RefusalKind.NotFound, "This item is not in your mailbox, or was not sent so far.", []);
        }

        if (await StateAsync(user, item, ct) is not { State.Outcome: LedgerOutcome.Logged } known)
        {
            var of = new PageContext(await door.WithAddressesAsync(item.Mailbox, ct), item.Resource) { Links = named };
            await keep.LookAgainAsync(of, [new Planned.Look(item.GraphId, item.Kind)], ct);
            return Answer(await StateAsync(user, item, ct));
        }

        if (known.IsDeleted)
        {
            var restored = await useCases.ChangeAsync<RestoreRecordHandler, RecordState>(
                user, RestoreRecord.Verb,
                (h, c) => h.HandleAsync(new RestoreRecord(RecordKind.Activity, known.State.ActivityId!.Value), c), ct);
            if (restored.Refusal is { } kept)
            {
                return kept;
            }
        }

        return await LinkAsync(user, known, named, ct) is { } refused ? refused : Answer(await StateAsync(user, item, ct));
    }

    /// <summary>What is logged already is linked to the records that were named.</summary>
    private async Task<Refusal?> LinkAsync(CurrentUser user, LoggedItem known, ManualLinks named, CancellationToken ct)
    {
        var changes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (field, wanted, now) in new[]
            { ("companyId", named.CompanyId, known.Links.CompanyId), ("contactId", named.ContactId, known.Links.ContactId),
                ("dealId", named.DealId, known.Links.DealId) })
        {
            if (wanted is { } id && id != now)
            {
                changes[field] = JsonSerializer.SerializeToElement(id.ToString());
            }
        }

        var change = new FieldChanges(known.State.ActivityId!.Value, null, changes);
        return changes.Count == 0 ? null : (await useCases.ChangeAsync<ChangeActivityHandler, Guid>(
            user, ChangeRecord.Verb, (h, c) => h.HandleAsync(change, c), ct)).Refusal;
    }

    private static Result<LoggedItem> Answer(LoggedItem? state) => state switch
    {
        { State.Outcome: LedgerOutcome.Logged } => state,
        { State.Reason: CaptureReason.Unknown } => Refusal.Invalid(
            new FieldError("contactId", "Nobody on it is in the CRM. Choose whose it is, or create the contact first.")),
        { State.Sentence: { } sentence } => Refusal.NotAllowed(sentence),
        null => Refusal.Unavailable(Closed),
    };

    private Task<LoggedItem?> StateAsync(CurrentUser user, Place item, CancellationToken ct) =>
        useCases.RunAsync(user, (LogItemHandler h, CancellationToken c) => h.StateAsync(item.Kind, item.GraphId, c), ct);

    /// <param name="asked">Where a message id is looked for.</param>
    /// <param name="lies">Where it is said to lie: an id of Graph's is one mailbox's.</param>
    private async Task<Place?> FindAsync(IReadOnlyList<Mailbox> asked, Mailbox? lies, LogItem log, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(log.InternetMessageId))
        {
            foreach (var mailbox in asked.OrderBy(m => m != lies))
            {
                if (Read(await reader.FindMailAsync(mailbox, log.InternetMessageId.Trim(), ct)) is { } place)
                {
                    return new Place(mailbox, LedgerKind.Message, place.GraphId, mailbox.ResourceOf(place.FolderId));
                }
            }
        }

        return string.IsNullOrWhiteSpace(log.RestId) || lies is null ? null : await FindByIdAsync(lies, log.RestId.Trim(), ct);
    }

    /// <summary>Nothing about an id says whether it is a mail's or a meeting's. The calendar of a shared mailbox is not read.</summary>
    private async Task<Place?> FindByIdAsync(Mailbox mailbox, string id, CancellationToken ct) =>
        Read((await reader.MailsAsync(mailbox, Mailbox.Inbox, [id], ct))[0]) is MailboxItem.Mail mail
            ? new Place(mailbox, LedgerKind.Message, mail.GraphId, mailbox.ResourceOf(Mailbox.Inbox))
        : mailbox.SharedAs is null && Read((await reader.MeetingsAsync(mailbox, [id], ct))[0]) is MailboxItem.Meeting meeting
            ? new Place(mailbox, LedgerKind.Event, meeting.GraphId, Mailbox.Calendar)
        : null;

    /// <exception cref="MailboxClosedException">The mailbox cannot be asked now.</exception>
    private static T? Read<T>(ItemRead<T> read)
        where T : class? => read switch
    {
        ItemRead<T>.Found found => found.Value,
        ItemRead<T>.Throttled wait => throw new MailboxClosedException(wait.Code, wait.After),
        _ => null,
    };

    private sealed record Place(Mailbox Mailbox, LedgerKind Kind, string GraphId, string Resource);
}
