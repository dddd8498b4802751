using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Crm.Cli.Postgres;

/// <summary>
/// A PostgreSQL server of our own on a loopback port: data in one folder, started and stopped by pg_ctl. PostgreSQL does not run as root,
/// so under root it runs as nobody, in a folder nobody can reach.
/// </summary>
public sealed partial class EmbeddedPostgres
{
    private const string Database = "crm";

    private const string ThrowAwayPassword = "postgres";

    /// <summary>For a developer's machine with little data.</summary>
    private static readonly string[] Small = [
        "shared_buffers=256MB", "work_mem=32MB", "random_page_cost=1.1", "jit=off", "max_parallel_workers_per_gather=0"];

    private readonly PostgresBinaries binaries;
    private readonly string home;
    private readonly string? user;

    private EmbeddedPostgres(PostgresBinaries binaries, string home, string? user, int port)
    {
        this.binaries = binaries;
        this.home = home;
        this.user = user;
        Port = port;
    }

    public int Port { get; }

    public string Superuser =>
        Connection("postgres", "postgres", File.Exists(SuperuserFile) ? File.ReadAllText(SuperuserFile) : ThrowAwayPassword);

    public string Owner => Connection(Database, "crm_owner", "crm_owner");

    public string Application => Connection(Database, "crm_app", "crm_app");

    private string Data => Path.Combine(home, "data");

    /// <summary>
    /// The generated password, readable by whom `up` runs as; servers of tests and benchmarks have none, they hold nothing.
    /// </summary>
    private string SuperuserFile => Path.Combine(home, "superuser");

    /// <param name="workspace">The checkout whose tools hold the binaries.</param>
    /// <param name="folder">Where the data lives; made when it is not there.</param>
    /// <param name="port">Loopback port; 0 picks a free one.</param>
    /// <param name="durable">False for throw-away servers: no fsync.</param>
    /// <param name="ct">Cancels the start.</param>
    /// <exception cref="CliException">Says what is in the way, for example who has the port.</exception>
    public static Task<EmbeddedPostgres> StartAsync(Workspace workspace, string folder, int port, bool durable, CancellationToken ct) =>
        StartAsync(workspace, folder, port, durable ? Small : [.. Small, "fsync=off", "synchronous_commit=off", "full_page_writes=off"],
            durable, ct);

    /// <summary>The same with server settings of the caller's own, such as "shared_buffers=6GB".</summary>
    public static Task<EmbeddedPostgres> StartAsync(
        Workspace workspace, string folder, int port, IReadOnlyList<string> settings, CancellationToken ct) =>
        StartAsync(workspace, folder, port, settings, secret: false, ct);

    private static async Task<EmbeddedPostgres> StartAsync(
        Workspace workspace, string folder, int port, IReadOnlyList<string> settings, bool secret, CancellationToken ct)
    {
        var user = OperatingSystem.IsLinux() && Environment.UserName == "root" ? "nobody" : null;
        var home = user is null ? folder : await ReachableByNobodyAsync(workspace, folder, ct);
        Directory.CreateDirectory(home);
        var binaries = await PostgresBinaries.FindAsync(workspace, MajorOf(Path.Combine(home, "data")), ct);
        if (user is not null)
        {
            binaries = await ReadableAsync(binaries, workspace, ct);
        }

        var server = new EmbeddedPostgres(binaries, home, user, port == 0 ? FreePort() : port);
        await server.InitialiseAsync(secret, ct);
        await server.StartAsync(settings, ct);
        await server.BootstrapAsync(ct);
        return server;
    }

    public async Task StopAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await PgCtlAsync(["stop", "-m", "fast", "-w"], CancellationToken.None);
    }

    /// <summary>Ends the server as a crash does: connections are cut, and the next start recovers from the log.</summary>
    public Task CrashAsync() => PgCtlAsync(["stop", "-m", "immediate", "-w"], CancellationToken.None);

    /// <summary>Deletes the data folder, stopping a server that still runs on it.</summary>
    public static async Task ResetAsync(Workspace workspace, string folder, CancellationToken ct)
    {
        var user = OperatingSystem.IsLinux() && Environment.UserName == "root" ? "nobody" : null;
        var home = user is null ? folder : await ReachableByNobodyAsync(workspace, folder, ct);
        if (File.Exists(Path.Combine(home, "data", "postmaster.pid")))
        {
            var binaries = await PostgresBinaries.FindAsync(workspace, MajorOf(Path.Combine(home, "data")), ct);
            await new EmbeddedPostgres(binaries, home, user, 0).PgCtlAsync(["stop", "-m", "immediate", "-w"], ct);
        }

        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>The port a server on this folder was last started with; null when it never ran.</summary>
    public static int? PortOf(Workspace workspace, string folder) => PidFile(workspace, folder) is [_, _, _, var port, ..]
        && int.TryParse(port, out var n) ? n : null;

    /// <summary>Whether a server runs on this folder now.</summary>
    public static bool IsRunning(Workspace workspace, string folder)
    {
        if (PidFile(workspace, folder) is not [var id, ..] || !int.TryParse(id, out var pid))
        {
            return false;
        }

        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string[] PidFile(Workspace workspace, string folder)
    {
        string[] places = [folder, Path.Combine("/var/tmp", $"crm-{workspace.Fingerprint}", Path.GetFileName(folder))];
        var file = places.Select(p => Path.Combine(p, "data", "postmaster.pid")).FirstOrDefault(File.Exists);
        return file is null ? [] : File.ReadAllLines(file);
    }

    private string Connection(string database, string name, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "localhost",
        Port = Port,
        Database = database,
        Username = name,
        Password = password,
    }.ConnectionString;

    private async Task InitialiseAsync(bool secret, CancellationToken ct)
    {
        // initdb writes PG_VERSION early; a marker of our own tells a finished cluster from one whose initdb was killed.
        var finished = Path.Combine(home, "initialised");
        if (File.Exists(finished))
        {
            return;
        }

        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        var password = Path.Combine(home, "password");
        var generated = secret ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)) : ThrowAwayPassword;
        await PrivateFile.WriteAsync(password, generated, ct);
        if (user is not null)
        {
            await Tool.RunAsync("chown", ["-R", $"{user}:", home], ct: ct);
        }

        File.Delete(SuperuserFile);
        if (secret)
        {
            await PrivateFile.WriteAsync(SuperuserFile, generated, ct);
        }

        string[] locale = binaries.Major >= 17
            ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            : [OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C"];
        var result =
            await RunAsync(
                "initdb",
                ["-D", Data, "-U", "postgres", $"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", .. locale],
                ct);
        File.Delete(password);
        if (result.ExitCode != 0)
        {
            throw new CliException($"initdb failed: {result.Error.Trim()}");
        }

        await File.WriteAllTextAsync(finished, "", ct);
    }

    private async Task StartAsync(IReadOnlyList<string> chosen, CancellationToken ct)
    {
        if (await IsRunningHereAsync(ct))
        {
            return;
        }

        if (IsTaken(Port))
        {
            throw new CliException(
                $"Port {Port.ToString(CultureInfo.InvariantCulture)} is taken by another program. Stop it, or choose other ports with "
                + "--port-base.");
        }

        string[] settings =
        [
            $"-p {Port.ToString(CultureInfo.InvariantCulture)}", "-c listen_addresses=127.0.0.1", "-c unix_socket_directories=''",
            "-c max_connections=200",
            .. chosen.Select(setting => "-c " + setting),
        ];
        var result =
            await PgCtlAsync(["start", "-w", "-t", "60", "-l", Path.Combine(home, "server.log"), "-o", string.Join(' ', settings)], ct);
        if (result.ExitCode != 0)
        {
            throw new CliException(
                $"PostgreSQL did not start: {(result.Error + result.Output).Trim()} (log: {Path.Combine(home, "server.log")})");
        }
    }

    /// <summary>A server that a killed `up` left behind is taken over, when it runs on our port.</summary>
    private async Task<bool> IsRunningHereAsync(CancellationToken ct)
    {
        var pidFile = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(pidFile) || (await PgCtlAsync(["status"], ct)).ExitCode != 0)
        {
            return false;
        }

        var lines = await File.ReadAllLinesAsync(pidFile, ct);
        if (lines.Length > 3 && lines[3].Trim() == Port.ToString(CultureInfo.InvariantCulture))
        {
            return true;
        }

        await PgCtlAsync(["stop", "-m", "fast", "-w"], ct);
        return false;
    }

    /// <summary>Whether somebody listens on this loopback port.</summary>
    public static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private async Task BootstrapAsync(CancellationToken ct)
    {
        await using var server = new NpgsqlConnection(Superuser);
        await server.OpenAsync(ct);
        await DatabaseBootstrap.RolesAsync(server, "crm_owner", "crm_app", ct);
        await DatabaseBootstrap.DatabaseAsync(server, Database, ct);
    }

    private Task<ToolResult> PgCtlAsync(IEnumerable<string> arguments, CancellationToken ct) =>
        RunAsync("pg_ctl", ["-D", Data, .. arguments], ct);

    private async Task<ToolResult> RunAsync(string tool, IEnumerable<string> arguments, CancellationToken ct)
    {
        // pg_ctl's server inherits our pipes and would keep them open: output goes to a file instead.
        if (tool == "pg_ctl" && arguments.Contains("start"))
        {
            var output = Path.Combine(home, "start.log");
            var quoted = string.Join(' ', new[] { Path.Combine(binaries.Bin, tool) }.Concat(arguments).Select(Quote));
            var shell = OperatingSystem.IsWindows()
                ? await Tool.RunAsync("cmd", ["/c", $"{quoted} > \"{output}\" 2>&1"], home, binaries.RunningIn(home), user, ct: ct)
                : await Tool.RunAsync(
                    "/bin/sh", ["-c", $"exec {quoted} > {Quote(output)} 2>&1 < /dev/null"], home, binaries.RunningIn(home), user, ct: ct);
            return shell with { Output = File.Exists(output) ? await File.ReadAllTextAsync(output, ct) : "" };
        }

        return await Tool.RunAsync(Path.Combine(binaries.Bin, tool), arguments, home, binaries.RunningIn(home), user, ct: ct);
    }

    private static string Quote(string argument) =>
        OperatingSystem.IsWindows() ? $"\"{argument}\"" : "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
