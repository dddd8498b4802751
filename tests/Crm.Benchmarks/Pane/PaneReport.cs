using Spectre.Console;

namespace Crm.Benchmarks.Pane;

/// <summary>The pane's benchmark for people.</summary>
internal static class PaneReport
{
    public static void Write(PaneResult result)
    {
        var table = new Table().Title($"Size {result.Size}, over HTTP with tokens; ms").AddColumn("question");
        foreach (var column in new[]
            { "alone p50", "p95", "p99", $"{PaneBench.People} people p50", "p95", "p99", "target p95", "" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var row in result.Rows)
        {
            table.AddRow(
                row.What, Number(row.Alone.P50), Number(row.Alone.P95), Number(row.Alone.P99), Number(row.AtOnce.P50),
                Number(row.AtOnce.P95), Number(row.AtOnce.P99), row.TargetAlone is { } target ? Number(target) : "",
                row.TargetAlone is null ? "" : row.MeetsTarget ? "[green]ok[/]" : "[red]MISS[/]");
        }

        AnsiConsole.Write(table);
        var rates = new Table().Title($"{PaneBench.Connections} connections without a pause; answers a second, each round")
            .AddColumns("question", "ours", "floor", "ratio");
        foreach (var rate in result.Rates)
        {
            rates.AddRow(rate.What, Rounds(rate.Ours), Rounds(rate.Floor), rate.Ratio.ToString("0.00", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(rates);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{result.Cores} cores for host, database and driver together; load before {result.LoadBefore:0.0}; {result.Errors} errors.");
        if (result.FirstError is { } error)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{error}[/]");
        }
    }

    private static string Rounds(IEnumerable<double> rounds) =>
        string.Join(" / ", rounds.Select(r => r.ToString("#,0", CultureInfo.InvariantCulture)));

    private static string Number(double value) => value.ToString(value >= 100 ? "#,0" : "0.0", CultureInfo.InvariantCulture);
}
