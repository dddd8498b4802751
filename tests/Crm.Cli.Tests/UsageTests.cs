using System.Net;
using System.Net.Sockets;

namespace Crm.Cli.Tests;

/// <summary>Exit codes: 0 done, 1 failed with a one-line reason, 2 wrong usage.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("up", "--port-base", "80")]
    [InlineData("up", "--port-base", "many")]
    [InlineData("db")]
    [InlineData("db", "seed", "--size", "XXL")]
    [InlineData("test", "--unknown")]
    [InlineData("bench", "--size", "XXL")]
    [InlineData("bench", "--duration", "long")]
    public async Task Wrong_usage_is_two_and_says_what(params string[] arguments)
    {
        var run = await CommandLine.RunAsync(arguments);

        Assert.Equal(ExitCode.WrongUsage, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task A_mail_folder_that_is_not_there_is_named()
    {
        var run = await CommandLine.RunAsync("up", "--headless", "--mail", "/nowhere/at/all");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal("There is no folder '/nowhere/at/all' to play mail from.", run.Error.Trim());
    }

    [Fact]
    public async Task The_demo_firm_is_not_reset_by_the_seed()
    {
        var server = await TestServer.Shared;
        var run = await CommandLine.RunAsync(CommandLine.On(server, await server.CloneAsync()), "db", "seed", "--reset");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("db reset", run.Error);
    }

    [Fact]
    public async Task Reset_wants_to_hear_yes()
    {
        var run = await CommandLine.RunAsync("db", "reset");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("--yes", run.Error);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_line_and_no_stack_trace()
    {
        var run = await CommandLine.RunAsync(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings__Crm"] = "Host=localhost;Port=1;Username=crm_app;Timeout=2",
                ["ConnectionStrings__CrmOwner"] = "Host=localhost;Port=1;Username=crm_owner;Timeout=2",
            },
            "db", "migrate");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.StartsWith("The database answered:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_configuration_says_which_half_is_missing()
    {
        var run =
            await CommandLine.RunAsync(new Dictionary<string, string?> { ["ConnectionStrings__Crm"] = "Host=localhost" }, "db", "health");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("ConnectionStrings__CrmOwner", run.Error);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_way_out()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var state = Directory.CreateTempSubdirectory("crm-state-").FullName;

        var run = await CommandLine.RunAsync(
            new Dictionary<string, string?> { ["CRM_STATE"] = state },
            "up", "--headless", "--port-base", (port - 4).ToString(CultureInfo.InvariantCulture));

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains($"Port {port} is taken", run.Error);
        Assert.Contains("--port-base", run.Error);
        Directory.Delete(state, recursive: true);
    }
}
