using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net;
using System.Text;
using Crm.Cli.Postgres;
using Npgsql;

namespace Crm.EndToEnd.Tests;

/// <summary>One running `crm up` for all tests that look at it.</summary>
[CollectionDefinition(Name)]
public sealed class UpCollection : ICollectionFixture<UpRunning>
{
    public const string Name = "crm up";
}

/// <summary>`crm up --headless`, the real command, on ports and data of its own.</summary>
public sealed class UpRunning : IAsyncLifetime
{
    private readonly Workspace workspace = Workspace.Find();
    private readonly List<string> output = [];
    private readonly string state;
    private Process? up;

    public UpRunning()
    {
        state = Path.Combine(workspace.Dot, $"e2e-{Environment.ProcessId}");
        Ports = Ports.From(FreeBlock());
    }

    public Ports Ports { get; }

    public string Playground => $"http://127.0.0.1:{Ports.Playground}/";

    public string Simulators => $"http://localhost:{Ports.Simulators}";

    public string Outlook => $"http://localhost:{Ports.Outlook}";

    public string Bot => $"http://localhost:{Ports.Bot}";

    public string Shots => Path.Combine(workspace.Dot, "screenshots");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Shots);
        Directory.CreateDirectory(state);
        var info = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Crm.Cli.dll"), "up", "--headless", "--port-base", $"{Ports.Bot}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workspace.Root,
            Environment = { ["CRM_STATE"] = state, ["CRM_ROOT"] = workspace.Root },
        };
        up = Process.Start(info) ?? throw new InvalidOperationException("crm up did not start.");
        up.OutputDataReceived += (_, line) => Take(line.Data);
        up.ErrorDataReceived += (_, line) => Take(line.Data);
        up.BeginOutputReadLine();
        up.BeginErrorReadLine();
        for (var i = 0; i < 1200; i++)
        {
            lock (output)
            {
                if (output.Exists(line => line.Contains("Ctrl+C stops everything", StringComparison.Ordinal)))
                {
                    return;
                }
            }

            if (up.HasExited)
            {
                break;
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException("crm up did not get ready:\n" + Said());
    }

    public async Task DisposeAsync()
    {
        if (up is { HasExited: false })
        {
            using var kill = Process.Start("kill", ["-TERM", $"{up.Id}"]);
            await kill.WaitForExitAsync();
            await up.WaitForExitAsync();
        }

        up?.Dispose();
        await EmbeddedPostgres.ResetAsync(workspace, Path.Combine(state, "postgres"), CancellationToken.None);
        Directory.Delete(state, recursive: true);
    }

    /// <summary>What the database holds, asked as the owner of the demo firm's tables.</summary>
    public async Task<T> TruthAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            $"Host=localhost;Port={Ports.Postgres};Database=crm;Username=crm_owner;Password=crm_owner;Search Path=t_contoso,crm_ext");
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Five ports in a row that nobody listens on.</summary>
    private static int FreeBlock()
    {
        for (var start = 26_000 + (Environment.ProcessId % 500 * 10); ; start += 10)
        {
            if (Enumerable.Range(start, 5).All(IsFree))
            {
                return start;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Add(line);
            }
        }
    }

    private string Said()
    {
        lock (output)
        {
            return string.Join('\n', output);
        }
    }

    /// <summary>A mail arrives in the mailboxes of its receivers.</summary>
    public async Task DeliverAsync(string mail)
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")));
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await http.PostAsync(new Uri($"{Simulators}/control/mail"), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for at most a minute.</summary>
    public async Task EventuallyAsync(string count, long atLeast)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await TruthAsync<long>(count) >= atLeast)
            {
                return;
            }

            await Task.Delay(200);
        }

        Assert.Fail($"Within a minute this did not become {atLeast}: {count}");
    }
}
