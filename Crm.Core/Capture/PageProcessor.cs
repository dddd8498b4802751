using Crm.Core.Policies;
using Microsoft.Extensions.Logging;

namespace Crm.Core.Capture;

/// <summary>
/// Takes one page of changes: decide, look at what was told too little about, fetch what is to be logged, save with the cursor. Each step
/// is tried for the whole page, then item by item: what throws alone is told as unreadable, and the others go on. What the mailbox does
/// not give out now is left to the next run, which finds the rest of the page saved.
/// </summary>
public sealed partial class PageProcessor(
    UseCaseRunner useCases, IMailboxReader reader, IDatabaseFailures database, ILogger<PageProcessor> log)
{
    /// <summary>
    /// An item that stopped two runs is not waited for in the third: it is told as unreadable, and each sweep looks again (FindUnread).
    /// </summary>
    private const int MostFailures = 2;

    /// <returns>How many items were decided.</returns>
    public async Task<int> RunAsync(PageContext of, IReadOnlyList<MailboxItem> items, PageEnd end, CancellationToken ct)
    {
        if (of.Failures < MostFailures && items.OfType<MailboxItem.Broken>().FirstOrDefault(b => b.Passing is not null) is { } away)
        {
            throw new MailboxClosedException(away.Passing!, null);
        }

        var work = new PageWork(of);
        return await FinishAsync(work, await LookAsync(work, await PlanAsync(of, items, ct), ct), end, ct);
    }

    /// <summary>Looks again at items of their ids alone, and leaves the cursor where it is.</summary>
    public async Task<int> LookAgainAsync(PageContext of, IReadOnlyList<Planned.Look> items, CancellationToken ct)
    {
        var work = new PageWork(of);
        return await FinishAsync(work, await LookAsync(work, items, ct), null, ct);
    }

    private async Task<int> FinishAsync(PageWork work, IReadOnlyList<Planned> looked, PageEnd? end, CancellationToken ct)
    {
        var ready = await WithSignaturesAsync(work, await WithTextAsync(work, await WithHeadersAsync(work, looked, ct), ct), ct);
        await SaveAsync(work.Of, ready, work.Closed is null ? end : null, ct);
        return work.Closed is null ? ready.Count : throw work.Closed;
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

    /// <summary>Whom groups of the firm reach is asked for only where an item with such an address would be logged.</summary>
    private async Task<IReadOnlyList<Planned>> PlanOnceAsync(PageContext of, IReadOnlyList<MailboxItem> items, CancellationToken ct)
    {
        if (items.Count == 0)
        {
            return [];
        }

        var page = new PlanPage(of.Mailbox, items) { Links = of.Links };
        var plan = await PlannedAsync(page);
        var groups = await reader.GroupsAsync(of, plan.FirmAddresses, MostFailures, ct);
        return groups.Count == 0 ? plan.Items : (await PlannedAsync(page with { Groups = groups })).Items;

        Task<PlannedPage> PlannedAsync(PlanPage asked) =>
            useCases.RunAsync(of.Mailbox.User, (PlanPageHandler h, CancellationToken c) => h.HandleAsync(asked, c), ct);
    }

    /// <summary>Reads what the page told too little about: partial changes, and meetings that left the window.</summary>
    private async Task<IReadOnlyList<Planned>> LookAsync(PageWork work, IReadOnlyList<Planned> plan, CancellationToken ct)
    {
        var of = work.Of;
        var mails = await AskAsync(
            work, plan.Where(i => i is Planned.Look { Kind: LedgerKind.Message }),
            ids => reader.MailsAsync(of.Mailbox, of.Resource, ids, ct));
        var meetings = await AskAsync(
            work, plan.Where(i => i is Planned.Look { Kind: LedgerKind.Event }), ids => reader.MeetingsAsync(of.Mailbox, ids, ct));
        var there = await PlanAsync(of, [.. mails.Concat(meetings).Select(a => a.Value).OfType<MailboxItem>()], ct);
        var gone = meetings.Where(a => a.Value is null).Select(a => new Planned.Withdraw(a.Of.GraphId, CaptureReason.Gone, null));
        return [.. work.Rest([.. plan, .. there, .. gone]).Where(i => i is not Planned.Look)];
    }

    /// <summary>The headers may still say no: they come before the text, which is fetched only of what is logged.</summary>
    private async Task<IReadOnlyList<Planned>> WithHeadersAsync(PageWork work, IReadOnlyList<Planned> items, CancellationToken ct)
    {
        var asked = await AskAsync(
            work, items.Where(i => i is Planned.Mail { IsLogged: true, Content.Headers: null }),
            ids => reader.MailsAsync(work.Of.Mailbox, work.Of.Resource, ids, ct));
        var whole = asked.Select(a => a.Value).OfType<MailboxItem.Mail>().Where(m => m.Content.Headers is not null).ToList();
        var again = (await PlanAsync(work.Of, [.. whole], ct)).ToDictionary(p => p.GraphId, StringComparer.Ordinal);
        var replaced = whole.Select(m => m.GraphId).ToHashSet(StringComparer.Ordinal);
        return work.Rest(items.Select(i => replaced.Contains(i.GraphId) ? again.GetValueOrDefault(i.GraphId) : i));
    }

    private async Task<IReadOnlyList<Planned>> WithTextAsync(PageWork work, IReadOnlyList<Planned> items, CancellationToken ct)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var alike in items.Where(i => TextOf(i) is not BodyPart.None).GroupBy(i => (i.Kind, Part: TextOf(i))).ToList())
        {
            foreach (var (item, text) in await AskAsync(
                work, alike, ids => reader.BodiesAsync(work.Of.Mailbox, alike.Key.Kind, ids, alike.Key.Part, ct)))
            {
                texts[item.GraphId] = text;
            }
        }

        return work.Rest(items.Select(i => (i, texts.GetValueOrDefault(i.GraphId)) switch
        {
            (Planned.Mail mail, { } text) => mail with { Body = text },
            (Planned.Meeting meeting, { } text) => meeting with { Body = text },
            _ => i,
        }));
    }

    /// <summary>
    /// Who becomes a contact may have signed: of their mail the whole text is read, whatever part of it is kept. Where no text is wanted
    /// at all, none is read.
    /// </summary>
    private async Task<IReadOnlyList<Planned>> WithSignaturesAsync(PageWork work, IReadOnlyList<Planned> items, CancellationToken ct)
    {
        var read = await AskAsync(
            work, items.Where(i => TextOf(i) is BodyPart.Preview && IsSigned(i)),
            ids => reader.BodiesAsync(work.Of.Mailbox, LedgerKind.Message, ids, BodyPart.Full, ct));
        var texts = read.ToDictionary(r => r.Of.GraphId, r => r.Value, StringComparer.Ordinal);
        return work.Rest(items.Select(i => i is Planned.Mail mail && IsSigned(mail)
            ? mail with { SignedText = TextOf(mail) is BodyPart.Full ? mail.Body : texts.GetValueOrDefault(mail.GraphId) }
            : i));
    }

    private static bool IsSigned(Planned item) => item is Planned.Mail { Candidate.IsAuthor: true };

    /// <summary>How much of an item's text is to be fetched: as its policy says, of what is logged and new.</summary>
    private static BodyPart TextOf(Planned item) => item switch
    {
        Planned.Mail { IsLogged: true, Content.IsEncrypted: false } mail => mail.Text,
        Planned.Meeting { Match: not null, IsKnown: false } meeting => meeting.Text,
        _ => BodyPart.None,
    };

    /// <summary>
    /// Asks for all of them at once, and one by one where that throws. Each answer is judged alone: what cannot be read is told as
    /// unreadable, and what is not given out now closes the page behind the others.
    /// </summary>
    /// <returns>What was answered; null for what is gone.</returns>
    private async Task<IReadOnlyList<(Planned Of, T? Value)>> AskAsync<T>(
        PageWork work, IEnumerable<Planned> of, Func<IReadOnlyList<string>, Task<IReadOnlyList<ItemRead<T>>>> ask)
    {
        List<Planned> items = [.. of];
        var together = items.Count == 0 ? [] : await TogetherAsync(items, ask);
        var answered = new List<(Planned, T?)>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            try
            {
                answered.Add((items[i], Known(work.Of, together is null ? (await ask([items[i].GraphId]))[0] : together[i])));
            }
            catch (MailboxClosedException closed) when (together is null && CapturePause.IsOfMailbox(closed.Code))
            {
                work.Leave(items.Skip(i), closed);
                break;
            }
            catch (MailboxClosedException closed)
            {
                work.Leave([items[i]], closed);
            }
            catch (Exception broken) when (IsOfItem(broken))
            {
                Unreadable(log, work.Of.Mailbox.User.Tenant.Id, work.Of.Mailbox.User.Id, work.Of.Resource, broken.GetType().Name);
                work.Drop(items[i], Told(broken, Unread(items[i])));
            }
        }

        return answered;
    }

    private async Task<IReadOnlyList<ItemRead<T>>?> TogetherAsync<T>(
        List<Planned> items, Func<IReadOnlyList<string>, Task<IReadOnlyList<ItemRead<T>>>> ask)
    {
        try
        {
            return await ask([.. items.Select(i => i.GraphId)]);
        }
        catch (Exception broken) when (IsOfItem(broken))
        {
            return null;
        }
    }

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
            return [Told(broken, unread)];
        }
    }

    /// <summary>
    /// The same mail can arrive in two mailboxes at once: whoever loses the race reads again and finds it logged. An item that the
    /// database refuses is marked unreadable, alone; the page goes on.
    /// </summary>
    private async Task SaveAsync(PageContext of, IReadOnlyList<Planned> items, PageEnd? end, CancellationToken ct)
    {
        var page = new SavePage(of.Mailbox, of.Resource, items, end) 
            { IsAhead = end is null && !of.IsAfterRound, Run = of.Run };
        if ((items.Count == 0 && end is null) || await TryAsync(page, ct))
        {
            return;
        }

        foreach (var item in items)
        {
            var alone = page with { Items = [item], End = null, IsAhead = !of.IsAfterRound };
            if (!await TryAsync(alone, ct))
            {
                Unreadable(log, of.Mailbox.User.Tenant.Id, of.Mailbox.User.Id, of.Resource, "refused");
                _ = await TryAsync(alone with { Items = [Unread(item)] }, ct);
            }
        }

        if (end is not null)
        {
            var only = page with { Items = [] };
            await useCases.RunAsync(of.Mailbox.User, (SavePageHandler h, CancellationToken c) => h.HandleAsync(only, c), ct);
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

    /// <summary>What may be given later is asked for again.</summary>
    private static Planned.Skip Told(Exception broken, Planned.Skip unread) =>
        broken is UnreadableItemException { IsPassing: true } ? unread with { Reason = CaptureReason.NotGiven } : unread;

    private bool IsOfItem(Exception failure) => ItemFault.IsOfItem(failure) && !database.IsOutage(failure);

    private static Planned.Skip Unread(PageContext of, MailboxItem item) => item is MailboxItem.Mail mail
        ? Unread(mail.GraphId, LedgerKind.Message, mail.Content.InternetMessageId)
        : Unread(item.GraphId, Mailbox.IsCalendar(of.Resource) ? LedgerKind.Event : LedgerKind.Message, null);

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
