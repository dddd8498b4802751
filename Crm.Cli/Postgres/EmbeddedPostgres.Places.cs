using System.Net;
using System.Net.Sockets;

namespace Crm.Cli.Postgres;

public sealed partial class EmbeddedPostgres
{
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int? MajorOf(string data)
    {
        var version = Path.Combine(data, "PG_VERSION");
        return File.Exists(version) && int.TryParse(File.ReadAllText(version).Trim(), out var major) ? major : null;
    }

    /// <summary>
    /// A checkout below a private folder (/root, mode 700) is closed to nobody: then the data lives under /var/tmp, linked from .crm.
    /// </summary>
    private static async Task<string> ReachableByNobodyAsync(Workspace workspace, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var reached = await Tool.RunAsync("test", ["-x", folder], "/", user: "nobody", ct: ct);
        if (reached.ExitCode == 0)
        {
            return folder;
        }

        var outside = Path.Combine(await OutsideAsync(workspace, ct), Path.GetFileName(folder));
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Combine(folder, "moved.txt"),
            $"PostgreSQL cannot run as root and nobody cannot reach this folder. The data is in {outside}\n", ct);
        return outside;
    }

    /// <summary>Its name can be foreseen, and everybody may make folders in /var/tmp: one that is not ours alone is not used.</summary>
    /// <exception cref="CliException">Somebody else made it, it is a link, or others may write in it.</exception>
    private static async Task<string> OutsideAsync(Workspace workspace, CancellationToken ct)
    {
        var outside = Path.Combine("/var/tmp", $"crm-{workspace.Fingerprint}");
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(outside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        var found = await Tool.RunAsync("stat", ["-c", "%u %a %F", outside], "/", ct: ct);
        return PrivateFile.IsOurFolder(found.Output)
            ? outside
            : throw new CliException($"{outside} was made by somebody else, or others may write in it. Remove it and start again.");
    }

    private static async Task<PostgresBinaries> ReadableAsync(PostgresBinaries found, Workspace workspace, CancellationToken ct)
    {
        var readable = await Tool.RunAsync("test", ["-x", Path.Combine(found.Bin, "initdb")], "/", user: "nobody", ct: ct);
        if (readable.ExitCode == 0)
        {
            return found;
        }

        var copy = Path.Combine(await OutsideAsync(workspace, ct), $"postgres-{found.Major}");
        if (!File.Exists(Path.Combine(copy, "complete")))
        {
            Directory.CreateDirectory(copy);
            await Tool.RunAsync("cp", ["-a", Path.GetDirectoryName(found.Bin)! + "/.", copy], ct: ct);
            await Tool.RunAsync("chmod", ["-R", "a+rX", copy], ct: ct);
            await File.WriteAllTextAsync(Path.Combine(copy, "complete"), "", ct);
        }

        return found with { Bin = Path.Combine(copy, "bin"), Lib = found.Lib is null ? null : Path.Combine(copy, "lib") };
    }
}
