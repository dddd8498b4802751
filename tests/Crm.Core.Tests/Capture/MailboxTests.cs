namespace Crm.Core.Tests.Capture;

/// <summary>A test that reads Ann's mailbox, which is of paper.</summary>
public abstract class MailboxTests : IAsyncLifetime
{
    private protected PaperMailbox Paper { get; } = new();

    protected World World { get; private set; } = null!;

    protected Mailbox Ann { get; private set; } = null!;

    /// <summary>Ann in chat.</summary>
    protected CurrentUser Me => Ann.User with { Door = Door.Teams };

    public async Task InitializeAsync()
    {
        World = await World.CreateAsync();
        Ann = await MailboxOfAsync("Ann Miller");
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected Task<Guid> JoeAsync() => World.ContactAsync(Ann.User, "Joe", "Fox", "joe@litware.example");

    protected MailboxItem MailFromJoe(string id) => new MailboxItem.Mail(PaperMailbox.Mail(id, "joe@litware.example", Ann.User.Email));

    protected async Task<Mailbox> MailboxOfAsync(string name) =>
        new(await World.UserAsync(name, door: Door.Capture), Guid.CreateVersion7(World.Clock.GetUtcNow()));

    protected MailboxSync Sync(Action<CapturePolicy>? policy = null)
    {
        policy?.Invoke(World.Services.GetRequiredService<IOptions<CapturePolicy>>().Value);
        return Paper.SyncOf(World);
    }

    protected Task<SyncOutcome> SyncAsync(Mailbox mailbox, string resource, Action<CapturePolicy>? policy = null) =>
        Sync(policy).RunAsync(mailbox, resource, CancellationToken.None);

    protected Task<List<Activity>> ActivitiesAsync() =>
        World.InDatabaseAsync(Ann.User, db => db.Activities.Include(a => a.Participants).Include(a => a.Mailboxes).ToListAsync());

    protected async Task<CaptureExplanation> WhyAsync(Mailbox mailbox, string id) =>
        (await World.RunAsync(mailbox.User with { Door = Door.Outlook },
            (WhyCapturedHandler h, CancellationToken ct) => h.HandleAsync(new WhyCaptured(id), ct))).Value;
}
