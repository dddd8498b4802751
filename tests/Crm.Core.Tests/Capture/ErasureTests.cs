namespace Crm.Core.Tests.Capture;

/// <summary>A person asks to be forgotten.</summary>
public sealed class ErasureTests : MailboxTests
{
    private const string Traces =
        """
        select count(*) from (
          select to_jsonb(x)::text as row from contacts x union all select to_jsonb(x)::text from activities x
          union all select to_jsonb(x)::text from activity_participants x union all select to_jsonb(x)::text from record_history x
          union all select to_jsonb(x)::text from presses x union all select to_jsonb(x)::text from contact_addresses x
          union all select to_jsonb(x)::text from contact_merges x union all select to_jsonb(x)::text from capture_ledger x
          union all select to_jsonb(x)::text from erased_people x union all select to_jsonb(x)::text from external_ids x) t
        where row ~* 'joe|fox|litware'
        """;

    [Fact]
    public async Task Nothing_of_an_erased_person_is_left_but_what_others_wrote()
    {
        var joe = await JoeAsync();
        await World.ContactAsync(Ann.User, "Nina", "North", "nina@north.example");
        await World.DealAsync(Ann.User, "Vans", "1000", "Proposal", null, joe);
        Paper.Put(
            Ann, "inbox", MailFromJoe("1"),
            new MailboxItem.Mail(PaperMailbox.Mail("2", "joe@litware.example", $"{Ann.User.Email},nina@north.example")),
            new MailboxItem.Mail(PaperMailbox.Mail("3", "nina@north.example", $"{Ann.User.Email},joe@litware.example", "Lunch")))
            .Says("g-2", "Joe Fox writes").Says("g-3", "Nina writes");
        await SyncAsync(Ann, "inbox");
        var confirmed = await ConfirmAsync(joe);

        var erased = await EraseAsync(joe);

        Assert.Equal((1, 2), (confirmed.Removed, confirmed.Emptied));
        Assert.Equal((1, 2), (erased.Removed, erased.Emptied));
        Assert.Equal(["Erased person", "Lunch"], (await ActivitiesAsync()).Select(a => a.Subject).Order());
        Assert.Equal("Nina writes", (await ActivitiesAsync()).Single(a => a.Subject == "Lunch").Body);
        Assert.Equal(0L, await World.TruthAsync<long>(Traces));
        Assert.Equal(1L, await World.TruthAsync<long>("select count(*) from deals where contact_id is null"));
    }

    [Fact]
    public async Task An_erased_person_stays_forgotten_whatever_a_full_resync_shows()
    {
        var joe = await JoeAsync();
        await World.ContactAsync(Ann.User, "Nina", "North", "nina@north.example");
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");
        await EraseAsync(joe);
        var bob = await MailboxOfAsync("Bob Stone");
        Paper.Put(Ann, "inbox", MailFromJoe("5")).Put(bob, "inbox", MailFromJoe("1"), new MailboxItem.Mail(
            PaperMailbox.Mail("6", "nina@north.example", $"{bob.User.Email},joe@litware.example", "Lunch")));

        await World.TruthAsync<int>("update capture_cursors set delta_link = null; select 1");
        await SyncAsync(Ann, "inbox");
        await SyncAsync(bob, "inbox");

        var left = Assert.Single(await ActivitiesAsync());
        Assert.Equal("Lunch", left.Subject);
        Assert.DoesNotContain(left.Participants, p => p.Address == "joe@litware.example");
        Assert.Equal(CaptureReason.Erased, (await WhyAsync(Ann, "<5@mail.example>")).Reason);
    }

    [Fact]
    public async Task Only_an_administrator_erases_a_person()
    {
        var joe = await JoeAsync();
        var manager = await World.UserAsync("Max Manager", role: Role.Manager);

        var refused = await World.RunAsync(
            manager, (EraseContactHandler h, CancellationToken ct) => h.HandleAsync(new EraseContact(joe), ct));

        Assert.Equal(RefusalKind.NotAllowed, refused.Refusal?.Kind);
        await Assert.ThrowsAnyAsync<Exception>(() => World.InDatabaseAsync(
            manager, db => db.Context.Database.SqlQuery<string>($"select erase_person({joe}, true)::text as \"Value\"").SingleAsync()));
        Assert.Equal(1L, await World.TruthAsync<long>("select count(*) from contacts"));
    }

    private async Task<Erasure> EraseAsync(Guid id) => (await World.RunAsync(
        await AdminAsync(), (EraseContactHandler h, CancellationToken ct) => h.HandleAsync(new EraseContact(id), ct))).Value;

    private async Task<Erasure> ConfirmAsync(Guid id) => (await World.RunAsync(
        await AdminAsync(), (ConfirmErasureHandler h, CancellationToken ct) => h.HandleAsync(new ConfirmErasure(id), ct))).Value;

    private CurrentUser? admin;

    private async Task<CurrentUser> AdminAsync() => admin ??= await World.UserAsync("Olga Admin", role: Role.Admin);
}
