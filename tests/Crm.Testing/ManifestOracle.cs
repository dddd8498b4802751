using Crm.Cli;
using Crm.Cli.Processes;
using Crm.Cli.Tools;

namespace Crm.Testing;

/// <summary>Microsoft's published schema of Teams app manifests, asked offline.</summary>
public static class ManifestOracle
{
    /// <returns>One line per fault.</returns>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string file)
    {
        var workspace = Workspace.Find();
        var source = Path.Combine(workspace.Root, "tests", "Crm.Testing", "Tools");
        var tools = Path.Combine(workspace.Dot, "test-tools");
        await NodeTools.InstallAsync(source, tools, CancellationToken.None);
        var run = await Tool.RunAsync("node", ["--no-warnings", Path.Combine(source, "validate-manifest.mjs"), tools, file]);
        return run.ExitCode == 0
            ? run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException($"The manifest oracle failed: {run.Error}");
    }
}
