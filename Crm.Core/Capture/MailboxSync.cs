using Crm.Core.Policies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <summary>How a run over one folder or calendar ended.</summary>
public abstract record SyncOutcome
{
    private SyncOutcome()
    {
    }

    /// <param name="OwesBackfill">Older mail of the folder waits to be read.</param>
    public sealed record Done(int Pages, int Items, bool OwesBackfill = false) : SyncOutcome;

    /// <summary>As much as one run takes on; the rest is the next one's.</summary>
    public sealed record Unfinished(int Pages, int Items) : SyncOutcome;

    /// <summary>Come back then; until then the mailbox is left alone.</summary>
    public sealed record Paused(DateTimeOffset Until, string Code) : SyncOutcome;

    /// <summary>Another run reads the folder since, and does what this one had left to do.</summary>
    public sealed record Superseded : SyncOutcome;

    /// <summary>Nothing of this mailbox is captured by itself.</summary>
    public sealed record Off : SyncOutcome;
}

/// <summary>
/// Reads one folder or calendar to its end, page by page (<see cref="PageProcessor"/>). Killed at any point, the next run goes on at the
/// last saved page. One run at a time for each (mailbox, resource). What stops a run stands on the cursor, for people and for health.
/// </summary>
public sealed partial class MailboxSync(
    UseCaseRunner useCases, IMailboxReader reader, PageProcessor keep, IOptions<CapturePolicy> options, ILogger<MailboxSync> log)
{
    public async Task<SyncOutcome> RunAsync(Mailbox mailbox, string resource, CancellationToken ct)
    {
        if (options.Value.Mode is CaptureMode.Off)
        {
            return new SyncOutcome.Off();
        }

        var opening = await OpenAsync(mailbox, resource, ct);
        return opening is CursorOpening.At start
            ? await GuardAsync(
                mailbox, new PauseCapture(mailbox.User.Id, resource, "", null),
                async () => await ReadAsync(await WithAddressesAsync(mailbox, ct), resource, start, ct), ct)
            : Stopped(opening);
    }

    /// <summary>A run's door: nothing was advanced that was not saved, and the reason is kept where people and health see it.</summary>
    /// <param name="mailbox">Whose.</param>
    /// <param name="of">What is left alone when the run is stopped.</param>
    /// <param name="read">The run.</param>
    /// <param name="ct">Cancels it.</param>
    internal async Task<SyncOutcome> GuardAsync(
        Mailbox mailbox, PauseCapture of, Func<Task<SyncOutcome>> read, CancellationToken ct)
    {
        try
        {
            return await read();
        }
        catch (MailboxClosedException closed)
        {
            return await PauseAsync(of with { Code = closed.Code, After = closed.After, StartOver = closed.StartOver }, mailbox, ct);
        }
        catch (RunSupersededException)
        {
            LeftToAnother(log, of.Resource, mailbox.User.Id, mailbox.User.Tenant.Id);
            return new SyncOutcome.Superseded();
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            Failed(log, failed, mailbox.User.Tenant.Id, mailbox.User.Id, of.Resource);
            return await PauseAsync(of with { Code = CapturePause.Failed + failed.GetType().Name }, mailbox, ct);
        }
    }

    /// <summary>Looks again at one item that was left out: somebody on it may have become a contact since.</summary>
    /// <returns>False when the mailbox cannot be asked now.</returns>
    public async Task<bool> LookAgainAsync(Mailbox mailbox, LedgerKind kind, string graphId, CancellationToken ct)
    {
        try
        {
            var of = PlaceOf(await WithAddressesAsync(mailbox, ct), kind);
            return options.Value.IsAutomatic && await keep.LookAgainAsync(of, [new Planned.Look(graphId, kind)], ct) > 0;
        }
        catch (MailboxClosedException)
        {
            return false;
        }
    }

    /// <summary>Looks again at whatever lies in this mailbox and is to be looked at again.</summary>
    /// <returns>How many items were decided anew.</returns>
    public async Task<int> ReadAgainAsync(Mailbox mailbox, CancellationToken ct)
    {
        var decided = 0;
        try
        {
            mailbox = await WithAddressesAsync(mailbox, ct);
            while (await NextAsync() is { Count: > 0 } batch)
            {
                foreach (var kind in batch.GroupBy(i => i.Kind))
                {
                    decided += await keep.LookAgainAsync(PlaceOf(mailbox, kind.Key), [.. kind], ct);
                }

                await useCases.RunAsync(
                    mailbox.User, (ReadAgainHandler h, CancellationToken c) => h.SettleAsync(mailbox.User.Id, batch, c), ct);
            }
        }
        catch (MailboxClosedException)
        {
            // They stay marked: the next time.
        }

        return decided;

        Task<IReadOnlyList<Planned.Look>> NextAsync() =>
            useCases.RunAsync(mailbox.User, (ReadAgainHandler h, CancellationToken c) => h.NextAsync(mailbox, c), ct);
    }

    /// <summary>Asks again for what Graph could not give; where the mailbox cannot be asked now either, the next sweep does.</summary>
    /// <returns>True when the calendar is to be read anew.</returns>
    public async Task<bool> LookAtUnreadAsync(Mailbox mailbox, CancellationToken ct)
    {
        if (options.Value.Mode is CaptureMode.Off)
        {
            return false;
        }

        var unread =
            await useCases.RunAsync(mailbox.User, (FindUnreadHandler h, CancellationToken c) => h.HandleAsync(mailbox, c), ct);
        try
        {
            if (unread.Mails.Count > 0)
            {
                await keep.LookAgainAsync(PlaceOf(await WithAddressesAsync(mailbox, ct), LedgerKind.Message), unread.Mails, ct);
            }
        }
        catch (MailboxClosedException closed)
        {
            StillUnread(log, mailbox.User.Tenant.Id, mailbox.User.Id, unread.Mails.Count, closed.Code);
        }

        return unread.HasMeetings;
    }

    /// <summary>Where an item is looked at whose folder nobody said.</summary>
    private static PageContext PlaceOf(Mailbox mailbox, LedgerKind kind) =>
        new(mailbox, mailbox.ResourceOf(kind is LedgerKind.Event ? Mailbox.Calendar : Mailbox.Inbox));

    private async Task<SyncOutcome> ReadAsync(Mailbox mailbox, string resource, CursorOpening.At at, CancellationToken ct)
    {
        var (pages, items, restarts, watch) = (0, 0, 0, new DeltaLoopGuard());
        var of = new PageContext(mailbox, resource, at.Failures) { Run = at.Run };
        while (true)
        {
            switch (await reader.ChangesAsync(mailbox, resource, at.Link, at.Window, ct))
            {
                case MailboxRead.Page page:
                    items += await keep.RunAsync(of, page.Items, new PageEnd.OfRound(page.Link, page.IsLast), ct);
                    pages++;
                    at = at with { Link = page.Link };
                    if (page.IsLast)
                    {
                        items += await MissingAsync(of, at, ct);
                        ReadAll(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource, pages, items);
                        return new SyncOutcome.Done(pages, items, at.OwesBackfill);
                    }

                    watch.Check(page);
                    break;
                case MailboxRead.ResyncNeeded when restarts++ < 3:
                    Resync(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource);
                    var opening = await OpenAsync(mailbox, resource, ct, startOver: at.Run);
                    if (opening is not CursorOpening.At anew)
                    {
                        return Stopped(opening); // The run of another folder was told meanwhile to leave the mailbox alone.
                    }

                    (at, of, watch) = (anew, of with { Run = anew.Run }, new DeltaLoopGuard());
                    break;
                case MailboxRead.ResyncNeeded:
                    throw new MailboxClosedException("resync", null);
                case MailboxRead.Throttled throttled:
                    throw new MailboxClosedException(throttled.Code, throttled.After);
                case MailboxRead.NotAllowed refused:
                    throw new MailboxClosedException(refused.Code, CapturePause.Tomorrow);
            }
        }
    }

    /// <summary>
    /// A full round of a calendar is not told what is gone: a series that was moved as a whole while the round's token was lost left its
    /// old instances behind. Nor is any round told of what came and went since the one before, which may have been shown ahead of it.
    /// What the calendar should have shown and did not is looked at.
    /// </summary>
    private async Task<int> MissingAsync(PageContext of, CursorOpening.At at, CancellationToken ct)
    {
        if (at.Opened is not { } opened)
        {
            return 0;
        }

        var find = new FindMissing(of.Mailbox.User.Id, opened, at.Began, at.Window.End);
        var missing = await useCases.RunAsync(of.Mailbox.User, (FindMissingHandler h, CancellationToken c) => h.HandleAsync(find, c), ct);
        return missing.Count == 0 ? 0 : await keep.LookAgainAsync(
            of with { IsAfterRound = true }, [.. missing.Select(id => new Planned.Look(id, LedgerKind.Event))], ct);
    }

    private async Task<SyncOutcome> PauseAsync(PauseCapture pause, Mailbox mailbox, CancellationToken ct)
    {
        var again = await useCases.RunAsync(mailbox.User, (PauseCaptureHandler h, CancellationToken c) => h.HandleAsync(pause, c), ct);
        Paused(log, mailbox.User.Tenant.Id, mailbox.User.Id, pause.Resource, pause.Code, again);
        return new SyncOutcome.Paused(again, pause.Code);
    }

    private static SyncOutcome Stopped(CursorOpening opening) => ((CursorOpening.Closed)opening).Outcome;

    private Task<CursorOpening> OpenAsync(Mailbox mailbox, string resource, CancellationToken ct, long? startOver = null) =>
        useCases.RunAsync(
        mailbox.User, (OpenCursorHandler h, CancellationToken c) => h.HandleAsync(new OpenCursor(mailbox.User.Id, resource, startOver), c),
        ct);

    internal async Task<Mailbox> WithAddressesAsync(Mailbox mailbox, CancellationToken ct) =>
        await reader.AddressesAsync(mailbox, ct) is ItemRead<IReadOnlySet<string>>.Found found
        ? mailbox with { Addresses = found.Value.Concat(mailbox.Addresses).ToHashSet(StringComparer.Ordinal) }
        : mailbox;

    [LoggerMessage(1, LogLevel.Information,
        "Capture read {Resource} of user {User} in tenant {Tenant}: {Pages} pages, {Items} items decided")]
    private static partial void ReadAll(ILogger log, Guid tenant, Guid user, string resource, int pages, int items);

    [LoggerMessage(2, LogLevel.Information,
        "Capture starts {Resource} of user {User} in tenant {Tenant} over: Graph forgot where it stood")]
    private static partial void Resync(ILogger log, Guid tenant, Guid user, string resource);

    [LoggerMessage(3, LogLevel.Warning, "Capture leaves {Resource} of user {User} in tenant {Tenant} alone until {Until}: {Code}")]
    private static partial void Paused(ILogger log, Guid tenant, Guid user, string resource, string code, DateTimeOffset until);

    [LoggerMessage(4, LogLevel.Error, "Capture of {Resource} of user {User} in tenant {Tenant} failed")]
    private static partial void Failed(ILogger log, Exception failure, Guid tenant, Guid user, string resource);

    [LoggerMessage(5, LogLevel.Information, "{Unread} mails of user {User} in tenant {Tenant} stay unread until the next sweep: {Code}")]
    private static partial void StillUnread(ILogger log, Guid tenant, Guid user, int unread, string code);

    [LoggerMessage(6, LogLevel.Warning,
        "A run over {Resource} of user {User} in tenant {Tenant} lost its lock and leaves the rest to the one that reads it since")]
    private static partial void LeftToAnother(ILogger log, string resource, Guid user, Guid tenant);
}
