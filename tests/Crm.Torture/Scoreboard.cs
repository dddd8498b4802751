using Spectre.Console;

namespace Crm.Torture;

/// <summary>What the seeds came to, for whoever looks at it, with everything that is needed to look further.</summary>
internal static class Scoreboard
{
    public static void Tell(SeedResult result)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"Seed {result.Seed}: {result.Items} items in {result.Steps} steps, {Found(result)} activities, {result.Kills} kills, "
            + $"{result.Restarts} restarts, {result.Faults.Values.Sum()} faults, quiet after {result.Settled.TotalSeconds:0} s, "
            + $"{result.Took.TotalSeconds:0} s");
        if (result.IsExact)
        {
            Say.Done(line);
            return;
        }

        Say.Warn(line);
        foreach (var problem in result.Problems)
        {
            AnsiConsole.MarkupLineInterpolated($"    [red]{Words(problem.Fault)}[/] {problem.Item}: {problem.What}");
        }

        foreach (var behind in result.Behind)
        {
            AnsiConsole.MarkupLineInterpolated($"    [red]behind[/] {behind}");
        }

        AnsiConsole.MarkupLineInterpolated($"    Logs: {result.Logs}");
    }

    public static void Write(IReadOnlyList<SeedResult> results)
    {
        var table = new Table().AddColumns(
            "Seeds", "Items", "Steps", "Expected", "Either", "Found", "Lost", "Doubled", "Private shown", "Wrong", "Behind", "Kills",
            "Restarts", "Faults", "Runs of each worker", "Time");
        table.AddRow(
        [
            Text(results.Count), Text(results.Sum(r => r.Items)), Text(results.Sum(r => r.Steps)),
            Text(results.Sum(r => r.Mail.Expected + r.Meetings.Expected)), Text(results.Sum(r => r.Mail.Open + r.Meetings.Open)),
            Text(results.Sum(Found)), Bad(results, Fault.Lost), Bad(results, Fault.Doubled), Bad(results, Fault.PrivateShown),
            Bad(results, Fault.Wrong), Colour(results.Sum(r => r.Behind.Count)), Text(results.Sum(r => r.Kills)),
            Text(results.Sum(r => r.Restarts)), Text(results.Sum(r => r.Faults.Values.Sum())),
            string.Join(" / ", Enumerable.Range(0, results.Max(r => r.Shares.Count)).Select(w => Text(results.Sum(r => r.Shares[w])))),
            string.Create(CultureInfo.InvariantCulture, $"{results.Sum(r => r.Took.TotalSeconds):0} s"),
        ]);
        AnsiConsole.Write(table);
        var dealt = results.SelectMany(r => r.Faults).GroupBy(f => f.Key).Select(f => $"{f.Key} {Text(f.Sum(one => one.Value))}");
        Say.Note($"Faults dealt: {string.Join(", ", dealt)}");
        Say.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"Quiet after the last fault: {results.Min(r => r.Settled.TotalSeconds):0} to {results.Max(r => r.Settled.TotalSeconds):0} s"));
        if (results.Where(r => !r.IsExact).Select(r => r.Seed).ToList() is { Count: > 0 } failed)
        {
            Say.Warn($"Not exact: {string.Join(", ", failed.Select(seed => $"./crm torture --seeds 1 --seed {Text(seed)}"))}");
        }
    }

    /// <summary>For whoever counts: the last line.</summary>
    public static void Count(IReadOnlyList<SeedResult> results)
    {
        var exact = results.Count(r => r.IsExact);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{exact} passed, {results.Count - exact} failed"));
    }

    private static int Found(SeedResult result) => result.Mail.Found + result.Meetings.Found;

    private static string Bad(IReadOnlyList<SeedResult> results, Fault fault) => Colour(results.Sum(r => r.Count(fault)));

    private static string Colour(int count) => count == 0 ? "[green]0[/]" : $"[red]{Text(count)}[/]";

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Words(Fault fault) => fault switch
    {
        Fault.Lost => "lost",
        Fault.Doubled => "doubled",
        Fault.PrivateShown => "private shown",
        Fault.Wrong => "wrong",
    };
}
