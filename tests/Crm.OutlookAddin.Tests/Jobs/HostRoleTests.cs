namespace Crm.OutlookAddin.Tests.Jobs;

/// <summary>Host:Role: one process does everything, or some are doors and others workers.</summary>
public sealed class HostRoleTests
{
    private const string Servers = "select count(*) from hangfire.server";

    [Fact]
    public async Task A_worker_runs_jobs_and_lets_nobody_in_but_who_asks_for_its_health()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true, ("Host:Role", "worker"));

        await CaptureRig.UntilAsync(async () => await rig.World.TruthAsync<long>(Servers) > 0);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(rig, "health/live"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(rig, "health/ready"));
        foreach (var path in new[] { "pane/", "api/companies", "jobs", "pane/jobs.html", "openapi/v1.json" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync(rig, path));
        }

        using var handshake = await rig.Http.PostAsync("graph/notifications?validationToken=abc", null);
        Assert.Equal(HttpStatusCode.NotFound, handshake.StatusCode);
    }

    [Fact]
    public async Task A_door_takes_notifications_and_runs_no_job_whatever_the_number_of_workers_says()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true, ("Host:Role", "Door"), ("Jobs:Workers", "4"));

        using var handshake = await rig.Http.PostAsync("graph/notifications?validationToken=abc", null);
        Assert.Equal("abc", await handshake.Content.ReadAsStringAsync());
        await Task.Delay(2000);
        Assert.Equal(0L, await rig.World.TruthAsync<long>(Servers));
    }

    [Theory]
    [InlineData("Host:Role", "Porter")]
    [InlineData("Host:Role", "7")]
    [InlineData("Jobs:Workers", "0")]
    [InlineData("Capture:Mode", "off")]
    public void A_role_that_nobody_has_and_a_worker_without_work_are_refused_at_start(string key, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Host:Role"] = "Worker", [key] = value }).Build();

        var refused = Assert.Throws<InvalidOperationException>(() => configuration.Role());
        Assert.Contains("Host:Role", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskAsync(CaptureRig rig, string path)
    {
        using var answer = await rig.Http.GetAsync(path);
        return answer.StatusCode;
    }
}
