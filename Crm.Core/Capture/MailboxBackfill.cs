using Microsoft.Extensions.Logging;

namespace Crm.Core.Capture;

/// <summary>
/// Reads the older mail of one folder beside its live runs (docs/decisions/0030): lists it newest first, then reads the round with which
/// the live cursor goes on. Killed at any point, the next run goes on at the last saved page. One run at a time for each folder.
/// </summary>
public sealed partial class MailboxBackfill(
    UseCaseRunner useCases, IMailboxReader reader, PageProcessor keep, MailboxSync door, TimeProvider clock, ILogger<MailboxBackfill> log)
{
    /// <summary>1,000 mails; then other folders have their turn.</summary>
    private const int MostPages = 20;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <returns>Off when there is nothing to do, or its owner stopped it.</returns>
    public async Task<SyncOutcome> RunAsync(Mailbox mailbox, string resource, CancellationToken ct) =>
        await OpenAsync(mailbox, resource, ct) switch
        {
            null => new SyncOutcome.Off(),
            { PausedUntil: { } until } => new SyncOutcome.Paused(until, "paused"),
            _ => await door.GuardAsync(
                mailbox, new PauseCapture(mailbox.User.Id, resource, "", null, OfBackfill: true),
                async () => await ReadAsync(await door.WithAddressesAsync(mailbox, ct), resource, ct), ct),
        };

    private async Task<SyncOutcome> ReadAsync(Mailbox mailbox, string resource, CancellationToken ct)
    {
        var (items, watch, mark) = (0, new DeltaLoopGuard(), clock.GetTimestamp());
        for (var pages = 0; pages < MostPages; pages++)
        {
            // Asked before each page: its owner may have stopped it, a live run may have begun it anew.
            if (await OpenAsync(mailbox, resource, ct) is not { PausedUntil: null } at)
            {
                return new SyncOutcome.Off();
            }

            var page = await PageAsync(mailbox, resource, at, count: pages == 0 && at.Link is null, ct);
            var step = at.Stage is BackfillStage.Listing ? Listed(at, page) : Widened(at, page);
            step = step with { Worked = clock.GetElapsedTime(mark) };
            mark = clock.GetTimestamp();
            items += await keep.RunAsync(
                new PageContext(mailbox, resource, at.Failures), page.Items, new PageEnd.OfBackfill(step), ct);
            if (step.Next is BackfillStage.Done)
            {
                ReadAll(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource, at.Read);
                return new SyncOutcome.Done(pages + 1, items);
            }

            watch.Check(page with { Link = step.Link ?? $"{step.Before:O}" });
        }

        return new SyncOutcome.Unfinished(MostPages, items);
    }

    private async Task<MailboxRead.Page> PageAsync(
        Mailbox mailbox, string resource, BackfillPosition at, bool count, CancellationToken ct) =>
        (at.Stage is BackfillStage.Listing
            ? await reader.OlderAsync(mailbox, resource, at.Link, new ReadWindow(at.From, at.Before), count, ct)
            : await reader.ChangesAsync(mailbox, resource, at.Link, new ReadWindow(at.WindowStart, at.Before), ct)) switch
        {
            MailboxRead.Page page => page,
            MailboxRead.ResyncNeeded => throw new MailboxClosedException("resync", null, startOver: true),
            MailboxRead.Throttled throttled => throw new MailboxClosedException(throttled.Code, throttled.After),
            MailboxRead.NotAllowed refused => throw new MailboxClosedException(refused.Code, CapturePause.Tomorrow),
            var other => throw new InvalidOperationException($"Unknown answer {other.GetType().Name}."),
        };

    /// <summary>
    /// The next page begins with the second in which this one ended: Graph tells seconds of moments that it keeps more exactly, and mails
    /// move out of the listed folder while it is listed, so that a link that counts would skip some. Only where a whole page lies in one
    /// second does the link say where to go on.
    /// </summary>
    private static BackfillStep Listed(BackfillPosition at, MailboxRead.Page page)
    {
        var seconds = page.Items.OfType<MailboxItem.Mail>().Select(m => m.Content.ReceivedAt).OfType<DateTimeOffset>()
            .Select(moment => new DateTimeOffset(moment.UtcTicks - (moment.UtcTicks % Second.Ticks), TimeSpan.Zero)).ToList();
        var (read, total) = (page.Items.Count - at.Overlap, page.Total + at.Read - at.Overlap);
        if (page.IsLast)
        {
            return new BackfillStep(at, at.From, null, read, total, BackfillStage.Widening);
        }

        return seconds.Count > 0 && seconds.Min() is var last && last + Second < at.Before
            ? new BackfillStep(at, last + Second, null, read, total, BackfillStage.Listing) { Overlap = seconds.Count(s => s == last) }
            : new BackfillStep(at, at.Before, page.Link, read, total, BackfillStage.Listing);
    }

    private static BackfillStep Widened(BackfillPosition at, MailboxRead.Page page) =>
        new(at, at.Before, page.Link, 0, null, page.IsLast ? BackfillStage.Done : BackfillStage.Widening);

    private Task<BackfillPosition?> OpenAsync(Mailbox mailbox, string resource, CancellationToken ct) => useCases.RunAsync(
        mailbox.User, (OpenBackfillHandler h, CancellationToken c) => h.HandleAsync(new OpenBackfill(mailbox.User.Id, resource), c), ct);

    [LoggerMessage(1, LogLevel.Information,
        "Capture read the older mail of {Resource} of user {User} in tenant {Tenant}: {Mails} mails")]
    private static partial void ReadAll(ILogger log, Guid tenant, Guid user, string resource, int mails);
}
