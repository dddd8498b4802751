using System.Text.RegularExpressions;
using Crm.OutlookAddin.Capture.Jobs;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>The whole way with the real job store: the host subscribes, Graph notifies, a job reads, an activity is there.</summary>
public sealed class CaptureEndToEndTests
{
    [Fact]
    public async Task A_mail_is_an_activity_within_seconds_of_its_notification()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true, ("Capture:SweepInterval", "00:00:10"));
        var alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        await SubscribedAsync(rig, alex);

        var sent = TimeProvider.System.GetTimestamp();
        await rig.Graph.SendMailAsync("Quick one");
        await CaptureRig.UntilAsync(async () => (await rig.ActivitiesAsync(alex)).Count == 1, 8);
        Assert.InRange(TimeProvider.System.GetElapsedTime(sent), TimeSpan.Zero, TimeSpan.FromSeconds(8));

        await CaptureRig.UntilAsync(
            async () => await rig.World.TruthAsync<long>("select count(*) from crm_control.graph_notifications where handled_at is null")
            == 0);
        Assert.True(await rig.World.TruthAsync<long>("select count(*) from crm_control.graph_notifications") > 0);
    }

    [Fact]
    public async Task What_was_never_notified_is_found_by_the_sweep()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true, ("Capture:SweepInterval", "00:00:10"));
        var alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        await SubscribedAsync(rig, alex);
        await rig.Graph.OrderFaultAsync(new { kind = "drop", target = "notifications", count = -1 });

        await rig.Graph.SendMailAsync("Unheard of");

        await CaptureRig.UntilAsync(async () => (await rig.ActivitiesAsync(alex)).Count == 1, 30);
    }

    [Fact]
    public async Task A_burst_with_duplicates_out_of_order_comes_to_one_activity_each()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true, ("Capture:SweepInterval", "00:00:10"));
        var alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        await SubscribedAsync(rig, alex);
        await rig.Graph.OrderFaultAsync(new { kind = "duplicate", target = "notifications", count = -1 });
        await rig.Graph.OrderFaultAsync(new { kind = "reorder", target = "notifications", count = -1 });

        for (var i = 0; i < 30; i++)
        {
            await rig.Graph.SendMailAsync($"Burst {i:00}");
        }

        await CaptureRig.UntilAsync(async () => (await rig.ActivitiesAsync(alex)).Count >= 30, 30);
        Assert.Equal(30, (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).Distinct().Count());
        Assert.Equal(30, (await rig.ActivitiesAsync(alex)).Count);
    }

    [Fact]
    public async Task Switched_off_nothing_runs_and_nothing_is_subscribed()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true, ("Capture:Mode", "off"));
        var alex = await rig.UserAsync();

        Assert.IsType<SyncOutcome.Off>(await rig.ReadAsync(alex));
        Assert.Null(rig.Services.GetService<ICaptureJobs>());
        await CaptureRig.UntilAsync(async () => await rig.World.TruthAsync<long>(Recurring) == 0);
        using var handshake = await rig.Http.PostAsync("graph/notifications?validationToken=abc", null);
        Assert.Equal("abc", await handshake.Content.ReadAsStringAsync());
    }

    /// <summary>LISTEN does not pass PgBouncer in transaction mode: workers look by themselves.</summary>
    [Fact]
    public async Task Behind_a_pooler_jobs_are_found_by_polling()
    {
        await using var pooler = await PgBouncer.StartAsync((await TestServer.Shared).Port);
        await using var rig = await CaptureRig.StartAsync(jobs: true, world =>
        [
            ("ConnectionStrings:Crm", $"{Regex.Replace(world.Application, "Port=[0-9]+", $"Port={pooler.Port}")};No Reset On Close=true"),
            ("Jobs:LongPolling", "false"),
            ("Jobs:Workers", "2"), // Each run holds one of the pooler's four connections.
        ]);
        var alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        await rig.Services.GetRequiredService<ICaptureSchedule>()
            .SubscribeSoonAsync(alex.User.Tenant.Id, alex.User.Id, CancellationToken.None);
        await SubscribedAsync(rig, alex);

        await rig.Graph.SendMailAsync("Through the pooler");

        await CaptureRig.UntilAsync(async () => (await rig.ActivitiesAsync(alex)).Count == 1, 15);
    }

    /// <summary>
    /// What another host asks for is heard by LISTEN; these workers would look once a minute. What is said while a worker is not
    /// listening yet is lost, so that it is said up to three times.
    /// </summary>
    [Fact]
    public async Task On_a_direct_connection_a_job_of_another_host_is_heard_of()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true, ("Jobs:PollInterval", "00:01:00"));
        await CaptureRig.UntilAsync(
            async () => await rig.World.TruthAsync<long>("select count(*) from hangfire.job where statename = 'Succeeded'") >= 2, 30);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Task.Delay(1000);
            await rig.World.TruthAsync<int>(
                "insert into hangfire.jobqueue (jobid, queue) select max(id), 'capture' from hangfire.job; notify new_job; select 1");
            await Task.Delay(2000);
            if (await rig.World.TruthAsync<long>(Queued) == 0)
            {
                return;
            }
        }

        Assert.Fail("No worker heard of the job.");
    }

    private const string Queued = "select count(*) from hangfire.jobqueue where fetchedat is null";

    private const string Recurring =
        "select count(*) from hangfire.set where key = 'recurring-jobs' and value in ('capture.sweep', 'fields.indexes')";

    private static Task SubscribedAsync(CaptureRig rig, Mailbox mailbox) => CaptureRig.UntilAsync(
        async () => await rig.World.TruthAsync<long>(
            $"select count(*) from crm_control.graph_subscriptions where user_id = '{mailbox.User.Id}'") == 3
            && await rig.World
            .TruthAsync<long>(
                "select count(*) from capture_cursors where delta_link is not null and resource in ('inbox', 'sentitems', 'calendar')")
                == 3,
        30);
}
