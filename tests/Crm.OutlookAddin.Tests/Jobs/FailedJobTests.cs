using Crm.Data.Jobs;
using Hangfire;

namespace Crm.OutlookAddin.Tests.Jobs;

/// <summary>What fails is tried again a few times, then stays with its reason until somebody runs it once more.</summary>
public sealed class FailedJobTests
{
    [Fact]
    public async Task A_job_of_capture_that_fails_waits_for_another_try_and_says_which()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true);
        await BrokenAsync(rig);

        var job = Sweep(rig);

        await CaptureRig.UntilAsync(async () => await rig.World.TruthAsync<long>(
            $"select count(*) from hangfire.state where jobid = {job} and name = 'Scheduled' and reason = 'Try 2 of 4'") == 1);
        Assert.Equal("Scheduled", await StateAsync(rig, job));
    }

    [Fact]
    public async Task A_job_whose_tries_are_used_up_stays_with_the_kind_of_its_failure_and_can_be_run_again()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true);
        await using var failed = new FailedJobs(rig.World.Application);
        await BrokenAsync(rig);
        var job = Sweep(rig, tried: 3);

        await CaptureRig.UntilAsync(async () => await StateAsync(rig, job) == "Failed");
        var dead = Assert.Single(failed.List(), f => f.Id == $"{job}");
        Assert.Equal(("SweepAsync()", "PostgresException (42501); the host's log says more"), (dead.What, dead.Reason));
        Assert.False(failed.Replay("999999"));
        Assert.False(failed.Replay("of mine"));

        await ExecuteAsync(rig, "grant delete on crm_control.graph_notifications to crm_app");
        Assert.True(failed.Replay(dead.Id));
        await CaptureRig.UntilAsync(async () => await StateAsync(rig, job) == "Succeeded");
        Assert.DoesNotContain(failed.List(), f => f.Id == dead.Id);
        Assert.False(failed.Replay(dead.Id));
    }

    /// <summary>From now on a sweep cannot throw old notifications away.</summary>
    private static Task BrokenAsync(CaptureRig rig) => ExecuteAsync(rig, "revoke delete on crm_control.graph_notifications from crm_app");

    private static long Sweep(CaptureRig rig, int tried = 0)
    {
        var jobs = rig.Services.GetRequiredService<IBackgroundJobClientV2>();
        var id = jobs.Schedule<ICaptureJobs>(ICaptureJobs.Queue, j => j.SweepAsync(CancellationToken.None), TimeSpan.FromDays(1));
        using (var connection = rig.Services.GetRequiredService<JobStorage>().GetConnection())
        {
            connection.SetJobParameter(id, "RetryCount", $"{tried}");
        }

        jobs.Requeue(id);
        return long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<string> StateAsync(CaptureRig rig, long job) =>
        rig.World.TruthAsync<string>($"select statename from hangfire.job where id = {job}");

    private static async Task ExecuteAsync(CaptureRig rig, string sql)
    {
        await using var owner = Npgsql.NpgsqlDataSource.Create(rig.World.Owner);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
