namespace Crm.Cli.Testing;

/// <summary>./crm test: sets up what the tests need, a browser included, and runs them all.</summary>
public static class TestCommand
{
    public static Command Build()
    {
        var filter = new Option<string?>("--filter") { Description = "Run only tests whose full name contains this." };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Leave out what needs a browser, and say so." };
        var command = new Command("test", "Sets up what the tests need and runs them all. Last line: N passed, N failed.")
            { filter, noBrowser };
        command.SetAction((parsed, ct) => new TestRun(Workspace.Find()).RunAsync(parsed.GetValue(filter), !parsed.GetValue(noBrowser), ct));
        return command;
    }
}
