using Crm.Demo.LargeFirm;

namespace Crm.Cli.Testing;

/// <summary>./crm bench: builds the benchmark for speed and hands over to it; figures of a debug build would be nobody's.</summary>
public static class BenchCommand
{
    public static Command Build()
    {
        var size =
            new Option<string>("--size")
            { Description = "S, M or L. Seeded on the first run (L: 7 minutes, 12 GB), kept in .crm/bench-SIZE.",
                DefaultValueFactory = _ => "S" };
        size.AcceptOnlyFromAmong([.. FirmSize.All.Select(s => s.Name)]);
        var command =
            new Command("bench", "Measures every kind of question through the use cases, beside the same in SQL, against the targets.")
        {
            size,
            new Option<string?>("--only")
                { Description =
                    "Only questions whose name contains this, or of this kind (lookup, list, count, dashboard, report, search, change)." },
            new Option<FileInfo?>("--json")
                { Description = "Also write the result to this file. It is always kept in .crm/bench-results." },
            new Option<double>("--seconds")
                { Description = "Seconds for each question and role with one caller.", DefaultValueFactory = _ => 2 },
            new Option<double>("--duration")
                { Description =
                    "Seconds of the open loop of 100 requests a second, and of each saturated loop (with --bot: of the saturated loops).",
                    DefaultValueFactory = _ => 30 },
            new Option<bool>("--plans")
                { Description = "Measure nothing: check that each question uses its intended index under row-level security." },
            new Option<bool>("--bot")
                { Description =
                    "Measure the Teams door instead: the bot's host under 20 conversations, its memory, and an echo bot of Microsoft's "
                    + "SDK beside it." },
            new Option<bool>("--capture")
                { Description =
                    "Measure capture instead: the add-in's host reads 100,000 mails (size L), then new ones over a ledger of a million; "
                    + "the same rows by COPY and by upserts beside it; notifications until they are visible, and 500 a second." },
            new Option<bool>("--pane")
                { Description =
                    "Measure the pane's door instead: the add-in's host over HTTP with tokens, alone, by twenty people and saturated, in "
                    + "turn with a server written by hand (Fastify, pg) that asks the same without rights." },
            new Option<double>("--minutes") { Description = "With --bot: how long the conversations run.", DefaultValueFactory = _ => 1 },
        };
        command.SetAction((parsed, ct) =>
            BesideProgram.RunAsync(Workspace.Find(), "Crm.Benchmarks", "Release", [.. parsed.Tokens.Skip(1).Select(t => t.Value)], ct));
        return command;
    }
}
