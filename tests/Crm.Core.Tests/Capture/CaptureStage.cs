namespace Crm.Core.Tests.Capture;

/// <summary>A firm of several captured mailboxes, with Clara Nilsson of Litware as its contact, over mailboxes of paper.</summary>
internal sealed class CaptureStage : IAsyncDisposable
{
    public const string Clara = "clara@litware.example";

    private readonly Dictionary<string, Mailbox> mailboxes = [];

    private CaptureStage(World world) => World = world;

    public World World { get; }

    public PaperMailbox Paper { get; } = new() { PageSize = 50 };

    public DateTimeOffset Now => World.Clock.GetUtcNow();

    public Mailbox this[string name] => mailboxes[name];

    public static async Task<CaptureStage> SetAsync(params IEnumerable<string> people)
    {
        var stage = new CaptureStage(await World.CreateAsync());
        foreach (var name in people)
        {
            await stage.JoinAsync(name);
        }

        await stage.World.ContactAsync(stage.mailboxes.Values.First().User, "Clara", "Nilsson", Clara);
        return stage;
    }

    public async Task<Mailbox> JoinAsync(string name) =>
        mailboxes[name] = new Mailbox(await World.UserAsync($"{name} Rep", door: Door.Capture), Guid.CreateVersion7(Now));

    public string AddressOf(string name) => mailboxes[name].User.Email;

    public CaptureStage Mail(string name, CapturedMail mail)
    {
        Paper.Put(mailboxes[name], "inbox", new MailboxItem.Mail(mail));
        return this;
    }

    /// <summary>The meeting as it stands in this person's calendar now.</summary>
    public CaptureStage Calendar(string name, CapturedEvent meeting)
    {
        Paper.Put(mailboxes[name], Mailbox.Calendar, new MailboxItem.Meeting(meeting with { GraphId = $"{meeting.GraphId}-{name}" }));
        return this;
    }

    public CaptureStage Gone(string name, CapturedEvent meeting)
    {
        Paper.Put(mailboxes[name], Mailbox.Calendar, new MailboxItem.Removed($"{meeting.GraphId}-{name}", LedgerKind.Event));
        return this;
    }

    public Task<SyncOutcome> ReadAsync(string name, string resource = "inbox") =>
        Paper.SyncOf(World).RunAsync(mailboxes[name], resource, CancellationToken.None);

    public async Task<CaptureStage> MeetAsync(params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Xunit.Assert.IsType<SyncOutcome.Done>(await ReadAsync(name, Mailbox.Calendar));
            World.Clock.Pass(TimeSpan.FromSeconds(1));
        }

        return this;
    }

    public Task<List<Activity>> ActivitiesAsync() => World.InDatabaseAsync(
        mailboxes.Values.First().User, db => db.Activities.Include(a => a.Participants).Include(a => a.Mailboxes).OrderBy(a => a.OccurredAt)
            .ThenBy(a => a.Subject).ToListAsync());

    public async Task<Activity> MeetingAsync() => Xunit.Assert.Single(await ActivitiesAsync());

    /// <summary>What this person reads in Teams.</summary>
    public Task<List<string>> SeenByAsync(string name) => World.InDatabaseAsync(
        mailboxes[name].User with { Door = Door.Teams }, db => db.Activities.OrderBy(a => a.Subject).Select(a => a.Subject).ToListAsync());

    public async Task<CaptureExplanation> WhyAsync(string name, string id) => (await World.RunAsync(
        mailboxes[name].User with { Door = Door.Outlook },
        (WhyCapturedHandler h, CancellationToken ct) => h.HandleAsync(new WhyCaptured(id), ct))).Value;

    public CapturedEvent Meeting(string id, string organizer, params IEnumerable<string> attendees) =>
        PaperMailbox.Meeting(id, Now.AddDays(2), [organizer, .. attendees]);

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
