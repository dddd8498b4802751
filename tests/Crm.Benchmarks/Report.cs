using Crm.Demo.LargeFirm;
using Spectre.Console;

namespace Crm.Benchmarks;

/// <summary>The tables for people.</summary>
internal static class Report
{
    public static void Write(BenchResult result)
    {
        AnsiConsole.Write(Classes(result));
        AnsiConsole.Write(Mix(result));
        var s = result.Saturation;
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.CurrentCulture,
            $"{s.Callers} callers without a pause: {Number(s.HandlerPerSecond)} answers a second through the use cases, "
            + $"{Number(s.RawPerSecond)} in SQL{(s.Errors > 0 ? $", {s.Errors} errors" : "")}."));
        foreach (var rate in result.Rates)
        {
            AnsiConsole.MarkupLineInterpolated($"{rate.Name}, {rate.Callers} caller(s): {Number(rate.RowsPerSecond)} rows a second.");
        }

        var m = result.Memory;
        var postgres = m.PostgresPrivatePeakMiB is { } own
            ? $"{own:0} MiB of its own and {m.PostgresSharedMiB:0} MiB shared"
            : "not measured on this system";
        AnsiConsole.WriteLine($"Peak memory: this process {m.ProcessPeakMiB:0} MiB; PostgreSQL {postgres}.");
    }

    /// <returns>The exit code: a plan that is not the intended one is a failure.</returns>
    public static int Write(IReadOnlyList<PlanFault> faults)
    {
        foreach (var fault in faults)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{fault.Question} as {RoleOf(fault.Role)} {fault.What}[/]");
        }

        if (faults.Count == 0)
        {
            Say.Done($"All {QueryClasses.All.Count} questions use their intended indexes, as USER and as MANAGER.");
        }

        return faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>How each class's p95 grows with the firm, for the sizes that were run.</summary>
    public static void WriteGrowth(IReadOnlyList<BenchResult> results)
    {
        if (results.Count < 2)
        {
            return;
        }

        var sizes = FirmSize.All.Select(s => s.Name).Where(n => results.Any(r => r.Size == n)).ToList();
        var table = new Table().Title("Growth: p95 in ms").AddColumn("question").AddColumn("as");
        sizes.ForEach(s => table.AddColumn(new TableColumn(s).RightAligned()));
        foreach (var (name, role) in results.SelectMany(r => r.Classes).Select(c => (c.Name, c.Role)).Distinct())
        {
            string Cell(string size) => results.Single(r => r.Size == size).Classes
                .FirstOrDefault(c => c.Name == name && c.Role == role) is { } c ? Number(c.Handler.P95) : "";
            table.AddRow([Markup.Escape(name), RoleOf(role), .. sizes.Select(Cell)]);
        }

        AnsiConsole.Write(table);
    }

    private static Table Classes(BenchResult result)
    {
        var table = new Table().Title($"Size {result.Size}, one caller, milliseconds").AddColumn("question").AddColumn("as");
        foreach (var column in new[] { "n", "p50", "p95", "p99", "target", "", "SQL p50", "SQL p95", "ratio", "above" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var c in result.Classes)
        {
            table.AddRow(
                Markup.Escape(c.Name), RoleOf(c.Role), c.Handler.Askings.ToString(CultureInfo.InvariantCulture), Number(c.Handler.P50),
                Number(c.Handler.P95), Number(c.Handler.P99),
                Number(c.Target), c.MeetsTarget ? "[green]ok[/]" : c.Errors > 0 ? "[red]ERROR[/]" : "[red]MISS[/]",
                c.Raw is null ? "" : Number(c.Raw.P50),
                c.Raw is null ? "" : Number(c.Raw.P95), c.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
                c.AboveRaw?.ToString("+0.00;-0.00", CultureInfo.InvariantCulture) ?? "");
        }

        foreach (var failed in result.Classes.Where(c => c.FirstError is not null))
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{failed.Name} as {failed.Role}: {failed.FirstError}[/]");
        }

        return table;
    }

    private static Table Mix(BenchResult result)
    {
        var mix = result.Mix;
        var table =
            new Table()
            .Title($"Open loop: {mix.Offered:0} requests a second offered, "
            + $"{mix.Answered:0} answered, {mix.Errors} errors; ms from the intended arrival").AddColumn("kind");
        foreach (var column in new[] { "n", "p50", "p95", "p99", "max", "target", "" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var k in mix.Kinds)
        {
            table.AddRow(
                k.Kind.ToString(), k.Latency.Askings.ToString(CultureInfo.InvariantCulture), Number(k.Latency.P50), Number(k.Latency.P95),
                Number(k.Latency.P99), Number(k.Latency.Max),
                Number(k.Target), k.Latency.P95 <= k.Target ? "[green]ok[/]" : "[red]MISS[/]");
        }

        if (mix.First is { } first)
        {
            table.Caption(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Before, on connections just opened: {first.Askings} answers, p50 "
                    + $"{Number(first.P50)}, p95 {Number(first.P95)}, max {Number(first.Max)} ms"));
        }

        if (mix.FirstError is not null)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{mix.FirstError}[/]");
        }

        return table;
    }

    private static string RoleOf(Role role) => role.ToString().ToUpperInvariant();

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
