namespace Crm.Cli.DomainLists;

/// <summary>
/// ./crm domains refresh: the lists of public suffixes and free-mail domains, written anew into the core; a developer's command, whose
/// result is committed.
/// </summary>
public static class DomainsCommand
{
    public static Command Build()
    {
        var refresh = new Command("refresh", "Writes Crm.Core/Input/Data anew from the npm packages that Crm.Cli/DomainLists names.");
        refresh.SetAction(async (_, ct) =>
        {
            var workspace = Workspace.Find();
            var (source, packages) = (Path.Combine(workspace.Root, "Crm.Cli", "DomainLists"), Path.Combine(workspace.Dot, "domain-lists"));
            await Say.StepAsync("Lists fetched", () => NodeTools.InstallAsync(source, packages, ct));
            var written =
                await Tool.RunAsync(
                    "node", [Path.Combine(source, "write-lists.mjs"), packages, Path.Combine(workspace.Root, "Crm.Core", "Input", "Data")],
                    workspace.Root, ct: ct);
            if (written.ExitCode != 0)
            {
                throw new CliException($"The lists could not be written: {written.Error.Trim()}");
            }

            Say.Done(written.Output.Trim());
        });
        return new Command("domains", "The lists of domains that stand for no company.") { refresh };
    }
}
