using Crm.Core.CaptureControl;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>The older mail of a mailbox, over a Graph that tells no more of a folder in one round than it has promised to.</summary>
public sealed class BackfillTests : IAsyncLifetime
{
    private CaptureRig rig = null!;
    private Mailbox alex = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task More_mail_than_a_round_tells_is_read_to_the_last()
    {
        await rig.FillAsync(Now.AddDays(-2), 230, seconds: 3600 * 2.5);

        await rig.ReadAsync(alex);
        Assert.Empty(await rig.ActivitiesAsync(alex));
        await rig.BackfillAsync(alex);

        Assert.Equal(230, (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).Distinct().Count());
        var progress = await ProgressAsync();
        Assert.Equal((BackfillState.Done, 230, 230), (progress.State, progress.Read, progress.Total));
    }

    /// <summary>Exchange keeps parts of a second and Graph tells none: a page can end within what looks like one moment.</summary>
    [Fact]
    public async Task Mails_of_one_moment_are_neither_lost_nor_doubled_however_many_pages_they_fill()
    {
        var second = Now.AddDays(-5);
        await rig.FillAsync(second, 130, seconds: 0.004, name: "tie");
        await rig.FillAsync(second.AddSeconds(-1), 60, seconds: 0.9, name: "after");
        await rig.FillAsync(second.AddSeconds(40), 30, seconds: 0.5, name: "before");

        await rig.ReadAsync(alex);
        await rig.BackfillAsync(alex);

        var subjects = (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).ToList();
        Assert.Equal((220, 220), (subjects.Count, subjects.Distinct().Count()));
        Assert.Equal(220, (await ProgressAsync()).Read);
    }

    [Fact]
    public async Task What_the_first_round_and_the_backfill_both_tell_is_there_once()
    {
        await rig.FillAsync(Now.AddMinutes(-1), 120, seconds: 1800);

        await rig.ReadAsync(alex);
        var live = (await rig.ActivitiesAsync(alex)).Count;
        await rig.BackfillAsync(alex);

        Assert.InRange(live, 40, 60);
        Assert.Equal(120, (await rig.ActivitiesAsync(alex)).Count);
        Assert.Equal(120, (await rig.LedgerAsync(alex)).Count);
    }

    /// <summary>A round is filtered by the time of receipt: of a mail from before it nothing is told, wherever it is moved.</summary>
    [Fact]
    public async Task An_old_mail_out_of_the_junk_is_told_by_the_round_that_was_handed_over()
    {
        await rig.FillAsync(Now.AddDays(-9), 5, folder: "inbox", name: "ordinary");
        await rig.FillAsync(Now.AddDays(-12), 1, folder: "junkemail", name: "junk");
        await rig.ReadAsync(alex);
        await rig.BackfillAsync(alex);
        await rig.ReadAsync(alex);
        Assert.Equal(5, (await rig.ActivitiesAsync(alex)).Count);

        await rig.PostAsync($"control/messages/{await IdAsync("junkemail")}/move?user={Simulation.Alex}&folder=inbox");
        await rig.ReadAsync(alex);

        Assert.Contains("junk 0", (await rig.ActivitiesAsync(alex)).Select(a => a.Subject));
    }

    [Fact]
    public async Task A_folder_with_more_than_a_round_tells_keeps_its_short_round_and_goes_on()
    {
        await rig.FillAsync(Now.AddDays(-3), 110, seconds: 3600);
        await rig.ReadAsync(alex);
        await rig.BackfillAsync(alex);
        await rig.ReadAsync(alex);
        await rig.Graph.SendMailAsync("new");
        await rig.ReadAsync(alex);

        Assert.Equal(111, (await rig.ActivitiesAsync(alex)).Count);
    }

    [Fact]
    public async Task A_lost_place_begins_the_older_mail_anew_and_doubles_nothing()
    {
        await rig.FillAsync(Now.AddDays(-2), 70, seconds: 3600);
        await rig.ReadAsync(alex);
        await rig.BackfillAsync(alex);
        await rig.FillAsync(Now.AddHours(-30), 20, seconds: 60, name: "meanwhile");
        await rig.PostAsync("control/expire-tokens");

        var read = Assert.IsType<SyncOutcome.Done>(await rig.ReadAsync(alex));
        Assert.True(read.OwesBackfill);
        await rig.BackfillAsync(alex);

        Assert.Equal(90, (await rig.ActivitiesAsync(alex)).Count);
    }

    [Fact]
    public async Task With_jobs_the_older_mail_is_read_by_itself_while_new_mail_comes_first()
    {
        await rig.DisposeAsync();
        await StartAsync(jobs: true, ("Capture:SweepInterval", "00:00:10"));
        await rig.FillAsync(Now.AddDays(-2), 1300, seconds: 1200);
        await CaptureRig.UntilAsync(
            async () => await rig.World.TruthAsync<long>("select count(*) from capture_backfills where read_count > 0") > 0, 40);

        var sent = TimeProvider.System.GetTimestamp();
        await rig.Graph.SendMailAsync("new");
        await CaptureRig.UntilAsync(
            async () => await rig.World.TruthAsync<long>("select count(*) from activities where subject = 'new'") == 1, 20);
        var waited = TimeProvider.System.GetElapsedTime(sent);
        Assert.Equal(0L, await rig.World.TruthAsync<long>(
            "select count(*) from capture_backfills where resource = 'inbox' and stage = 'DONE'"));

        await CaptureRig.UntilAsync(async () => (await ProgressAsync()).State is BackfillState.Done, 120);
        Assert.Equal(1301L, await rig.World.TruthAsync<long>("select count(*) from activities"));
        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    private Task StartAsync() => StartAsync(jobs: false, ("Simulators:FilteredRound", "100"));

    private async Task StartAsync(bool jobs, params (string Key, string Value)[] settings)
    {
        rig = await CaptureRig.StartAsync(jobs, settings);
        alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
    }

    private async Task<string> IdAsync(string folder)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"graph/v1.0/users/{Simulation.Alex}/mailFolders/{folder}/messages");
        ask.Headers.Authorization = new("Bearer", await rig.Graph.TokenAsync("https://graph.microsoft.com/.default"));
        ask.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
        using var answer = await rig.Graph.Http.SendAsync(ask);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["value"]![0]!["id"]!.GetValue<string>();
    }

    private async Task<BackfillProgress> ProgressAsync() => (await rig.World.RunAsync(alex.User with { Door = Door.Outlook },
        (ShowCaptureHandler h, CancellationToken ct) => h.HandleAsync(new ShowCapture(), ct))).Value.Folders
        .Single(f => f.Resource == "inbox").Backfill!;
}
