using System.Diagnostics;
using Crm.Cli.Processes;
using Crm.Testing;

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

    public static Dictionary<string, string?> On(TestServer server, string database) => new()
    {
        ["ConnectionStrings__Crm"] = server.Application(database),
        ["ConnectionStrings__CrmOwner"] = server.Owner(database),
    };
}
