using Crm.Cli.Processes;
using Crm.Cli.Tools;

namespace Crm.Testing;

/// <summary>What a person reads of a card's text, by the markdown of Microsoft's renderer.</summary>
public static class MarkdownOracle
{
    public static async Task<IReadOnlyList<string>> ReadAsync(IReadOnlyList<string> texts)
    {
        var workspace = Workspace.Find();
        var (source, tools) = (Path.Combine(workspace.Root, "tests", "Crm.Testing", "Tools"), Path.Combine(workspace.Dot, "test-tools"));
        await NodeTools.InstallAsync(source, tools, CancellationToken.None);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(texts));
            var run = await Tool.RunAsync("node", ["--no-warnings", Path.Combine(source, "read-markdown.mjs"), tools, file]);
            return run.ExitCode == 0 ? JsonSerializer.Deserialize<List<string>>(run.Output)!
                : throw new InvalidOperationException($"The markdown oracle failed: {run.Error}");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
