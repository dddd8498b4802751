namespace Crm.Cli.Tests;

/// <summary>What `up` says to the programs that it starts, and what it keeps from them.</summary>
public sealed class HostSettingsTests
{
    private readonly HostSettings hosts = new(
        Workspace.Find(), new UpOptions(Headless: true, Reset: false, null, Ports.Default),
        "Host=localhost;Username=crm_app;Password=crm_app");

    /// <summary>Where nothing opens a browser the Playground ends; it once stood in a folder that git leaves out.</summary>
    [Fact]
    public async Task What_the_Playground_calls_to_open_a_browser_is_in_the_repository_and_runs()
    {
        var opener = Path.Combine(Workspace.Find().Root, "Crm.Cli", "Tools", "path", "xdg-open");

        Assert.True(File.Exists(opener));
        Assert.True(OperatingSystem.IsWindows() || (await Tool.RunAsync(opener, ["http://localhost/"])).ExitCode == 0);
    }

    [Fact]
    public void No_host_gets_the_owners_password_although_whoever_starts_up_may_have_it()
    {
        foreach (var host in new[] { hosts.OfBot(), hosts.OfOutlook(), hosts.OfSimulators() })
        {
            Assert.Null(Assert.Contains("ConnectionStrings__CrmOwner", host));
            Assert.DoesNotContain(host.Values, value => value?.Contains("crm_owner", StringComparison.Ordinal) is true);
        }

        // What is said to be nothing is taken from what a program inherits.
        Assert.DoesNotContain(
            "PATH", Tool.Describe("dotnet", [], null, new Dictionary<string, string?> { ["PATH"] = null }, null).Environment.Keys);
    }

    [Fact]
    public void Up_alone_switches_token_checks_off_and_for_the_bot_alone()
    {
        Assert.Equal("true", hosts.OfBot()["Bot__WithoutAppId"]);
        Assert.DoesNotContain("Bot__WithoutAppId", hosts.OfOutlook().Keys);
        Assert.All(
            SettingsFiles(), file => Assert.DoesNotContain("WithoutAppId", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a host reads without anybody saying so.</summary>
    private static IReadOnlyList<string> SettingsFiles()
    {
        var files = new[] { "Crm.Bot", "Crm.OutlookAddin" }
            .SelectMany(project => Directory.GetFiles(Path.Combine(Workspace.Find().Root, project), "appsettings*.json")).ToList();
        Assert.NotEmpty(files);
        return files;
    }
}
