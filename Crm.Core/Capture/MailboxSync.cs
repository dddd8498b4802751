using System.Data.Common;
using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <summary>How a run over one folder or calendar ended.</summary>
public abstract record SyncOutcome
{
    private SyncOutcome()
    {
    }

    public sealed record Done(int Pages, int Items) : SyncOutcome;

    /// <summary>Come back then; until then the mailbox is left alone.</summary>
    public sealed record Paused(DateTimeOffset Until, string Code) : SyncOutcome;

    public sealed record Off : SyncOutcome;
}

/// <summary>
/// Reads one folder or calendar to its end, page by page: decide, fetch what was decided to be logged, save with the cursor. Killed at
/// any point, the next run goes on at the last saved page. One run at a time for each (mailbox, resource).
/// </summary>
public sealed partial class MailboxSync(
    UseCases useCases, IMailboxReader reader, IOptions<CapturePolicy> options, TimeProvider clock, ILogger<MailboxSync> log)
{
    private const int MostTries = 8;
    private static readonly TimeSpan Tomorrow = TimeSpan.FromHours(24);

    public async Task<SyncOutcome> RunAsync(Mailbox mailbox, string resource, CancellationToken ct)
    {
        if (options.Value.Mode is CaptureMode.Off)
        {
            return new SyncOutcome.Off();
        }

        var start = await OpenAsync(mailbox, resource, ct);
        if (start.PausedUntil is { } until)
        {
            return new SyncOutcome.Paused(until, "paused");
        }

        try
        {
            mailbox = mailbox with { Addresses = await AddressesAsync(mailbox, ct) };
            return await ReadAsync(mailbox, resource, start, ct);
        }
        catch (MailboxClosedException closed)
        {
            var pause = new PauseCapture(mailbox.User.Id, resource, closed.Code, closed.After);
            var again = await useCases.RunAsync(mailbox.User, (PauseCaptureHandler h, CancellationToken c) => h.HandleAsync(pause, c), ct);
            Paused(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource, closed.Code, again);
            return new SyncOutcome.Paused(again, closed.Code);
        }
    }

    private async Task<SyncOutcome> ReadAsync(Mailbox mailbox, string resource, CursorPosition at, CancellationToken ct)
    {
        var (pages, items, restarts) = (0, 0, 0);
        while (true)
        {
            switch (await reader.ChangesAsync(mailbox, resource, at.Link, at.Window, ct))
            {
                case MailboxRead.Page page:
                    items += await KeepAsync(mailbox, resource, page, ct);
                    pages++;
                    at = at with { Link = page.Link };
                    if (page.IsLast)
                    {
                        ReadAll(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource, pages, items);
                        return new SyncOutcome.Done(pages, items);
                    }

                    break;
                case MailboxRead.ResyncNeeded when restarts++ < 3:
                    Resync(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource);
                    at = await OpenAsync(mailbox, resource, ct, startOver: true);
                    break;
                case MailboxRead.ResyncNeeded:
                    throw new MailboxClosedException("resync", null);
                case MailboxRead.Throttled throttled:
                    throw new MailboxClosedException(throttled.Code, throttled.After);
                case MailboxRead.NotAllowed refused:
                    throw new MailboxClosedException(refused.Code, Tomorrow);
            }
        }
    }

    private async Task<int> KeepAsync(Mailbox mailbox, string resource, MailboxRead.Page page, CancellationToken ct)
    {
        var plan = await PlanAsync(mailbox, page.Items, ct);
        var looked = await LookAsync(mailbox, resource, plan, ct);
        var ready = await FetchAsync(mailbox, resource, plan.Rules, looked, ct);
        await SaveAsync(new RecordPage(mailbox, resource, ready, plan.Rules, page.Link, page.IsLast), ct);
        return ready.Count;
    }

    private Task<PagePlan> PlanAsync(Mailbox mailbox, IReadOnlyList<MailboxItem> items, CancellationToken ct) =>
        useCases.RunAsync(mailbox.User, (PlanPageHandler h, CancellationToken c) => h.HandleAsync(new PlanPage(mailbox, items), c), ct);

    /// <summary>Reads what the page told too little about: partial changes, and meetings that left the window.</summary>
    private async Task<IReadOnlyList<Planned>> LookAsync(Mailbox mailbox, string resource, PagePlan plan, CancellationToken ct)
    {
        var found = new List<MailboxItem>();
        var gone = new List<string>();
        foreach (var item in plan.Items.OfType<Planned.Look>())
        {
            var read = item.Kind is LedgerKind.Message
                ? await reader.MailAsync(mailbox, resource, item.GraphId, ct)
                : await reader.MeetingAsync(mailbox, item.GraphId, ct);
            if (Known(read) is { } there)
            {
                found.Add(there);
            }
            else if (item.Kind is LedgerKind.Event)
            {
                gone.Add(item.GraphId);
            }
        }

        if (found.Count == 0 && gone.Count == 0)
        {
            return plan.Items;
        }

        var again = await PlanAsync(mailbox, found, ct);
        var withdrawn = await useCases.RunAsync(
            mailbox.User, (FindCapturedHandler h, CancellationToken c) => h.HandleAsync(mailbox.User.Id, gone, c), ct);
        return
        [
            .. plan.Items.Where(i => i is not Planned.Look),
            .. again.Items.Where(i => i is not Planned.Look),
            .. withdrawn.Select(w => new Planned.Withdraw(w.Key, w.Value, CaptureReason.Gone)),
        ];
    }

    /// <summary>Headers first, which may still say no; the text last, and only of what is logged.</summary>
    private async Task<IReadOnlyList<Planned>> FetchAsync(
        Mailbox mailbox, string resource, CaptureRules rules, IReadOnlyList<Planned> items, CancellationToken ct)
    {
        var ready = new List<Planned>(items.Count);
        foreach (var item in items)
        {
            ready.Add(item switch
            {
                Planned.Mail { Match: not null } mail => await FetchAsync(mailbox, resource, rules, mail, ct),
                Planned.Meeting { Match: not null } meeting when options.Value.Body is not BodyPart.None =>
                    meeting with { Body = Known(await reader.BodyAsync(mailbox, LedgerKind.Event, meeting.GraphId, options.Value.Body, ct)) },
                _ => item,
            });
        }

        return ready;
    }

    private async Task<Planned> FetchAsync(Mailbox mailbox, string resource, CaptureRules rules, Planned.Mail mail, CancellationToken ct)
    {
        var content = mail.Content;
        if (content.Headers is null && Known(await reader.MailAsync(mailbox, resource, mail.GraphId, ct)) is MailboxItem.Mail { Content: var whole })
        {
            content = whole;
            if (rules.Decide(content) is CaptureDecision.Skip skip)
            {
                return new Planned.Skip(mail.GraphId, LedgerKind.Message, SourceKeys.Mail(content), skip.Reason);
            }
        }

        var text = options.Value.Body is BodyPart.None || content.IsEncrypted
            ? null
            : Known(await reader.BodyAsync(mailbox, LedgerKind.Message, mail.GraphId, options.Value.Body, ct));
        return mail with { Content = content, Body = text };
    }

    /// <summary>
    /// The same mail can arrive in two mailboxes at once: whoever loses the race reads again and finds it logged. An item that the
    /// database refuses is marked unreadable, alone; the page goes on.
    /// </summary>
    private async Task SaveAsync(RecordPage page, CancellationToken ct)
    {
        if (await TryAsync(page, ct))
        {
            return;
        }

        foreach (var item in page.Items)
        {
            var alone = page with { Items = [item], Link = null };
            if (!await TryAsync(alone, ct))
            {
                Refused(log, page.Mailbox.User.Tenant.Id, page.Mailbox.User.Id, page.Resource);
                await TryAsync(alone with { Items = [new Planned.Skip(item.GraphId, item.Kind, null, CaptureReason.Unreadable)] }, ct);
            }
        }

        await useCases.RunAsync(page.Mailbox.User, (RecordPageHandler h, CancellationToken c) => h.HandleAsync(page with { Items = [] }, c), ct);
    }

    private async Task<bool> TryAsync(RecordPage page, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await useCases.RunAsync(page.Mailbox.User, (RecordPageHandler h, CancellationToken c) => h.HandleAsync(page, c), ct)).Refusal is null;
            }
            catch (Exception lost) when (IsRace(lost) && attempt < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), clock, ct);
            }
            catch (DbUpdateException refused) when (!IsOutage(refused))
            {
                return false;
            }
        }
    }

    private Task<CursorPosition> OpenAsync(Mailbox mailbox, string resource, CancellationToken ct, bool startOver = false) => useCases.RunAsync(
        mailbox.User, (OpenCursorHandler h, CancellationToken c) => h.HandleAsync(new OpenCursor(mailbox.User.Id, resource, startOver), c), ct);

    private async Task<IReadOnlySet<string>> AddressesAsync(Mailbox mailbox, CancellationToken ct) =>
        await reader.AddressesAsync(mailbox, ct) is ItemRead<IReadOnlySet<string>>.Found found
            ? found.Value.Concat(mailbox.Addresses).ToHashSet(StringComparer.Ordinal)
            : mailbox.Addresses;

    private static T? Known<T>(ItemRead<T> read) => read switch
    {
        ItemRead<T>.Found found => found.Value,
        ItemRead<T>.Gone => default,
        ItemRead<T>.Throttled throttled => throw new MailboxClosedException(throttled.Code, throttled.After),
        ItemRead<T>.NotAllowed refused => throw new MailboxClosedException(refused.Code, Tomorrow),
        _ => throw new InvalidOperationException($"Unknown answer {read.GetType().Name}."),
    };

    /// <summary>Unique violation, serialization failure, deadlock: SQL states of ISO 9075 and PostgreSQL's appendix A.</summary>
    private static bool IsRace(Exception failure) => SqlState(failure) is "23505" or "40001" or "40P01";

    private static bool IsOutage(Exception failure) => SqlState(failure) is null or ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] && failure.InnerException is DbException or TimeoutException;

    private static string? SqlState(Exception? failure) => failure is null ? null : failure is DbException { SqlState: { } state } ? state : SqlState(failure.InnerException);

    [LoggerMessage(1, LogLevel.Information, "Capture read {Resource} of user {User} in tenant {Tenant}: {Pages} pages, {Items} items decided")]
    private static partial void ReadAll(ILogger log, Guid tenant, Guid user, string resource, int pages, int items);

    [LoggerMessage(2, LogLevel.Information, "Capture starts {Resource} of user {User} in tenant {Tenant} over: Graph forgot where it stood")]
    private static partial void Resync(ILogger log, Guid tenant, Guid user, string resource);

    [LoggerMessage(3, LogLevel.Warning, "Capture leaves {Resource} of user {User} in tenant {Tenant} alone until {Until}: {Code}")]
    private static partial void Paused(ILogger log, Guid tenant, Guid user, string resource, string code, DateTimeOffset until);

    [LoggerMessage(4, LogLevel.Warning, "Capture could not save one item of {Resource} of user {User} in tenant {Tenant}; it is marked unreadable")]
    private static partial void Refused(ILogger log, Guid tenant, Guid user, string resource);

    private sealed class MailboxClosedException(string code, TimeSpan? after) : Exception(code)
    {
        public string Code { get; } = code;

        public TimeSpan? After { get; } = after;
    }
}
