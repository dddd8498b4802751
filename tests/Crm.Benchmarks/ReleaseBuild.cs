using Crm.Cli.Processes;

namespace Crm.Benchmarks;

/// <summary>Builds a host for speed: figures of a debug build would be nobody's.</summary>
internal static class ReleaseBuild
{
    public const string Configuration = "Release";

    /// <exception cref="CliException">It does not compile.</exception>
    public static async Task RunAsync(Workspace workspace, string project, CancellationToken ct)
    {
        var build = await Tool.RunAsync(
            "dotnet", ["build", Path.Combine(project, project + ".csproj"), "--nologo", "-v", "q", "-c", Configuration], workspace.Root,
            ct: ct);
        if (build.ExitCode != 0)
        {
            throw new CliException($"{project} did not build:\n"
                + string.Join('\n', build.Output.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Take(10)));
        }
    }
}
