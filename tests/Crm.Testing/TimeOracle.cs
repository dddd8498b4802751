using Crm.Cli.Processes;
using Crm.Cli.Tools;

namespace Crm.Testing;

/// <param name="Offset">Minutes that the speaker's clock is ahead of UTC.</param>
/// <param name="Language">en, en-GB, de or fr.</param>
public sealed record SpokenTime(string Text, DateTimeOffset Now, int Offset, string Language, bool Behind);

/// <param name="Hour">Null where none is said.</param>
public sealed record OracleTime(string Words, string Day, string? Hour, bool IsRange, bool HasDay);

/// <summary>npm's chrono-node, asked about sentences.</summary>
public static class TimeOracle
{
    /// <returns>In the order of the sentences; null where it reads no time, or several.</returns>
    public static async Task<IReadOnlyList<OracleTime?>> ReadAsync(IReadOnlyList<SpokenTime> sentences)
    {
        var workspace = Workspace.Find();
        var source = Path.Combine(workspace.Root, "tests", "Crm.Testing", "Tools");
        var tools = Path.Combine(workspace.Dot, "test-tools");
        await NodeTools.InstallAsync(source, tools, CancellationToken.None);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(sentences, JsonSerializerOptions.Web));
        var run = await Tool.RunAsync("node", ["--no-warnings", Path.Combine(source, "read-times.mjs"), tools, file]);
        File.Delete(file);
        return run.ExitCode == 0
            ? JsonSerializer.Deserialize<List<OracleTime?>>(run.Output, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException($"The oracle of times failed: {run.Error}");
    }
}
