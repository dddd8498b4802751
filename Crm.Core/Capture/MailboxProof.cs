using Microsoft.Extensions.Logging;

namespace Crm.Core.Capture;

/// <summary>
/// Compares a folder or calendar with the ledger, id by id: whatever a notification, a delta round or we ourselves lost is found, read and
/// told. Killed at any point, the next night proves it.
/// </summary>
public sealed partial class MailboxProof(
    UseCaseRunner useCases, IMailboxReader reader, PageProcessor keep, MailboxSync door, ILogger<MailboxProof> log)
{
    /// <summary>Ids asked of the ledger at a time.</summary>
    private const int Batch = 500;

    private const int MostPages = 1_000;

    /// <returns>Done when it was compared, Off when there is nothing to prove now.</returns>
    public async Task<SyncOutcome> RunAsync(Mailbox mailbox, string resource, CancellationToken ct)
    {
        var scope = await useCases.RunAsync(
            mailbox.User, (ProofHandler h, CancellationToken c) => h.ScopeAsync(mailbox.User.Id, resource, c), ct);
        if (scope is null)
        {
            return new SyncOutcome.Off();
        }

        try
        {
            return await CompareAsync(await door.WithAddressesAsync(mailbox, ct), resource, scope, ct);
        }
        catch (MailboxClosedException closed)
        {
            // Nothing is proven, and nothing is wrong: the next sweep asks again.
            NotProven(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource, closed.Code);
            return new SyncOutcome.Off();
        }
    }

    private async Task<SyncOutcome> CompareAsync(Mailbox mailbox, string resource, ProofScope scope, CancellationToken ct)
    {
        var (count, pages, link) = (new ProofCount(0, 0, 0), 0, (string?)null);
        do
        {
            var read = await reader.IdsAsync(mailbox, resource, link, scope.Window, ct);
            if (read is not ItemRead<ItemIds>.Found { Value: var page })
            {
                throw read is ItemRead<ItemIds>.Throttled wait
                    ? new MailboxClosedException(wait.Code, wait.After)
                    : new MailboxClosedException("not-listed", null);
            }

            foreach (var ids in page.Items.Where(i => !(i.ChangedAt > scope.SettledAt)).Select(i => i.GraphId)
                .Distinct(StringComparer.Ordinal).Chunk(Batch))
            {
                count += await CheckAsync(new PageContext(mailbox, resource), ids, ct);
            }

            (link, pages) = (page.Next, pages + 1);
        }
        while (link is not null && pages < MostPages);

        if (count.Missed > 0 && Mailbox.IsCalendar(resource))
        {
            await useCases.RunAsync(
                mailbox.User, (ProofHandler h, CancellationToken c) => h.ReadAnewAsync(mailbox.User.Id, resource, c), ct);
        }

        await useCases.RunAsync(
            mailbox.User, (ProofHandler h, CancellationToken c) => h.SaveAsync(mailbox.User.Id, resource, scope.Window, count, c), ct);
        Proven(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource, count.Items, count.Decided, count.Missed);
        return new SyncOutcome.Done(pages, count.Items);
    }

    private async Task<ProofCount> CheckAsync(PageContext of, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var kind = Mailbox.IsCalendar(of.Resource) ? LedgerKind.Event : LedgerKind.Message;
        var missed = await MissedAsync(ids);
        if (missed.Count == 0 || kind is LedgerKind.Event)
        {
            return new ProofCount(ids.Count, ids.Count - missed.Count, missed.Count);
        }

        foreach (var some in missed.Chunk(ReadAgainHandler.Batch))
        {
            await keep.LookAgainAsync(of, [.. some.Select(id => new Planned.Look(id, kind))], ct);
        }

        return new ProofCount(ids.Count, ids.Count - (await MissedAsync(missed)).Count, missed.Count);

        Task<IReadOnlyList<string>> MissedAsync(IReadOnlyList<string> asked) => useCases.RunAsync(
            of.Mailbox.User, (ProofHandler h, CancellationToken c) => h.MissedAsync(of.Mailbox.User.Id, kind, asked, c), ct);
    }

    [LoggerMessage(1, LogLevel.Information,
        "Proof of {Resource} of user {User} in tenant {Tenant}: {Items} items, {Decided} decided, {Missed} had been missed")]
    private static partial void Proven(ILogger log, Guid tenant, Guid user, string resource, int items, int decided, int missed);

    [LoggerMessage(2, LogLevel.Warning,
        "{Resource} of user {User} in tenant {Tenant} could not be compared ({Code}); the next sweep tries")]
    private static partial void NotProven(ILogger log, Guid tenant, Guid user, string resource, string code);
}
