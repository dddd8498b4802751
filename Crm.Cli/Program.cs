using Crm.Cli;
using Crm.Cli.DomainLists;
using Crm.Cli.Imports;
using Crm.Cli.Jobs;
using Crm.Cli.Manifests;
using Crm.Cli.Testing;

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

return await CommandRun.RunAsync(root, args, failed => failed is CliException);
