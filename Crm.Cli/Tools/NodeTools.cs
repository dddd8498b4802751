namespace Crm.Cli.Tools;

/// <summary>npm packages we run but do not ship, installed by their lock file and again only when that changes.</summary>
public static class NodeTools
{
    /// <summary>
    /// Installs the package.json in <paramref name="source"/> into <paramref name="target"/>; a killed install is begun again.
    /// </summary>
    public static async Task InstallAsync(string source, string target, CancellationToken ct)
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"), ct);
        var stamp = Path.Combine(target, "installed.lock");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, ct) == wanted)
        {
            return;
        }

        Directory.CreateDirectory(target);
        File.Delete(stamp);
        if (source != target)
        {
            foreach (var file in new[] { "package.json", "package-lock.json" })
            {
                File.Copy(Path.Combine(source, file), Path.Combine(target, file), overwrite: true);
            }
        }

        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var result = await Tool.RunAsync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], target, ct: ct);
        if (result.ExitCode != 0)
        {
            throw new CliException($"npm ci failed in {target}: {LastLine(result.Error + result.Output)}");
        }

        await File.WriteAllTextAsync(stamp, wanted, ct);
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "no reason given";
}
