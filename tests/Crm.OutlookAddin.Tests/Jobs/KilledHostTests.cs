using System.Diagnostics;
using Crm.Cli;

namespace Crm.OutlookAddin.Tests.Jobs;

/// <summary>
/// Real hosts, of which one is killed (kill -9) while it reads a mailbox. They wait for real: a job of a dead host is left alone for a
/// minute.
/// </summary>
public sealed class KilledHostTests
{
    private const string Begun =
        """
        select coalesce(max(j.id), 0) from hangfire.job j join crm_control.capture_runs r on r.begun_at is not null and r.resource = 'inbox'
         where j.statename = 'Processing' and j.arguments::text like '%inbox%'
        """;

    [Fact]
    public async Task A_job_that_dies_with_its_host_runs_again_within_two_minutes()
    {
        await using var rig = await CaptureRig.StartAsync();
        var alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        await rig.Graph.SendMailAsync("Half read");
        await rig.Graph.OrderFaultAsync(
            new { kind = "delay", user = Simulation.Alex, path = "inbox/messages/delta", delayMs = 600_000, count = 1 });

        long job;
        using (var host = Start(rig))
        {
            try
            {
                await CaptureRig.UntilAsync(async () => await rig.World.TruthAsync<long>(Begun) > 0, 60);
                // The answer that takes ten minutes must be this host's: the next one would wait for it until its client gives up.
                await CaptureRig.UntilAsync(async () => await rig.Graph.Http.GetStringAsync("control/faults") == "[]", 20);
                job = await rig.World.TruthAsync<long>(Begun);
            }
            finally
            {
                host.Kill();
            }
        }

        using var other = Start(rig);
        try
        {
            await CaptureRig.UntilAsync(async () => await rig.World.TruthAsync<long>(
                $"select count(*) from hangfire.state where jobid = {job} and name = 'Processing'") > 1, 120);
            await CaptureRig.UntilAsync(async () => await rig.World.TruthAsync<string>(
                $"select statename from hangfire.job where id = {job}") == "Succeeded");
            // Where the sweep came first, it is the sweep's run that reads the folder, and this one had nothing left to do.
            await CaptureRig.UntilAsync(async () => (await rig.ActivitiesAsync(alex)).Count > 0, 120);
            Assert.Single(await rig.ActivitiesAsync(alex));
        }
        finally
        {
            other.Kill();
        }
    }

    private static Process Start(CaptureRig rig)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)); // …/bin/Debug/net10.0
        var folder = Path.Combine(Workspace.Find().Root, "Crm.OutlookAddin");
        var info = new ProcessStartInfo("dotnet", [Path.Combine(folder, "bin", output.Parent!.Name, output.Name, "Crm.OutlookAddin.dll")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["URLS"] = "http://127.0.0.1:0",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ConnectionStrings__Crm"] = rig.World.Application,
                ["Graph__BaseUrl"] = new Uri(rig.Graph.Http.BaseAddress!, "graph/v1.0").ToString(),
                ["Graph__PublicUrl"] = "",
                ["AzureAd__Instance"] = new Uri(rig.Graph.Http.BaseAddress!, "entra/").ToString(),
            },
        };
        var host = Process.Start(info)!;
        host.BeginOutputReadLine();
        return host;
    }
}
