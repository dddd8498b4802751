using System.Diagnostics;
using System.Globalization;

namespace Crm.Cli.Up;

/// <summary>What a killed `up` left running is stopped by the next one, by process id and start time, never by name.</summary>
internal static class Leftovers
{
    public static void Remember(Workspace workspace, int pid)
    {
        using var process = Process.GetProcessById(pid);
        File.AppendAllText(PidFile(workspace), $"{pid} {Started(process)}\n");
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
            if (line.Split(' ') is [var id, var started] && int.TryParse(id, out var pid))
            {
                Stop(pid, started);
            }
        }

        Forget(workspace);
    }

    private static void Stop(int pid, string started)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            if (Started(process) == started)
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

    private static string Started(Process process) => process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);

    private static string PidFile(Workspace workspace) => Path.Combine(workspace.State, "up.pids");
}
