using System.Text;
using Crm.Demo;

namespace Crm.Cli.Up;

/// <summary>How each program of `up` is started: the contract's settings, pointed at the simulators.</summary>
internal sealed class HostSettings(Workspace workspace, UpOptions options, string database)
{
    /// <summary>The configuration that the CLI itself runs in, so that one build serves both.</summary>
    public const string Configuration = "Debug";

    private readonly Ports ports = options.Ports;
    private readonly DemoFirm firm = DemoFirm.Read();

    public ChildProcess Simulators() => Host("simulators", "tests/Crm.Simulators", "Crm.Simulators", OfSimulators());

    public ChildProcess Bot() => Host("bot", "Crm.Bot", "Crm.Bot", OfBot());

    public ChildProcess Outlook() => Host("outlook", "Crm.OutlookAddin", "Crm.OutlookAddin", OfOutlook());

    internal IReadOnlyDictionary<string, string?> OfSimulators() => EnvironmentOf(ports.Simulators, new Dictionary<string, string?>
    {
        ["Simulators__PublicUrl"] = Url(ports.Simulators),
        ["Simulators__PaneUrl"] = Url(ports.Outlook) + "/pane/",
        ["Simulators__MailDirectory"] = options.MailDirectory is null
            ? Path.Combine(workspace.Root, "tests", "Crm.Simulators", "Mail")
            : null,
        ["Simulators__MailIntervalMs"] = "3000",
    });

    internal IReadOnlyDictionary<string, string?> OfBot() => EnvironmentOf(ports.Bot, new Dictionary<string, string?>(Product())
    {
        ["Bot__WithoutAppId"] = "true",
    });

    internal IReadOnlyDictionary<string, string?> OfOutlook() => EnvironmentOf(ports.Outlook, new Dictionary<string, string?>(Product())
    {
        ["AzureAd__Instance"] = Url(ports.Simulators) + "/entra/",
        ["AzureAd__TenantId"] = firm.TenantId.ToString(),
        ["AzureAd__ClientId"] = firm.ApiClientId.ToString(),
        ["AzureAd__ClientSecret"] = "simulated-secret",
        ["Graph__BaseUrl"] = Url(ports.Simulators) + "/graph/v1.0",
        ["Graph__PublicUrl"] = Url(ports.Outlook),
        ["Pane__OfficeJsUrl"] = Url(ports.Simulators) + "/outlook/office.js",
        ["Pane__FrameAncestors"] = Url(ports.Simulators),
    });

    public async Task<ChildProcess> PlaygroundAsync(CancellationToken ct)
    {
        var folder = Path.Combine(workspace.State, "playground");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, ".m365agentsplayground.yml"), PlaygroundConfig(), ct);
        var tools = Path.Combine(workspace.Root, "Crm.Cli", "Tools");
        return ChildProcess.Start(
            "playground", "node",
            [
                Path.Combine(workspace.Tools, "node_modules", "@microsoft", "m365agentsplayground", "cli.js"), "start",
                "-e", Url(ports.Bot) + "/api/messages", "-c", "msteams", "-p", Text(ports.Playground),
                "--service-url", $"http://127.0.0.1:{Text(ports.Playground)}/_connector", "--disable-telemetry",
            ],
            folder,
            new Dictionary<string, string?>
            {
                ["PATH"] = Path.Combine(tools, "path") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
                ["NODE_OPTIONS"] = $"--require \"{Path.Combine(tools, "loopback.cjs")}\"",
                ["BROWSER"] = "none",
            },
            Path.Combine(workspace.Logs, "playground.log"));
    }

    public static string LastLines(Workspace workspace, string name)
    {
        var log = Path.Combine(workspace.Logs, name + ".log");
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return string.Join('\n', reader.ReadToEnd().Split('\n').TakeLast(8)).TrimEnd();
    }

    private ChildProcess Host(string name, string project, string assembly, IReadOnlyDictionary<string, string?> settings)
    {
        var folder = Path.Combine(workspace.Root, project);
        return ChildProcess.Start(
            name, "dotnet", [Path.Combine(folder, "bin", Configuration, "net10.0", assembly + ".dll")], folder, settings,
            Path.Combine(workspace.Logs, name + ".log"));
    }

    private static Dictionary<string, string?> EnvironmentOf(int port, Dictionary<string, string?> settings) => new(
        settings.Concat(LeanHost.Environment))
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = Url(port),
        ["URLS"] = Url(port),
        ["ConnectionStrings__CrmOwner"] = null, // Whoever started `up` may have it; a host that faces the web must not.
    };

    private Dictionary<string, string?> Product() => new()
    {
        ["ConnectionStrings__Crm"] = database,
        [$"Access__Tenants__{firm.TenantId}"] = firm.Name,
        ["Links__PublicAddress"] = Url(ports.Bot),
        ["Capture__InternalDomains__0"] = firm.Domain,
    };

    /// <summary>The Playground takes one current user and exactly five others.</summary>
    private string PlaygroundConfig()
    {
        var yaml = new StringBuilder()
            .AppendLine("version: \"0.1.1\"")
            .AppendLine(CultureInfo.InvariantCulture, $"tenantId: {firm.TenantId}")
            .AppendLine("bot:")
            .AppendLine(CultureInfo.InvariantCulture, $"  id: 28:{firm.BotAppId}")
            .AppendLine("  name: CRM")
            .AppendLine("currentUser:");
        Person(yaml, firm.Users[0], "  ");
        yaml.AppendLine("users:");
        foreach (var person in firm.Users.Skip(1).Take(5))
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  - id: \"{person.TeamsId}\"");
            Person(yaml, person, "    ", withId: false);
        }

        return yaml.AppendLine("personalChat:").AppendLine("  id: \"a:personal-chat\"")
            .AppendLine("groupChat:").AppendLine("  id: \"19:group-chat@thread.v2\"").AppendLine("  name: Sales Group")
            .AppendLine("team:").AppendLine("  id: \"19:team@thread.tacv2\"").AppendLine("  name: Sales Team")
            .AppendLine("  aadGroupId: 44444444-4444-4444-8444-444444444444")
            .AppendLine("  channels:").AppendLine("    - id: \"19:channel-deals@thread.tacv2\"").AppendLine("      name: Deals").ToString();
    }

    private static void Person(StringBuilder yaml, DemoPerson person, string indent, bool withId = true)
    {
        var names = person.Name.Split(' ', 2);
        if (withId)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"{indent}id: \"{person.TeamsId}\"");
        }

        yaml.AppendLine(CultureInfo.InvariantCulture, $"{indent}name: {person.Name}")
            .AppendLine(CultureInfo.InvariantCulture, $"{indent}userPrincipleName: {person.Mail}")
            .AppendLine(CultureInfo.InvariantCulture, $"{indent}aadObjectId: {person.Oid}")
            .AppendLine(CultureInfo.InvariantCulture, $"{indent}givenName: {names[0]}")
            .AppendLine(CultureInfo.InvariantCulture, $"{indent}surname: {names[^1]}")
            .AppendLine(CultureInfo.InvariantCulture, $"{indent}email: {person.Mail}");
    }

    private static string Url(int port) => $"http://localhost:{Text(port)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
