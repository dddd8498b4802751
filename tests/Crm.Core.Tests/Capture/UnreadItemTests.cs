namespace Crm.Core.Tests.Capture;

/// <summary>Graph was away for an item while its page could be read: nothing waits for it, and nothing is lost.</summary>
public sealed class UnreadItemTests : IAsyncLifetime
{
    private CaptureStage stage = null!;

    public async Task InitializeAsync() => stage = await CaptureStage.SetAsync("Ann");

    public async Task DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task A_mail_that_Graph_would_not_give_is_read_by_a_later_sweep()
    {
        stage.Paper.Put(stage["Ann"], "inbox", Mail("1"), Mail("bad"));
        stage.Paper.Item = id => id == "g-bad" ? new ItemRead<string?>.Throttled("ErrorInternalServerError", null) : null;
        await GiveUpAsync("inbox");
        Assert.Single(await stage.ActivitiesAsync());

        await SweepAsync();
        Assert.Single(await stage.ActivitiesAsync());
        stage.Paper.Item = _ => null;
        await SweepAsync();
        await SweepAsync();

        Assert.Equal(2, (await stage.ActivitiesAsync()).Count);
        Assert.Equal(CaptureReason.KnownContact, (await stage.WhyAsync("Ann", "<bad@mail.example>")).Reason);
    }

    [Fact]
    public async Task An_instance_whose_series_Graph_would_not_give_waits_twice_and_is_read_by_a_later_sweep()
    {
        var meeting = stage.Meeting("weekly", CaptureStage.Clara, stage.AddressOf("Ann"));
        stage.Calendar("Ann", meeting);
        stage.Paper.Instead = (_, resource, _) => resource == Mailbox.Calendar
            ? new MailboxRead.Page(
                [new MailboxItem.Broken($"{meeting.GraphId}-Ann", LedgerKind.Event, Passing: "generalException")], "end", true)
            : null;
        await GiveUpAsync(Mailbox.Calendar);
        Assert.Empty(await stage.ActivitiesAsync());

        stage.Paper.Instead = (_, _, _) => null;
        Assert.True(await SweepAsync());
        await stage.ReadAsync("Ann", Mailbox.Calendar);

        Assert.Single(await stage.ActivitiesAsync());
        Assert.False(await SweepAsync());
    }

    /// <summary>Ann's copy led and went private when it was moved; what Bob's says had not been looked at since it did not lead.</summary>
    [Fact]
    public async Task A_copy_that_leads_from_now_on_is_read_again_and_the_meeting_stands_where_it_says()
    {
        await stage.JoinAsync("Bob");
        var meeting = stage.Meeting("review", CaptureStage.Clara, stage.AddressOf("Ann"), stage.AddressOf("Bob"));
        await stage.Calendar("Ann", meeting).Calendar("Bob", meeting).MeetAsync("Ann", "Bob");
        var moved = meeting with { Start = meeting.Start.AddHours(3), End = meeting.Start.AddHours(4) };
        await stage.Calendar("Bob", moved).MeetAsync("Bob");
        await stage.Calendar("Ann", moved with { Sensitivity = Sensitivity.Private }).MeetAsync("Ann");

        Assert.True(await SweepAsync("Bob"));
        await stage.MeetAsync("Bob");

        Assert.Equal(moved.Start, (await stage.MeetingAsync()).OccurredAt);
        Assert.False(await SweepAsync("Bob"));
    }

    [Fact]
    public async Task What_could_not_be_read_for_a_day_is_asked_for_no_more()
    {
        stage.Paper.Put(stage["Ann"], "inbox", Mail("bad"));
        stage.Paper.Item = _ => new ItemRead<string?>.Throttled("ErrorInternalServerError", null);
        await GiveUpAsync("inbox");
        stage.World.Clock.Pass(TimeSpan.FromHours(25));
        var before = stage.Paper.BodiesRead.Count;

        await SweepAsync();

        Assert.Equal(before, stage.Paper.BodiesRead.Count);
    }

    private async Task GiveUpAsync(string resource)
    {
        for (var run = 0; run < 2; run++)
        {
            Assert.IsType<SyncOutcome.Paused>(await stage.ReadAsync("Ann", resource));
            stage.World.Clock.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.IsType<SyncOutcome.Done>(await stage.ReadAsync("Ann", resource));
    }

    private Task<bool> SweepAsync(string name = "Ann") =>
        stage.Paper.SyncOf(stage.World).LookAtUnreadAsync(stage[name], CancellationToken.None);

    private MailboxItem Mail(string id) => new MailboxItem.Mail(PaperMailbox.Mail(id, CaptureStage.Clara, stage.AddressOf("Ann")));
}
