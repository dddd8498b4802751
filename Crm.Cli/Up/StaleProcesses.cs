namespace Crm.Cli.Up;

/// <summary>What a killed `up` left running is stopped by the next one, by process id and start time, never by name.</summary>
internal static class StaleProcesses
{
    /// <summary>The start time is reckoned from the machine's boot; two readers of it differ by some milliseconds.</summary>
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(2);

    public static void Remember(Workspace workspace, int pid)
    {
        using var process = Process.GetProcessById(pid);
        File.AppendAllText(
            PidFile(workspace), string.Create(CultureInfo.InvariantCulture, $"{pid} {process.StartTime.ToUniversalTime().Ticks}\n"));
    }

    public static void Forget(Workspace workspace) => File.Delete(PidFile(workspace));

    public static async Task StopAsync(Workspace workspace)
    {
        if (!File.Exists(PidFile(workspace)))
        {
            return;
        }

        foreach (var line in await File.ReadAllLinesAsync(PidFile(workspace)))
        {
            if (line.Split(' ') is [var id, var ticks] && int.TryParse(id, out var pid)
                && long.TryParse(ticks, CultureInfo.InvariantCulture, out var started))
            {
                Stop(pid, new DateTime(started, DateTimeKind.Utc));
            }
        }

        Forget(workspace);
    }

    private static void Stop(int pid, DateTime started)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            if ((process.StartTime.ToUniversalTime() - started).Duration() < SameStart)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(TimeSpan.FromSeconds(5));
                Say.Note($"Stopped process {pid.ToString(CultureInfo.InvariantCulture)}, left by an earlier run.");
            }
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }

    private static string PidFile(Workspace workspace) => Path.Combine(workspace.State, "up.pids");
}
