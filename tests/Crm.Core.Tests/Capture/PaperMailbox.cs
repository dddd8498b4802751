using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Core.Tests.Capture;

/// <summary>Mailboxes made of what a test puts in: pages of two, links that count, and a fault when one is ordered.</summary>
internal sealed class PaperMailbox : IMailboxReader
{
    private readonly Dictionary<(Guid, string), List<MailboxItem>> items = [];
    private readonly Dictionary<string, string> bodies = [];

    public int PageSize { get; set; } = 2;

    /// <summary>What happens while a page is on its way, by the link it is asked with.</summary>
    public Func<string, string?, Task> Meanwhile { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Asked before each page; an answer stands in for the page.</summary>
    public Func<Mailbox, string, string?, MailboxRead?> Instead { get; set; } = (_, _, _) => null;

    /// <summary>Called before the text or the whole of an item is given out.</summary>
    public Action<string> BeforeItem { get; set; } = _ => { };

    /// <summary>Asked before the text of an item is given out; an answer stands in for it.</summary>
    public Func<string, ItemRead<string?>?> Item { get; set; } = _ => null;

    public List<string> BodiesRead { get; } = [];

    public MailboxSync SyncOf(World world) => new(
        world.UseCases, this, ProcessorOf(world), world.Services.GetRequiredService<IOptions<CapturePolicy>>(),
        NullLogger<MailboxSync>.Instance);

    public MailboxBackfill BackfillOf(World world) => new(
        world.UseCases, this, ProcessorOf(world), SyncOf(world), world.Clock, NullLogger<MailboxBackfill>.Instance);

    public PaperMailbox Put(Mailbox mailbox, string resource, params IEnumerable<MailboxItem> more)
    {
        items.TryAdd((mailbox.User.Id, resource), []);
        items[(mailbox.User.Id, resource)].AddRange(more);
        return this;
    }

    public void Clear(Mailbox mailbox, string resource) => items.Remove((mailbox.User.Id, resource));

    public PaperMailbox Says(string graphId, string text)
    {
        bodies[graphId] = text;
        return this;
    }

    public static CapturedMail Mail(string id, string from, string to, string subject = "Offer", string folder = "inbox",
        DateTimeOffset? at = null) => new($"g-{id}", folder)
    {
        InternetMessageId = $"<{id}@mail.example>",
        Subject = subject,
        Participants =
            Participant.Distinct(
                [Participant.Parse(from, null, ParticipantKind.From),
                    .. to.Split(',').Select(t => Participant.Parse(t, null, ParticipantKind.To))]),
        SentAt = at ?? new DateTimeOffset(2027, 3, 10, 8, 0, 0, TimeSpan.Zero),
        ReceivedAt = at ?? new DateTimeOffset(2027, 3, 10, 8, 0, 2, TimeSpan.Zero),
        Headers = [],
    };

    public static CapturedEvent Meeting(string id, DateTimeOffset start, params IEnumerable<string> people) => new($"e-{id}")
    {
        ICalUId = $"uid-{id}",
        Subject = "Quote review",
        Start = start,
        End = start.AddHours(1),
        Location = "Room 1",
        Participants = Participant.Distinct(
            people.Select((p, i) => Participant.Parse(p, null, i == 0 ? ParticipantKind.Organizer : ParticipantKind.Attendee))),
    };

    public async Task<MailboxRead> ChangesAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct)
    {
        await Meanwhile(resource, link);
        if (Instead(mailbox, resource, link) is { } other)
        {
            return other;
        }

        var all = items.GetValueOrDefault((mailbox.User.Id, resource), [])
            .Where(i => i is not MailboxItem.Mail { Content.ReceivedAt: { Year: > 1980 } at } || at >= window.Start).ToList();
        var at = link is null ? 0 : int.Parse(link, System.Globalization.CultureInfo.InvariantCulture);
        var page = all.Skip(at).Take(PageSize).ToList();
        return new MailboxRead.Page(page, $"{at + page.Count}", at + page.Count >= all.Count);
    }

    /// <summary>Newest first, by seconds as Graph tells them; links count from the window's end.</summary>
    public async Task<MailboxRead> OlderAsync(
        Mailbox mailbox, string folder, string? link, ReadWindow window, bool count, CancellationToken ct)
    {
        await Meanwhile(folder, link);
        if (Instead(mailbox, folder, link) is { } other)
        {
            return other;
        }

        var all = items.GetValueOrDefault((mailbox.User.Id, folder), []).OfType<MailboxItem.Mail>()
            .Where(m => m.Content.ReceivedAt >= window.Start && m.Content.ReceivedAt < window.End)
            .OrderByDescending(m => m.Content.ReceivedAt).ToList();
        var at = link is null ? 0 : int.Parse(link, System.Globalization.CultureInfo.InvariantCulture);
        var page = all.Skip(at).Take(PageSize).ToList<MailboxItem>();
        return new MailboxRead.Page(page, $"{at + page.Count}", at + page.Count >= all.Count, count ? all.Count : null);
    }

    public Task<ItemRead<ItemIds>> IdsAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct) =>
        Task.FromResult<ItemRead<ItemIds>>(new ItemRead<ItemIds>.Found(new ItemIds(
            [.. items.GetValueOrDefault((mailbox.User.Id, resource), []).Select(i => new ListedItem(i.GraphId, null))], null)));

    public Task<IReadOnlyList<ItemRead<MailboxItem>>> MailsAsync(
        Mailbox mailbox, string folder, IReadOnlyList<string> graphIds, CancellationToken ct) =>
        ManyAsync(graphIds, id => One(mailbox, folder, id));

    public Task<IReadOnlyList<ItemRead<MailboxItem>>> MeetingsAsync(
        Mailbox mailbox, IReadOnlyList<string> graphIds, CancellationToken ct) =>
        ManyAsync(graphIds, id => One(mailbox, Mailbox.Calendar, id));

    public Task<IReadOnlyList<ItemRead<string?>>> BodiesAsync(
        Mailbox mailbox, LedgerKind kind, IReadOnlyList<string> graphIds, BodyPart part, CancellationToken ct) =>
        ManyAsync(graphIds, id =>
        {
            BeforeItem(id);
            BodiesRead.Add(id);
            return Item(id) ?? new ItemRead<string?>.Found(bodies.GetValueOrDefault(id));
        });

    public Task<ItemRead<IReadOnlySet<string>>> AddressesAsync(Mailbox mailbox, CancellationToken ct) =>
        Task.FromResult<ItemRead<IReadOnlySet<string>>>(new ItemRead<IReadOnlySet<string>>.Found(mailbox.Addresses));

    public Task<ItemRead<FoldersRead>> FoldersAsync(Mailbox mailbox, string? link, CancellationToken ct) =>
        Task.FromResult<ItemRead<FoldersRead>>(new ItemRead<FoldersRead>.Found(new FoldersRead([], [], "0")));

    public Task<ItemRead<IReadOnlyList<string>>> CalendarsAsync(Mailbox mailbox, CancellationToken ct) =>
        Task.FromResult<ItemRead<IReadOnlyList<string>>>(new ItemRead<IReadOnlyList<string>>.Found([]));

    public Task<ItemRead<MailPlace?>> FindMailAsync(Mailbox mailbox, string internetMessageId, CancellationToken ct) =>
        Task.FromResult<ItemRead<MailPlace?>>(new ItemRead<MailPlace?>.Found(null));

    private PageProcessor ProcessorOf(World world) => new(
        world.UseCases, this, world.Services.GetRequiredService<IDatabaseFailures>(), NullLogger<PageProcessor>.Instance);

    private ItemRead<MailboxItem> One(Mailbox mailbox, string resource, string graphId)
    {
        BeforeItem(graphId);
        return Find(mailbox, resource, graphId);
    }

    private static Task<IReadOnlyList<ItemRead<T>>> ManyAsync<T>(IReadOnlyList<string> graphIds, Func<string, ItemRead<T>> one) =>
        Task.FromResult<IReadOnlyList<ItemRead<T>>>([.. graphIds.Select(one)]);

    private ItemRead<MailboxItem> Find(Mailbox mailbox, string resource, string graphId) =>
        items.GetValueOrDefault((mailbox.User.Id, resource), [])
        .LastOrDefault(i => i.GraphId == graphId) is { } found and not MailboxItem.Removed
            ? new ItemRead<MailboxItem>.Found(found)
            : new ItemRead<MailboxItem>.Gone();
}
