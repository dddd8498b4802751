namespace Crm.Cli.Tests;

/// <summary>The real program, as a process.</summary>
internal static class CommandLine
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "Crm.Cli.dll");

    public static Task<ToolResult> RunAsync(IReadOnlyDictionary<string, string?> settings, params string[] arguments) =>
        Tool.RunAsync("dotnet", [Program, .. arguments], Workspace.Find().Root, settings);

    public static Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(), arguments);

    /// <summary>Starts the command and kills it after a while, hard.</summary>
    public static async Task KillAfterAsync(TimeSpan life, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            info.Environment[name] = value;
        }

        using var process = Process.Start(info)!;
        await Task.Delay(life);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Runs the command and watches its resident memory.</summary>
    public static async Task<Measured> MeasureAsync(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            info.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(info)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var resident = new List<long>();
        while (!process.HasExited)
        {
            resident.Add(ResidentMegabytes(process));
            await Task.Delay(50);
        }

        return new Measured(process.ExitCode, await said, await wrong, clock.Elapsed, resident);
    }

    private static long ResidentMegabytes(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
        catch (InvalidOperationException)
        {
            return 0; // it ended since it was asked whether it had
        }
    }

    public static Dictionary<string, string?> On(TestServer server, string database) => new()
    {
        ["ConnectionStrings__Crm"] = server.Application(database),
        ["ConnectionStrings__CrmOwner"] = server.Owner(database),
    };
}

/// <param name="Resident">Megabytes, looked at twenty times a second.</param>
internal sealed record Measured(int ExitCode, string Output, string Error, TimeSpan Took, IReadOnlyList<long> Resident)
{
    public long Peak => Resident.Max();

    /// <summary>The peak of each quarter of the run: flat memory has four alike.</summary>
    public string Quarters => string.Join(", ", Resident.Chunk((Resident.Count / 4) + 1).Select(quarter => quarter.Max()));
}
