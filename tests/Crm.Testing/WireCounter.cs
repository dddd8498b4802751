using System.Net;
using System.Net.Sockets;

namespace Crm.Testing;

/// <summary>
/// Stands between a host and PostgreSQL and counts round trips: how often the host sends something after it was answered, on whichever
/// connection.
/// </summary>
public sealed class WireCounter : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder settings;
    private readonly int server;
    private readonly Task accepting;
    private int roundTrips;

    private WireCounter(string connectionString)
    {
        settings = new NpgsqlConnectionStringBuilder(connectionString);
        server = settings.Port;
        listener.Start();
        settings.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        settings.Host = "127.0.0.1";
        accepting = AcceptAsync();
    }

    /// <summary>The same database by way of the counter.</summary>
    public string ConnectionString => settings.ConnectionString;

    public static WireCounter Before(string connectionString) => new(connectionString);

    /// <summary>How many round trips this takes.</summary>
    public async Task<int> OfAsync(Func<Task> work)
    {
        var before = Volatile.Read(ref roundTrips);
        await work();
        return Volatile.Read(ref roundTrips) - before;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stopping.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var upstream = new TcpClient { NoDelay = true };
        using var held = client;
        client.NoDelay = true;
        await upstream.ConnectAsync(IPAddress.Loopback, server, stopping.Token);
        var wasAnswered = 1;
        await Task.WhenAny(
            CopyAsync(
                client.GetStream(), upstream.GetStream(),
                () => Interlocked.Add(ref roundTrips, Interlocked.Exchange(ref wasAnswered, 0))),
            CopyAsync(upstream.GetStream(), client.GetStream(), () => Volatile.Write(ref wasAnswered, 1)));
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Action seen)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var count)
        {
            seen();
            await to.WriteAsync(buffer.AsMemory(0, count), stopping.Token);
        }
    }
}
