using System.Text.Json;

namespace Crm.Architecture.Tests;

/// <summary>What a host takes along when it is published, and how it runs, stands in files that the build writes.</summary>
public sealed class PublishedHostsTests
{
    /// <summary>What invents data, stands in for Microsoft or belongs to the operator's door.</summary>
    private static readonly string[] NotForProduction = [
        "Bogus", "Crm.Demo", "Crm.Cli", "Crm.Simulators", "Spectre.Console", "System.CommandLine", "xunit", "Moq"];

    [Theory]
    [InlineData("Crm.Bot")]
    [InlineData("Crm.OutlookAddin")]
    public void A_host_publishes_no_demo_data_and_nothing_that_invents_it(string host)
    {
        var published = Libraries(host);

        Assert.Contains("Crm.Data", published);
        Assert.Empty(published.Intersect(NotForProduction, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>
    /// ASP.NET Core's hosts run the server collector, a heap for each core, unless they say otherwise: a tenth more memory here.
    /// </summary>
    [Theory]
    [InlineData("Crm.Bot")]
    [InlineData("Crm.OutlookAddin")]
    public void A_host_runs_with_one_heap(string host)
    {
        using var settings = Read(host, "runtimeconfig");

        var properties = settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        Assert.False(properties.GetProperty("System.GC.Server").GetBoolean());
        Assert.False(properties.GetProperty("System.GC.Concurrent").GetBoolean());
    }

    [Fact]
    public void The_command_line_brings_the_demo_firm() =>
        Assert.Superset(new HashSet<string> { "Bogus", "Crm.Demo" }, Libraries("Crm.Cli").ToHashSet());

    [Theory]
    [InlineData(typeof(Core.Database.ICrmDb))]
    [InlineData(typeof(Data.CrmDbContext))]
    [InlineData(typeof(Bot.Teams.TeamsServices))]
    [InlineData(typeof(OutlookAddin.RateLimitOptions))]
    public void No_type_of_a_host_lives_in_a_namespace_of_the_demo(Type anyOfIt) => Assert.DoesNotContain(
        anyOfIt.Assembly.GetTypes(), type => type.Namespace is { } name && name.Split('.').Any(part => part is "Demo" or "LargeFirm"));

    private static IReadOnlyList<string> Libraries(string project)
    {
        using var dependencies = Read(project, "deps");
        return [.. dependencies.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')[0])];
    }

    private static JsonDocument Read(string project, string kind)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)); // …/bin/Debug/net10.0
        return JsonDocument.Parse(File.ReadAllText(
            Path.Combine(Cli.Workspace.Find().Root, project, "bin", output.Parent!.Name, output.Name, $"{project}.{kind}.json")));
    }
}
