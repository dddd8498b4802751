namespace Crm.Core.Tests.Capture;

/// <summary>Older mail, which is read apart from what is new.</summary>
public sealed class BackfillTests : MailboxTests
{
    private MailboxBackfill Older => Paper.BackfillOf(World);

    private DateTimeOffset Now => World.Clock.GetUtcNow();

    [Fact]
    public async Task New_mail_is_there_before_any_older_and_the_older_comes_newest_first()
    {
        await JoeAsync();
        Put("old", 20);
        Put("older", 25);
        Put("new", 0.1);

        var live = Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox"));
        Assert.True(live.OwesBackfill);
        Assert.Equal(["new"], await SubjectsAsync());

        var seen = new List<string?>();
        Paper.BeforeItem = seen.Add;
        await BackfillAsync();

        Assert.Equal(["g-old", "g-older"], seen);
        Assert.Equal(["new", "old", "older"], await SubjectsAsync());
        Assert.False(Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox")).OwesBackfill);
    }

    [Fact]
    public async Task Mail_from_before_the_days_to_be_read_stays_out_until_more_of_them_are_wanted()
    {
        await JoeAsync();
        Put("within", 29);
        Put("before", 40);
        await SyncAsync(Ann, "inbox");
        await BackfillAsync();
        Assert.Equal(["within"], await SubjectsAsync());

        Assert.True(Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox", p => p.BackfillDays = 60)).OwesBackfill);
        Paper.BodiesRead.Clear();
        await BackfillAsync();

        Assert.Equal(["before", "within"], await SubjectsAsync());
        Assert.Equal(["g-before"], Paper.BodiesRead);
    }

    [Fact]
    public async Task Without_days_to_be_read_there_is_no_older_mail()
    {
        await JoeAsync();
        Put("old", 0.5);

        Assert.False(Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox", p => p.BackfillDays = 0)).OwesBackfill);
        Assert.False(Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox")).OwesBackfill);

        Assert.Empty(await SubjectsAsync());
    }

    [Fact]
    public async Task Its_owner_lets_it_rest_and_go_on_and_sees_how_far_it_is()
    {
        await JoeAsync();
        foreach (var n in Enumerable.Range(0, 50))
        {
            Put($"{n:00}", 2 + (n / 4.0));
        }

        await SyncAsync(Ann, "inbox");
        Assert.IsType<SyncOutcome.Unfinished>(await Older.RunAsync(Ann, "inbox", CancellationToken.None));
        var reading = await ProgressAsync();
        Assert.Equal((BackfillState.Reading, 50), (reading.State, reading.Total));
        Assert.InRange(reading.Read, 10, 40);
        Assert.InRange(reading.ExpectedAt!.Value, Now, Now.AddHours(1));

        await StopAsync(true);
        Assert.IsType<SyncOutcome.Off>(await Older.RunAsync(Ann, "inbox", CancellationToken.None));
        Assert.False(Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox")).OwesBackfill);
        var stopped = await ProgressAsync();
        Assert.Equal((BackfillState.Stopped, reading.Read, null), (stopped.State, stopped.Read, stopped.ExpectedAt));

        Assert.Equal(["inbox"], await StopAsync(false));
        await BackfillAsync();
        var done = await ProgressAsync();
        Assert.Equal((BackfillState.Done, 50, 50), (done.State, done.Read, done.Total));
        Assert.Equal(50, (await SubjectsAsync()).Count);
    }

    [Fact]
    public async Task Nobody_stops_the_reading_of_a_colleagues_mail()
    {
        Put("old", 20);
        await SyncAsync(Ann, "inbox");
        var bob = await MailboxOfAsync("Bob Stone");

        Assert.Empty((await World.RunAsync(bob.User with { Door = Door.Outlook },
            (StopBackfillHandler h, CancellationToken ct) => h.HandleAsync(new StopBackfill(true), ct))).Value);

        Assert.Equal(BackfillState.Reading, (await ProgressAsync()).State);
    }

    [Fact]
    public async Task A_mailbox_that_wants_to_be_left_alone_is_and_says_so()
    {
        Put("old", 20);
        await SyncAsync(Ann, "inbox");
        Paper.Instead = (_, _, _) => new MailboxRead.Throttled(CapturePause.Throttled, TimeSpan.FromMinutes(10));

        Assert.Equal(Now.AddMinutes(10),
            Assert.IsType<SyncOutcome.Paused>(await Older.RunAsync(Ann, "inbox", CancellationToken.None)).Until);
        Assert.Equal((BackfillState.HeldUp, CapturePause.Throttled), ((await ProgressAsync()).State, (await ProgressAsync()).Problem));

        Paper.Instead = (_, _, _) => throw new InvalidOperationException("Not before its time.");
        Assert.IsType<SyncOutcome.Paused>(await Older.RunAsync(Ann, "inbox", CancellationToken.None));
        World.Clock.Pass(TimeSpan.FromMinutes(11));
        Paper.Instead = (_, _, _) => null;
        await BackfillAsync();
        Assert.Equal(BackfillState.Done, (await ProgressAsync()).State);
    }

    /// <summary>
    /// Random times of which many share a second, to more than a page; killed at random calls, forgotten by Graph, stopped and begun anew
    /// by live runs that lost their place. The oracle is the list itself.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happens_on_the_way_every_mail_of_the_days_to_be_read_is_there_once(int seed)
    {
        await JoeAsync();
        var chance = new Random(seed);
        Paper.PageSize = chance.Next(2, 8);
        var expected = new List<string>();
        for (var n = 0; n < 90; n++)
        {
            var age = TimeSpan.FromSeconds(chance.Next(4) == 0 ? 500_000 : chance.Next(31 * 86_400))
                + TimeSpan.FromMilliseconds(chance.Next(999));
            age = Math.Abs(age.TotalDays - 30) < 0.1 ? age - TimeSpan.FromHours(6) : age; // Time passes while the test runs.
            Put($"{n:00}", age.TotalDays);
            if (age < TimeSpan.FromDays(30))
            {
                expected.Add($"{n:00}");
            }
        }

        Paper.Instead = (_, _, link) => chance.Next(12) switch
        {
            0 => throw new OperationCanceledException("killed"),
            1 => new MailboxRead.Throttled(CapturePause.Throttled, TimeSpan.FromSeconds(1)),
            2 when link is not null => new MailboxRead.ResyncNeeded(),
            _ => null,
        };
        for (var run = 0; run < 400 && (run < 20 || (await ProgressAsync()).State is not BackfillState.Done); run++)
        {
            World.Clock.Pass(TimeSpan.FromSeconds(10));
            await KilledAsync(() => chance.Next(3) == 0 ? SyncAsync(Ann, "inbox") : Older.RunAsync(Ann, "inbox", default));
        }

        Assert.Equal(expected, await SubjectsAsync());
    }

    [Fact]
    public async Task A_page_that_another_run_has_read_past_takes_the_backfill_nowhere()
    {
        await JoeAsync();
        foreach (var n in Enumerable.Range(0, 6))
        {
            Put($"{n}", 5 + n);
        }

        await SyncAsync(Ann, "inbox");
        var began = false;
        Paper.Meanwhile = async (_, _) =>
        {
            if (!began)
            {
                began = true;
                await BackfillAsync();
            }
        };

        Assert.IsType<SyncOutcome.Off>(await Older.RunAsync(Ann, "inbox", CancellationToken.None));

        var progress = await ProgressAsync();
        Assert.Equal((BackfillState.Done, 6), (progress.State, progress.Read));
        Assert.Equal(6, (await SubjectsAsync()).Count);
    }

    private static async Task KilledAsync(Func<Task<SyncOutcome>> run)
    {
        try
        {
            _ = await run();
        }
        catch (OperationCanceledException)
        {
            // As a host that dies: what was saved stands.
        }
    }

    private void Put(string name, double days) => Paper.Put(
        Ann, "inbox",
        new MailboxItem.Mail(PaperMailbox.Mail(name, "joe@litware.example", Ann.User.Email, name, at: Now.AddDays(-days))));

    private async Task BackfillAsync()
    {
        while (await Older.RunAsync(Ann, "inbox", CancellationToken.None) is SyncOutcome.Unfinished)
        {
            // The next part.
        }
    }

    private async Task<List<string>> SubjectsAsync() => [.. (await ActivitiesAsync()).Select(a => a.Subject).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<string>> StopAsync(bool isStopped) => (await World.RunAsync(Ann.User with { Door = Door.Outlook },
        (StopBackfillHandler h, CancellationToken ct) => h.HandleAsync(new StopBackfill(isStopped), ct))).Value;

    private async Task<BackfillProgress> ProgressAsync() => (await World.RunAsync(Ann.User with { Door = Door.Outlook },
        (ShowCaptureHandler h, CancellationToken ct) => h.HandleAsync(new ShowCapture(), ct))).Value.Folders
        .Single(f => f.Resource == "inbox").Backfill!;
}
