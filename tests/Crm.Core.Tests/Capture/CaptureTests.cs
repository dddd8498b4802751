using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Crm.Core.Tests.Capture;

public sealed class CaptureTests : IAsyncLifetime
{
    private readonly PaperMailbox paper = new();
    private World world = null!;
    private Mailbox ann = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        ann = await MailboxOfAsync("Ann Miller");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_mail_from_a_known_contact_becomes_one_activity_on_contact_company_and_open_deal()
    {
        var company = await world.CompanyAsync(ann.User, "Litware", "litware.example");
        var contact = await world.ContactAsync(ann.User, "Joe", "Fox", "joe@litware.example", company);
        var deal = await world.DealAsync(ann.User, "Renewal", "10000", "Proposal", company, contact);
        paper.Put(ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", ann.User.Email, "About the renewal"))).Says("g-1", "Dear Ann");

        await SyncAsync(ann, "inbox");

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal((contact, company, deal), (activity.ContactId, activity.CompanyId, activity.DealId));
        Assert.Equal(("About the renewal", "Dear Ann", Direction.Inbound, ActivityStatus.Completed), (activity.Subject, activity.Body, activity.Direction, activity.Status));
        var answer = await WhyAsync(ann, "<1@mail.example>");
        Assert.Equal((LedgerOutcome.Logged, CaptureReason.KnownContact, activity.Id), (answer.Outcome, answer.Reason, answer.ActivityId));
    }

    private async Task<Mailbox> MailboxOfAsync(string name) => new(await world.UserAsync(name, door: Door.Capture), Guid.CreateVersion7(world.Clock.GetUtcNow()));

    private MailboxSync Sync(Action<CapturePolicy>? policy = null)
    {
        policy?.Invoke(world.Services.GetRequiredService<IOptions<CapturePolicy>>().Value);
        return new MailboxSync(
            world.UseCases, paper, world.Services.GetRequiredService<IOptions<CapturePolicy>>(), world.Clock, NullLogger<MailboxSync>.Instance);
    }

    private Task<SyncOutcome> SyncAsync(Mailbox mailbox, string resource, Action<CapturePolicy>? policy = null) =>
        Sync(policy).RunAsync(mailbox, resource, CancellationToken.None);

    private Task<List<Activity>> ActivitiesAsync() => world.InDatabaseAsync(ann.User, db => db.Activities.Include(a => a.Participants).Include(a => a.Mailboxes).ToListAsync());

    private async Task<CaptureAnswer> WhyAsync(Mailbox mailbox, string id) =>
        (await world.RunAsync(mailbox.User with { Door = Door.Outlook }, (WhyCapturedHandler h, CancellationToken ct) => h.HandleAsync(new WhyCaptured(id), ct))).Value;
}
