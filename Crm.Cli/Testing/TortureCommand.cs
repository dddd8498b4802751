namespace Crm.Cli.Testing;

/// <summary>./crm torture: builds the program that tortures capture, and the host that it tortures, and hands over to it.</summary>
public static class TortureCommand
{
    public static readonly Option<int> Seeds =
        Whole("--seeds", "How many scenarios; each takes about a minute and a database of its own.", 10, 1, 10_000);

    public static readonly Option<int> Seed = Whole("--seed", "The first scenario's seed; the others follow it.", 1, 0, 1_000_000);

    public static readonly Option<int> Workers = Whole("--workers", "Processes that run jobs and are killed.", 3, 1, 16);

    public static readonly Option<int> Items = Whole("--items", "Mails and meetings that each scenario makes.", 200, 1, 100_000);

    public static readonly Option<double> Seconds =
        new("--seconds") { Description = "How long each scenario plays while everything goes wrong.", DefaultValueFactory = _ => 30 };

    public static Command Build()
    {
        var command = Options(new Command(
            "torture",
            "Plays mail and meetings under kills, crashes and Graph's faults, and compares the activities with what had to come."));
        command.SetAction((parsed, ct) =>
            BesideProgram.RunAsync(Workspace.Find(), "Crm.Torture", "Debug", [.. parsed.Tokens.Skip(1).Select(t => t.Value)], ct));
        return command;
    }

    /// <summary>The same for the command and for the program.</summary>
    public static T Options<T>(T command)
        where T : Command
    {
        foreach (var option in (Option[])[Seeds, Seed, Workers, Items, Seconds])
        {
            command.Options.Add(option);
        }

        return command;
    }

    private static Option<int> Whole(string name, string what, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = what, DefaultValueFactory = _ => usual };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is var number && (number < least || number > most))
            {
                given.AddError($"{name} lies between {least} and {most}.");
            }
        });
        return option;
    }
}
