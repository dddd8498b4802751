using Crm.Cli.Processes;
using Crm.Cli.Tools;

namespace Crm.Testing;

/// <summary>Microsoft's published card schema and renderer, asked about cards.</summary>
public static class CardOracle
{
    /// <returns>One line per fault, empty when every card is good.</returns>
    public static async Task<IReadOnlyList<string>> FaultsAsync(params IReadOnlyList<string> files)
    {
        var workspace = Workspace.Find();
        var source = Path.Combine(workspace.Root, "tests", "Crm.Testing", "Tools");
        var tools = Path.Combine(workspace.Dot, "test-tools");
        await NodeTools.InstallAsync(source, tools, CancellationToken.None);
        var run = await Tool.RunAsync("node", ["--no-warnings", Path.Combine(source, "validate-cards.mjs"), tools, .. files]);
        return run.ExitCode == 0
            ? run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException($"The card oracle failed: {run.Error}");
    }

    public static string Indented(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Pretty) + "\n";
    }

    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
