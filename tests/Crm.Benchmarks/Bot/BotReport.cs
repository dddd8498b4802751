using Spectre.Console;

namespace Crm.Benchmarks.Bot;

/// <summary>The bot's benchmark for people.</summary>
internal static class BotReport
{
    public static void Write(BotResult result)
    {
        AnsiConsole.Write(
            Turns($"Size {result.Size}: {result.Chats.Conversations} conversations, a pause of "
            + $"{BotBenchOptions.Pause.TotalSeconds:0.0} s between answer and message", result.Chats, TurnResult.Target));
        AnsiConsole.Write(Turns("The same people without a pause", result.Saturated, null));
        AnsiConsole.Write(
            Turns("The echo bot of @microsoft/agents-hosting, which checks no token and asks nothing, without a pause", result.Echo, null));
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Saturated: {result.Saturated.PerSecond:0} answers a second, the echo bot "
            + $"{result.Echo.PerSecond:#,0}: a ratio of {result.Ratio:0.00}."));
        var memory = result.Memory;
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Resident memory over {result.Minutes:0.#} min of conversations: early "
                + $"{memory.Early:0} MiB, late {memory.Late:0} ({(memory.IsFlat ? "flat" : "GROWING")}), highest {memory.Peak:0} of at "
                + $"most {ResidentResult.Target:0}; after the saturated loop {memory.SaturatedEnd:0}."));
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{result.Cores} cores for the bot, the database and the driver together; load before {result.LoadBefore:0.0}.");
        foreach (var slow in result.Chats.Slowest)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"[grey]{slow.Milliseconds,8:#,0} ms {slow.Turn.ToString().ToLowerInvariant()} {slow.Asked}[/]");
        }

        foreach (var failed in new[] { result.Chats, result.Saturated, result.Echo }.Select(l => l.FirstError).OfType<string>())
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{failed}[/]");
        }
    }

    private static Table Turns(string title, LoadResult load, double? target)
    {
        var table =
            new Table()
            .Title(string.Create(CultureInfo.InvariantCulture,
                $"{title}; {load.PerSecond:0} answers a second, {load.Errors} errors; ms until the answer")).AddColumn("turn");
        foreach (var column in new[] { "n", "p50", "p95", "p99", "max", "target", "" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var turn in load.Turns)
        {
            table.AddRow(
                turn.Turn.ToString().ToLowerInvariant(), turn.Latency.Askings.ToString("#,0", CultureInfo.InvariantCulture),
                Number(turn.Latency.P50), Number(turn.Latency.P95), Number(turn.Latency.P99),
                Number(turn.Latency.Max), target is { } t ? Number(t) : "",
                target is null ? "" : turn.MeetsTarget ? "[green]ok[/]" : "[red]MISS[/]");
        }

        return table;
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "#,0" : "0.0", CultureInfo.InvariantCulture);
}
