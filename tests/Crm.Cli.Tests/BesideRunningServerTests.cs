namespace Crm.Cli.Tests;

/// <summary>
/// A command beside a running `up` works on its database, wherever that keeps its state and on whichever ports it was started. A checkout
/// of its own stands in, so that the developer's is never met; that `up` itself writes down where its state is, Crm.EndToEnd.Tests shows.
/// </summary>
public sealed class BesideRunningServerTests : IAsyncLifetime
{
    private readonly Workspace checkout = new(Directory.CreateTempSubdirectory("crm-checkout-").FullName);
    private readonly string elsewhere = Directory.CreateTempSubdirectory("crm-elsewhere-").FullName;
    private readonly List<string> folders = [];

    private Dictionary<string, string?> Settings => new()
    {
        ["CRM_ROOT"] = checkout.Root, ["CRM_STATE"] = null, ["ConnectionStrings__Crm"] = null, ["ConnectionStrings__CrmOwner"] = null,
    };

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(checkout.Dot);
        await File.WriteAllTextAsync(Path.Combine(checkout.Root, "Crm.sln"), "");
        await File.WriteAllTextAsync(Path.Combine(checkout.Root, "people.csv"), "First name,Last name,Email\nIda,Berg,ida@berg.example\n");
        Directory.CreateSymbolicLink(checkout.Tools, Workspace.Find().Tools);
        Directory.CreateSymbolicLink(Path.Combine(checkout.Root, "Crm.Cli"), Path.Combine(Workspace.Find().Root, "Crm.Cli"));
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL runs as somebody else where root starts it.
            foreach (var folder in new[] { checkout.Root, elsewhere })
            {
                File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var folder in folders)
        {
            await EmbeddedPostgres.ResetAsync(checkout, folder, CancellationToken.None);
        }

        // What is linked stays: a deletion follows no links.
        Directory.Delete(checkout.Root, recursive: true);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task An_import_finds_the_server_on_other_ports()
    {
        var server = await StartAsync(checkout.Dot);

        await ImportsIntoAsync(server);
    }

    [Fact]
    public async Task An_import_finds_the_server_with_its_state_elsewhere()
    {
        var server = await StartAsync(elsewhere);
        await File.WriteAllLinesAsync(Path.Combine(checkout.Dot, "running"), ["/nowhere/any-more", elsewhere]);

        await ImportsIntoAsync(server);
    }

    [Fact]
    public async Task Of_two_with_their_state_elsewhere_one_has_to_be_said()
    {
        var third = Path.Combine(elsewhere, "third");
        var server = await StartAsync(elsewhere);
        await StartAsync(third);
        await File.WriteAllLinesAsync(Path.Combine(checkout.Dot, "running"), [third, elsewhere]);

        var unsaid = await CommandLine.RunAsync(Settings, "import", Path.Combine(checkout.Root, "people.csv"), "--as", "contacts");

        Assert.Equal(ExitCode.Failed, unsaid.ExitCode);
        Assert.Contains($"Say which with CRM_STATE: {third}, {elsewhere}.", unsaid.Error, StringComparison.Ordinal);
        await ImportsIntoAsync(server, ("CRM_STATE", elsewhere));
    }

    private async Task<EmbeddedPostgres> StartAsync(string state)
    {
        var folder = Path.Combine(state, "postgres");
        folders.Add(folder);
        var server = await EmbeddedPostgres.StartAsync(checkout, folder, port: 0, durable: false, CancellationToken.None);
        Assert.NotEqual(Ports.Default.Postgres, server.Port);
        return server;
    }

    private async Task ImportsIntoAsync(EmbeddedPostgres server, params (string Name, string Value)[] said)
    {
        var settings = new Dictionary<string, string?>(Settings);
        foreach (var (name, value) in said)
        {
            settings[name] = value;
        }

        var seeded = await CommandLine.RunAsync(settings, "db", "seed");
        var run = await CommandLine.RunAsync(
            settings, "import", Path.Combine(checkout.Root, "people.csv"), "--as", "contacts", "--owner", "alexw@contoso.example");

        Assert.Equal((ExitCode.Done, ExitCode.Done, ""), (seeded.ExitCode, run.ExitCode, seeded.Error + run.Error));
        Assert.Contains("Imported: 1 new", run.Output, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(server.Owner + ";Search Path=t_contoso");
        await using var count = source.CreateCommand("select count(*) from contacts where email = 'ida@berg.example'");
        Assert.Equal("1", Convert.ToString(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture));
        Assert.True(EmbeddedPostgres.IsRunning(checkout, folders[0]), "A command that found a server running leaves it running.");
    }
}
