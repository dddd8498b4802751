using Spectre.Console;

namespace Crm.Benchmarks.Capture;

/// <summary>The benchmark of capture for people.</summary>
internal static class CaptureReport
{
    public static void Write(CaptureResult result)
    {
        AnsiConsole.Write(Rates(result));
        AnsiConsole.Write(Latencies(result));
        var (backfill, memory) = (result.Backfill, result.Backfill.Memory);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Backfill of {backfill.Whole.Items:#,0} items: its progress said {backfill.Told:0.0} min at a tenth, "
            + $"it took {backfill.Took:0.0}; Graph requests for each logged item {backfill.RequestsPerItem:0.00} "
            + $"(calls {backfill.CallsPerItem:0.00}, because of batches)."));
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Resident memory of the host meanwhile: early {memory.Early:0} MiB, late {memory.Late:0} "
            + $"({(memory.IsFlat ? "flat" : "GROWING")}), highest {memory.Peak:0}."));
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Cores} cores for the host, the database, Graph's part and the driver together; "
            + $"load before {result.LoadBefore:0.0}."));
    }

    private static Table Rates(CaptureResult result)
    {
        var table = new Table().Title($"Size {result.Size}: items a second, from Graph's page to the committed activity").AddColumn("what");
        foreach (var column in new[] { "items", "in the ledger before", "items/s", "ms an item" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        void Row(string what, CaptureRate rate) => table.AddRow(
            what, Whole(rate.Items), Whole(rate.From), Number(rate.PerSecond), Number(1000 / rate.PerSecond));
        Row("backfill", result.Backfill.Whole);
        Row("  its first tenth", result.Backfill.Parts[0]);
        Row("  its last tenth", result.Backfill.Parts[^1]);
        Row("new mail", result.SmallLedger);
        Row("new mail", result.LargeLedger);
        var same = result.SameRows;
        Row("the same rows by upserts in SQL", new CaptureRate(result.LargeLedger.From, same.Items, same.UpsertSeconds));
        Row("the same rows by COPY", new CaptureRate(result.LargeLedger.From, same.Items, same.CopySeconds));
        return table;
    }

    private static Table Latencies(CaptureResult result)
    {
        var table = new Table().Title("ms").AddColumn("what");
        foreach (var column in new[] { "n", "p50", "p95", "p99", "max", "target", "" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        void Row(string what, Quantiles q, double measured, double target) => table.AddRow(
            what, Whole(q.Askings), Number(q.P50), Number(q.P95), Number(q.P99), Number(q.Max), Number(target),
            measured <= target ? "[green]ok[/]" : "[red]MISS[/]");
        Row("from the notification to the activity, idle", result.Idle, result.Idle.P95, CaptureResult.VisibleTarget);
        Row("the same beside a backfill", result.Beside, result.Beside.P95, CaptureResult.VisibleTarget);
        var flood = result.Flood;
        Row(
            string.Create(
                CultureInfo.InvariantCulture,
                $"notification endpoint at {flood.Offered:0}/s ({flood.Answered:0} answered, {flood.Refused} refused)"),
            flood.Latency, flood.Refused == 0 ? flood.Latency.P99 : double.PositiveInfinity, FloodResult.Target);
        return table;
    }

    private static string Whole(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value >= 100 ? "#,0" : "0.0", CultureInfo.InvariantCulture);
}
