using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crm.Testing;

/// <summary>A real PgBouncer in transaction mode before the test server: four server connections for any number of clients.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private PgBouncer(Process process, string folder, int port)
    {
        this.process = process;
        this.folder = folder;
        Port = port;
    }

    public int Port { get; }

    public static async Task<PgBouncer> StartAsync(int server)
    {
        var port = FreePort();
        var folder = Directory.CreateTempSubdirectory("pgbouncer-").FullName;
        var users = Path.Combine(folder, "users.txt");
        await File.WriteAllTextAsync(users, "\"crm_app\" \"crm_app\"\n");
        var config = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            config,
            $"""
            [databases]
            * = host=127.0.0.1 port={server}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = 4
            max_client_conn = 200
            ignore_startup_parameters = extra_float_digits
            """);
        var info = new ProcessStartInfo("pgbouncer", [config]) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (!OperatingSystem.IsWindows() && Environment.UserName == "root")
        {
            info.UserName = "nobody";
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        var process = Process.Start(info) ?? throw new InvalidOperationException("pgbouncer did not start.");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var bouncer = new PgBouncer(process, folder, port);
        await bouncer.WaitAsync();
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WaitAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (attempt < 100 && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
