using Crm.Core.UseCases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <summary>Where a page of changes belongs, and how patient its run still is.</summary>
/// <param name="Failures">How often in a row this folder could not be read: what one item asks for is not waited for for ever.</param>
public sealed record PageContext(Mailbox Mailbox, string Resource, int Failures = 0);

/// <summary>
/// Takes one page of changes: decide, look at what was told too little about, fetch what is to be logged, save with the cursor. Each step
/// is tried for the whole page, then item by item: what throws alone is told as unreadable, and the others go on.
/// </summary>
public sealed partial class PageProcessor(
    UseCaseRunner useCases, IMailboxReader reader, IOptions<CapturePolicy> options, IDatabaseFailures database, ILogger<PageProcessor> log)
{
    /// <summary>
    /// An item that stopped two runs is not waited for in the third: it is told as unreadable, and each sweep looks again (FindUnread).
    /// </summary>
    private const int MostFailures = 2;

    /// <returns>How many items were decided.</returns>
    public async Task<int> RunAsync(PageContext of, MailboxRead.Page page, CancellationToken ct)
    {
        if (of.Failures < MostFailures && page.Items.OfType<MailboxItem.Broken>().FirstOrDefault(b => b.Passing is not null) is { } away)
        {
            throw new MailboxClosedException(away.Passing!, null);
        }

        var looked = await LookAsync(of, await PlanAsync(of, page.Items, ct), ct);
        var ready = await FetchAsync(of, looked, ct);
        await SaveAsync(of, ready, page, ct);
        return ready.Count;
    }

    /// <summary>Looks again at items of their ids alone, and leaves the cursor where it is.</summary>
    public async Task<int> LookAgainAsync(PageContext of, IReadOnlyList<Planned.Look> items, CancellationToken ct)
    {
        var ready = await FetchAsync(of, await LookAsync(of, items, ct), ct);
        await SaveAsync(of, ready, null, ct);
        return ready.Count;
    }

    private async Task<IReadOnlyList<Planned>> PlanAsync(PageContext of, IReadOnlyList<MailboxItem> items, CancellationToken ct)
    {
        try
        {
            return await PlanOnceAsync(of, items, ct);
        }
        catch (Exception broken) when (IsOfItem(broken))
        {
            var planned = new List<Planned>(items.Count);
            foreach (var item in items)
            {
                planned.AddRange(await AloneAsync(of, Unread(of, item), () => PlanOnceAsync(of, [item], ct)));
            }

            return planned;
        }
    }

    private Task<IReadOnlyList<Planned>> PlanOnceAsync(PageContext of, IReadOnlyList<MailboxItem> items, CancellationToken ct) =>
        useCases.RunAsync(
            of.Mailbox.User, (PlanPageHandler h, CancellationToken c) => h.HandleAsync(new PlanPage(of.Mailbox, items), c), ct);

    /// <summary>Reads what the page told too little about: partial changes, and meetings that left the window.</summary>
    private async Task<IReadOnlyList<Planned>> LookAsync(PageContext of, IReadOnlyList<Planned> plan, CancellationToken ct)
    {
        var decided = new List<Planned>(plan.Where(i => i is not Planned.Look));
        foreach (var item in plan.OfType<Planned.Look>())
        {
            decided.AddRange(await AloneAsync(of, new Planned.Skip(item.GraphId, item.Kind, null, CaptureReason.Unreadable), async () =>
            {
                var read = item.Kind is LedgerKind.Message
                    ? await reader.MailAsync(of.Mailbox, of.Resource, item.GraphId, ct)
                    : await reader.MeetingAsync(of.Mailbox, item.GraphId, ct);
                return Known(of, read) is { } there ? (await PlanOnceAsync(of, [there], ct)).Where(i => i is not Planned.Look)
                    : item.Kind is LedgerKind.Event ? [new Planned.Withdraw(item.GraphId, CaptureReason.Gone, null)]
                    : [];
            }));
        }

        return decided;
    }

    /// <summary>Headers first, which may still say no; the text last, and only of what is logged.</summary>
    private async Task<IReadOnlyList<Planned>> FetchAsync(PageContext of, IReadOnlyList<Planned> items, CancellationToken ct)
    {
        var ready = new List<Planned>(items.Count);
        foreach (var item in items)
        {
            ready.AddRange(item switch
            {
                Planned.Mail { Match: not null } mail => await AloneAsync(of, Unread(mail), () => FetchAsync(of, mail, ct)),
                Planned.Meeting { Match: not null, IsKnown: false } meeting =>
                    await AloneAsync(of, Unread(meeting), () => FetchAsync(of, meeting, ct)),
                _ => [item],
            });
        }

        return ready;
    }

    private async Task<IEnumerable<Planned>> FetchAsync(PageContext of, Planned.Mail mail, CancellationToken ct)
    {
        if (mail.Content.Headers is null && Known(
            of, await reader.MailAsync(of.Mailbox, of.Resource, mail.GraphId, ct)) is MailboxItem.Mail { Content.Headers: not null } whole)
        {
            var again = await PlanOnceAsync(of, [whole], ct);
            return again is [Planned.Mail { Match: not null } logged] ? [await WithTextAsync(of, logged, ct)] : again;
        }

        return [await WithTextAsync(of, mail, ct)];
    }

    private async Task<Planned> WithTextAsync(PageContext of, Planned.Mail mail, CancellationToken ct) =>
        options.Value.Body is BodyPart.None || mail.Content.IsEncrypted
        ? mail
        : mail with { Body = Known(of, await reader.BodyAsync(of.Mailbox, LedgerKind.Message, mail.GraphId, options.Value.Body, ct)) };

    private async Task<IEnumerable<Planned>> FetchAsync(PageContext of, Planned.Meeting meeting, CancellationToken ct) =>
        options.Value.Body is BodyPart.None
        ? [meeting]
        : [meeting
            with { Body = Known(of, await reader.BodyAsync(of.Mailbox, LedgerKind.Event, meeting.GraphId, options.Value.Body, ct)) }];

    /// <summary>The item's own door: whatever it throws, it alone is told as unreadable.</summary>
    private async Task<IEnumerable<Planned>> AloneAsync<T>(PageContext of, Planned.Skip unread, Func<Task<T>> step)
        where T : IEnumerable<Planned>
    {
        try
        {
            return await step();
        }
        catch (Exception broken) when (IsOfItem(broken))
        {
            Unreadable(log, of.Mailbox.User.Tenant.Id, of.Mailbox.User.Id, of.Resource, broken.GetType().Name);
            return [broken is UnreadableItemException { IsPassing: true } ? unread with { Reason = CaptureReason.NotGiven } : unread];
        }
    }

    /// <summary>
    /// The same mail can arrive in two mailboxes at once: whoever loses the race reads again and finds it logged. An item that the
    /// database refuses is marked unreadable, alone; the page goes on.
    /// </summary>
    private async Task SaveAsync(PageContext of, IReadOnlyList<Planned> items, MailboxRead.Page? page, CancellationToken ct)
    {
        if (await TryAsync(new SavePage(of.Mailbox, of.Resource, items, page?.Link, page?.IsLast == true), ct))
        {
            return;
        }

        foreach (var item in items)
        {
            var alone = new SavePage(of.Mailbox, of.Resource, [item], null, false);
            if (!await TryAsync(alone, ct))
            {
                Unreadable(log, of.Mailbox.User.Tenant.Id, of.Mailbox.User.Id, of.Resource, "refused");
                _ = await TryAsync(alone with { Items = [Unread(item)] }, ct);
            }
        }

        if (page is not null)
        {
            var end = new SavePage(of.Mailbox, of.Resource, [], page.Link, page.IsLast);
            await useCases.RunAsync(of.Mailbox.User, (SavePageHandler h, CancellationToken c) => h.HandleAsync(end, c), ct);
        }
    }

    private async Task<bool> TryAsync(SavePage page, CancellationToken ct)
    {
        try
        {
            var saved = await useCases.RunAsync(
                page.Mailbox.User, (SavePageHandler h, CancellationToken c) => h.HandleAsync(page, c), ct);
            return saved.Refusal is null;
        }
        catch (Exception refused) when (IsOfItem(refused))
        {
            return false;
        }
    }

    private bool IsOfItem(Exception failure) => ItemFault.IsOfItem(failure) && !database.IsOutage(failure);

    private static Planned.Skip Unread(PageContext of, MailboxItem item) => item is MailboxItem.Mail mail
        ? Unread(mail.GraphId, LedgerKind.Message, mail.Content.InternetMessageId)
        : Unread(item.GraphId, of.Resource == Mailbox.Calendar ? LedgerKind.Event : LedgerKind.Message, null);

    private static Planned.Skip Unread(Planned item) =>
        Unread(item.GraphId, item.Kind, item is Planned.Mail mail ? mail.Content.InternetMessageId : null);

    private static Planned.Skip Unread(string graphId, LedgerKind kind, string? internetMessageId) =>
        new(graphId, kind, SourceKeys.Mail(internetMessageId), CaptureReason.Unreadable);

    /// <returns>Null when the item is gone.</returns>
    private static T? Known<T>(PageContext of, ItemRead<T> read) => read switch
    {
        ItemRead<T>.Found found => found.Value,
        ItemRead<T>.Gone => default,
        ItemRead<T>.Unreadable broken => throw new UnreadableItemException(broken.Code),
        ItemRead<T>.Throttled throttled when of.Failures >= MostFailures
            && !CapturePause.IsOfMailbox(throttled.Code) => throw new UnreadableItemException(throttled.Code, passing: true),
        ItemRead<T>.Throttled throttled => throw new MailboxClosedException(throttled.Code, throttled.After),
        ItemRead<T>.NotAllowed refused when of.Failures >= MostFailures => throw new UnreadableItemException(refused.Code),
        ItemRead<T>.NotAllowed refused => throw new MailboxClosedException(refused.Code, null),
        _ => throw new InvalidOperationException($"Unknown answer {read.GetType().Name}."),
    };

    [LoggerMessage(1, LogLevel.Warning,
        "Capture could not read or save one item of {Resource} of user {User} in tenant {Tenant} ({Failure}); it is told as unreadable")]
    private static partial void Unreadable(ILogger log, Guid tenant, Guid user, string resource, string failure);
}
