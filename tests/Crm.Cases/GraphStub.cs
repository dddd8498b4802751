using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crm.Cases;

/// <summary>The cases' own stand-in for Graph, which answers one mailbox with the raw bytes of one case.</summary>
public sealed class GraphStub : IDisposable
{
    private readonly Process node;

    private GraphStub(Process node, int port)
    {
        this.node = node;
        Url = $"http://127.0.0.1:{port}/graph/v1.0";
    }

    public string Url { get; }

    public static async Task<GraphStub> StartAsync(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var node =
            Process.Start(
                new ProcessStartInfo(
                    "node", [Path.Combine(Cases.Folder, "graph-stub.mjs"), name, port.ToString(CultureInfo.InvariantCulture)])
                    { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("node could not be started.");
        _ = await node.StandardOutput.ReadLineAsync();
        return new GraphStub(node, port);
    }

    public void Dispose()
    {
        node.Kill();
        node.Dispose();
    }
}
