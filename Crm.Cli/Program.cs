using System.CommandLine;
using Crm.Cli;
using Crm.Cli.Db;
using Crm.Cli.DomainLists;
using Crm.Cli.Imports;
using Crm.Cli.Jobs;
using Crm.Cli.Manifests;
using Crm.Cli.Testing;
using Crm.Cli.Up;

if (Console.IsOutputRedirected)
{
    Spectre.Console.AnsiConsole.Profile.Width = 240; // a log is not a terminal of 80 columns
}

var root = new RootCommand("The CRM that lives in Teams and Outlook: set it up, try it, test it, run its database.");
root.Subcommands.Add(UpCommand.Build());
root.Subcommands.Add(TestCommand.Build());
root.Subcommands.Add(BenchCommand.Build());
root.Subcommands.Add(TortureCommand.Build());
root.Subcommands.Add(DbCommands.Build());
root.Subcommands.Add(JobsCommand.Build());
root.Subcommands.Add(ImportCommand.Build());
root.Subcommands.Add(ExportCommand.Build());
root.Subcommands.Add(ManifestsCommand.Build());
root.Subcommands.Add(DomainsCommand.Build());

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    return ExitCode.WrongUsage;
}

try
{
    return await parsed.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
}
catch (CliException failed)
{
    await Console.Error.WriteLineAsync(failed.Message);
    return ExitCode.Failed;
}
catch (OperationCanceledException)
{
    return ExitCode.Failed;
}
