using System.IO.Compression;

namespace Crm.Cli.Manifests;

/// <summary>The app package for Teams: the manifest with the installation's own names in it, and two icons.</summary>
public static class TeamsPackage
{
    public const string Manifest = "manifest.json";

    private static readonly string[] Icons = ["color.png", "outline.png"];

    /// <param name="workspace">Where manifests/teams lies.</param>
    /// <param name="host">Without scheme: crm.example.com.</param>
    /// <param name="botId">The bot's registration.</param>
    /// <param name="clientId">The API's registration.</param>
    public static string Fill(Workspace workspace, string host, Guid botId, Guid clientId) =>
        File.ReadAllText(Path.Combine(FolderOf(workspace), Manifest))
        .Replace("{{HOST}}", host, StringComparison.Ordinal).Replace("{{BOT_ID}}", botId.ToString(), StringComparison.Ordinal)
        .Replace("{{CLIENT_ID}}", clientId.ToString(), StringComparison.Ordinal);

    public static async Task WriteAsync(Workspace workspace, string manifest, string file, CancellationToken ct)
    {
        File.Delete(file);
        await using var package = await ZipFile.OpenAsync(file, ZipArchiveMode.Create, ct);
        await using (var entry = await package.CreateEntry(Manifest).OpenAsync(ct))
        await using (var writer = new StreamWriter(entry))
        {
            await writer.WriteAsync(manifest.AsMemory(), ct);
        }

        foreach (var icon in Icons)
        {
            await package.CreateEntryFromFileAsync(Path.Combine(FolderOf(workspace), icon), icon, ct);
        }
    }

    private static string FolderOf(Workspace workspace) => Path.Combine(workspace.Root, "manifests", "teams");
}
