using Crm.Cli.Processes;
using Crm.Cli.Tools;

namespace Crm.Testing;

/// <summary>What Microsoft's published schema and tools say of manifests, asked offline.</summary>
public static class ManifestOracle
{
    /// <returns>One line per fault.</returns>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string file) =>
        (await RunAsync("validate-manifest.mjs", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <returns>Id, name, type, version, permission and hosts of an XML manifest, as Microsoft's tool reads them.</returns>
    public static Task<string> ReadAddInAsync(string file) => RunAsync("read-addin-manifest.mjs", "read", file);

    /// <returns>The faults that Microsoft's tool finds in a unified manifest; empty where there are none.</returns>
    public static Task<string> ValidateAddInAsync(string file) => RunAsync("read-addin-manifest.mjs", "validate", file);

    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var workspace = Workspace.Find();
        var source = Path.Combine(workspace.Root, "tests", "Crm.Testing", "Tools");
        var tools = Path.Combine(workspace.Dot, "test-tools");
        await NodeTools.InstallAsync(source, tools, CancellationToken.None);
        var run = await Tool.RunAsync("node", ["--no-warnings", Path.Combine(source, script), tools, .. arguments]);
        return run.ExitCode == 0 ? run.Output.Trim() : throw new InvalidOperationException($"The manifest oracle failed: {run.Error}");
    }
}
