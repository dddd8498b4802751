namespace Crm.Core.Tests.Capture;

/// <summary>Somebody's mailbox leaves capture, with what it brought or without.</summary>
public sealed class DisconnectTests : MailboxTests
{
    [Fact]
    public async Task Disconnected_and_kept_the_mailbox_is_read_no_longer_and_all_stays()
    {
        await ArrangeAsync();

        var left = await LeaveAsync(remove: false);

        Assert.Equal((0, 0), (left.Removed, left.Left));
        Assert.Equal(2, (await ActivitiesAsync()).Count);
        Assert.IsType<SyncOutcome.Off>(await SyncAsync(Ann, "inbox"));
    }

    [Fact]
    public async Task Disconnected_and_removed_it_takes_along_what_no_other_mailbox_holds()
    {
        var bob = await ArrangeAsync();
        await World.TruthAsync<int>(
            $"insert into activities (id, type, owner_id, subject) values (gen_random_uuid(), 'NOTE', '{Ann.User.Id}', 'Typed'); select 1");
        var asked = (await World.RunAsync(
            Me, (AskDisconnectHandler h, CancellationToken ct) => h.HandleAsync(new AskDisconnect(), ct))).Value;

        var left = await LeaveAsync(remove: true);

        Assert.Equal((1, 1, 1, 1), (asked.Removed, asked.Left, left.Removed, left.Left));
        Assert.Equal("Typed 0,Whole offer 1", await World.TruthAsync<string>(
            """
            select string_agg(subject || ' ' || held, ',' order by subject)
              from activities a, lateral (select count(*) as held from activity_mailboxes m where m.activity_id = a.id) h
            """));
        Assert.Equal(bob.User.Id, await World.TruthAsync<Guid>("select owner_id from activities where source_key is not null"));
        Assert.Equal(2L, await World.TruthAsync<long>(
            $"select count(*) from capture_ledger where user_id = '{Ann.User.Id}' and reason = 'disconnected' and activity_id is null"));
        Assert.Equal(CaptureReason.Disconnected, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    /// <summary>What its owner withheld was hers to withhold: where she is gone, what the others say counts.</summary>
    [Fact]
    public async Task Who_leaves_takes_their_level_along_and_their_copys_words_with_it()
    {
        await SaveAsync(new SavePolicy { Visibility = "METADATA" });
        await ArrangeAsync();
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from activities where subject like '%offer%'"));

        await LeaveAsync(remove: true);

        Assert.Equal("Whole offer", await World.TruthAsync<string>("select subject from activities"));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from withheld_words"));
    }

    [Fact]
    public async Task Connected_again_it_has_again_what_it_had()
    {
        await ArrangeAsync();
        await LeaveAsync(remove: true);

        var connected = (await World.RunAsync(
            Me, (ConnectMailboxHandler h, CancellationToken ct) => h.HandleAsync(new ConnectMailbox(), ct))).Value;
        await Sync().ReadAgainAsync(Ann, CancellationToken.None);

        Assert.Equal(2, connected.ReadAgain);
        Assert.Equal([1, 2], (await ActivitiesAsync()).Select(a => a.Mailboxes.Count).Order());
        Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox"));
    }

    /// <summary>A mail that Ann alone has, and one that Bob has as well.</summary>
    private async Task<Mailbox> ArrangeAsync()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        var both = PaperMailbox.Mail("2", "joe@litware.example", $"{Ann.User.Email},{bob.User.Email}", "Whole offer");
        Paper.Put(Ann, "inbox", MailFromJoe("1"), new MailboxItem.Mail(both))
            .Put(bob, "inbox", new MailboxItem.Mail(both with { GraphId = "g-bob" }));
        await SyncAsync(Ann, "inbox");
        await SyncAsync(bob, "inbox");
        return bob;
    }

    private async Task<Disconnecting> LeaveAsync(bool remove) => (await World.RunAsync(
        Me, (DisconnectMailboxHandler h, CancellationToken ct) => h.HandleAsync(new DisconnectMailbox(remove), ct))).Value;

    private Task SaveAsync(SavePolicy policy) =>
        World.RunAsync(Me, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct));
}
