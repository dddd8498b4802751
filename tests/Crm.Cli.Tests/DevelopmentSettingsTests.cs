using Crm.Data.Tenants;
using Microsoft.Extensions.Configuration;

namespace Crm.Cli.Tests;

/// <summary>
/// A host that is started in a debugger beside `crm up --without …` has, by its files, what `crm up` would have told it.
/// </summary>
public sealed class DevelopmentSettingsTests
{
    private readonly HostSettings hosts = new(
        Workspace.Find(), new UpOptions(Headless: true, Reset: false, null, Ports.Default), CrmDatabaseOptions.EmbeddedApplication);

    [Fact]
    public void The_bots_files_say_what_up_says() => Assert.Empty(Differences("Crm.Bot", hosts.OfBot()));

    [Fact]
    public void The_add_ins_files_say_what_up_says() => Assert.Empty(Differences("Crm.OutlookAddin", hosts.OfOutlook()));

    /// <summary>Only whoever debugs on this machine reads launchSettings.json: it is published nowhere.</summary>
    [Fact]
    public void A_bot_without_an_app_id_is_a_matter_of_the_debugger() =>
        Assert.Equal("true", Launch("Crm.Bot").Environment["Bot__WithoutAppId"]);

    [Theory]
    [InlineData("Crm.Bot", 3978)]
    [InlineData("Crm.OutlookAddin", 3979)]
    public void A_host_listens_in_the_debugger_where_up_would_start_it(string project, int port)
    {
        Assert.Equal($"http://localhost:{port}", Launch(project).Url);
        Assert.Equal(project == "Crm.Bot" ? Ports.Default.Bot : Ports.Default.Outlook, port);
    }

    [Theory]
    [InlineData("bot")]
    [InlineData("outlook")]
    public void The_editors_offer_to_start_the_rest_beside_a_debugged_host(string left)
    {
        Assert.Contains($"\"up --without {left}\"", Read("Crm.Cli", "Properties", "launchSettings.json"), StringComparison.Ordinal);
        Assert.Contains($"crm up --without {left}", Read("Crm.slnLaunch"), StringComparison.Ordinal);
        Assert.Contains($"crm up --without {left}", Read(".vscode", "launch.json"), StringComparison.Ordinal);
        Assert.Contains($"\"--without\", \"{left}\"", Read(".vscode", "tasks.json"), StringComparison.Ordinal);
    }

    private static List<string> Differences(string project, IReadOnlyDictionary<string, string?> said)
    {
        var folder = Path.Combine(Workspace.Find().Root, project);
        var files = new ConfigurationBuilder().AddJsonFile(Path.Combine(folder, "appsettings.json"))
            .AddJsonFile(Path.Combine(folder, "appsettings.Development.json"))
            .AddInMemoryCollection(
                Launch(project).Environment.Select(e => KeyValuePair.Create(e.Key.Replace("__", ":", StringComparison.Ordinal), e.Value)))
            // what Development takes when nothing is said
            .AddInMemoryCollection([new("ConnectionStrings:Crm", CrmDatabaseOptions.EmbeddedApplication)])
            .Build();
        return
        [
            .. said.Where(s => s.Value is not null && !IsOfTheProcess(s.Key))
                .Where(s => files[s.Key.Replace("__", ":", StringComparison.Ordinal)] != s.Value)
                .Select(s => $"{s.Key}: up says '{s.Value}', the files say '{files[s.Key.Replace("__", ":", StringComparison.Ordinal)]}'"),
        ];
    }

    /// <summary>
    /// The environment, the address and the runtime's own; and that `up` lets the demo firm in alone, where a database of one's own may
    /// hold others.
    /// </summary>
    private static bool IsOfTheProcess(string key) => LeanHost.Environment.ContainsKey(key)
        || key is "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT" or "ASPNETCORE_URLS" or "URLS"
        || key.StartsWith("Access__Tenants__", StringComparison.Ordinal);

    private static (string Url, IReadOnlyDictionary<string, string?> Environment) Launch(string project)
    {
        using var settings = JsonDocument.Parse(Read(project, "Properties", "launchSettings.json"));
        var profile = settings.RootElement.GetProperty("profiles").GetProperty(project);
        return (
            profile.GetProperty("applicationUrl").GetString()!,
            profile.GetProperty("environmentVariables").EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetString()));
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Workspace.Find().Root, .. path]));
}
