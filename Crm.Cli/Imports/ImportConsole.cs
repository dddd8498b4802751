using Crm.Core;
using Crm.Core.Imports;
using Crm.Data.Imports;

namespace Crm.Cli.Imports;

/// <summary>
/// What a person sees of an import: how the columns were understood, the first rows, a bar with rows a second, the end in numbers.
/// </summary>
internal sealed class ImportConsole : IImportWatcher
{
    private ProgressTask? bar;
    private ProgressContext? bars;
    private string step = "";
    private long began;

    /// <summary>Bars only where somebody looks at a terminal; in a log the lines are enough.</summary>
    public async Task<Result<ImportOutcome>> WhileAsync(Func<Task<Result<ImportOutcome>>> work) =>
        AnsiConsole.Profile.Capabilities.Interactive
        ? await AnsiConsole.Progress().HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                bars = context;
                return work();
            })
        : await work();

    public void Planned(ImportPlan plan, CsvFile file)
    {
        var known = plan.Source is ImportPreset.Plain ? "" : $", the export of {plan.Source}";
        Say.Note($"{file.EncodingName}, cells divided by {Named(file.Delimiter)}{known}");
        var table = new Table().AddColumns("Column", "Field");
        foreach (var column in plan.Columns)
        {
            table.AddRow(Markup.Escape(column.Header),
                Markup.Escape(column.Field.Name) + (column.Field.Custom is null ? "" : " [grey](custom field)[/]"));
        }

        AnsiConsole.Write(table);
        if (plan.LeftOut.Count > 0)
        {
            Say.Warn(
                "Left out, because no field is known for them: "
                + $"{string.Join(", ", plan.LeftOut)}. --map \"Header=field\" says what they are.");
        }
    }

    public void Noticed(string notice) => Say.Warn(notice);

    public void Previewed(ImportCounts counts, IReadOnlyList<PreviewRow> rows, bool proceeds)
    {
        var table = new Table().AddColumns("Line", "", "", "Company", "");
        foreach (var row in rows)
        {
            table.AddRow(row.Line.ToString(CultureInfo.InvariantCulture), Markup.Escape(row.Title), Markup.Escape(row.Detail),
                Markup.Escape(row.Company), row.State);
        }

        if (rows.Count > 0)
        {
            AnsiConsole.Write(table);
        }

        Say.Note($"{N(counts.Rows)} rows: {Numbers(counts, "would be ")}.");
    }

    public void Progress(string what, long done, long total, long rows)
    {
        if (bars is null)
        {
            return;
        }

        if (bar is null || step != what)
        {
            bar?.StopTask();
            (step, began) = (what, TimeProvider.System.GetTimestamp());
            bar = bars.AddTask(what);
        }

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        bar.IsIndeterminate = total == 0;
        bar.MaxValue = Math.Max(total, 1);
        bar.Value = done;
        bar.Description = rows == 0 ? what
            : seconds < 0.1 ? $"{what}: {N(rows)} rows" // too early for a rate that means anything
            : $"{what}: {N(rows)} rows, {N((long)(rows / seconds))}/s";
    }

    /// <summary>Exit code 1 where rows were bad and nothing was said about leaving them out.</summary>
    public static int End(ImportOutcome outcome, bool dryRun)
    {
        var counts = outcome.Counts;
        if (outcome.Saved)
        {
            Say.Done($"Imported: {Numbers(counts, "")}.");
            if (outcome.ErrorFile is { } left)
            {
                Say.Warn(
                    $"{N(counts.Faulty)} rows were left out. They stand with their reasons in "
                    + $"{left}: correct them there and import that file.");
            }

            return ExitCode.Done;
        }

        if (outcome.ErrorFile is { } errors)
        {
            throw new CliException(
                $"{N(counts.Faulty)} {(counts.Faulty == 1 ? "row has" : "rows have")} errors, so nothing was saved. The rows stand with "
                    + $"their reasons in {errors}; --skip-invalid imports the others.");
        }

        Say.Done(dryRun ? "Dry run: nothing was saved." : "Nothing was saved.");
        return ExitCode.Done;
    }

    private static string Numbers(ImportCounts counts, string would) => string.Join(", ", new[]
    {
        $"{N(counts.New)} {would}new", $"{N(counts.Changed)} {would}changed", $"{N(counts.Unchanged)} unchanged",
        counts.LeftAlone > 0 ? $"{N(counts.LeftAlone)} somebody else's and left alone" : "",
        counts.Companies > 0 ? $"{N(counts.Companies)} companies {would}made for them" : "",
        counts.Faulty > 0 ? $"{N(counts.Faulty)} with errors" : "",
    }.Where(part => part.Length > 0));

    private static string Named(char delimiter) =>
        delimiter switch { '\t' => "tabs", ';' => "semicolons", ',' => "commas", var other => other.ToString() };

    private static string N(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
