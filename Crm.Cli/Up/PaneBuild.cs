using System.Security.Cryptography;

namespace Crm.Cli.Up;

/// <summary>Builds the pane's TypeScript into the add-in host's wwwroot, again only when a source file changed.</summary>
public static class PaneBuild
{
    public static async Task RunAsync(Workspace workspace, CancellationToken ct)
    {
        var pane = Path.Combine(workspace.Root, "Crm.OutlookAddin", "Pane");
        var stamp = Path.Combine(workspace.Dot, "pane.built");
        var wanted = await FingerprintAsync(pane, ct);
        var built = Path.Combine(workspace.Root, "Crm.OutlookAddin", "wwwroot", "pane", "index.html");
        if (File.Exists(built) && File.Exists(stamp) && await File.ReadAllTextAsync(stamp, ct) == wanted)
        {
            return;
        }

        await NodeTools.InstallAsync(pane, pane, ct);
        var result = await Tool.RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["run", "build", "--silent"], pane, ct: ct);
        if (result.ExitCode != 0)
        {
            throw new CliException($"The pane did not build:\n{(result.Error + result.Output).Trim()}");
        }

        await File.WriteAllTextAsync(stamp, wanted, ct);
    }

    private static async Task<string> FingerprintAsync(string pane, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(pane, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.EndsWith("installed.lock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(await File.ReadAllBytesAsync(file, ct));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
