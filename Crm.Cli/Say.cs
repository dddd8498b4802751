namespace Crm.Cli;

/// <summary>How the command line talks: steps with progress, plain lines where the output is not a terminal.</summary>
public static class Say
{
    public static void Done(string what) => AnsiConsole.MarkupLineInterpolated($"[green]✓[/] {what}");

    public static void Note(string what) => AnsiConsole.MarkupLineInterpolated($"[grey]{what}[/]");

    public static void Warn(string what) => AnsiConsole.MarkupLineInterpolated($"[yellow]! {what}[/]");

    /// <summary>A step that may take longer than a second: a spinner with its seconds, then a line with what it took.</summary>
    public static async Task<T> StepAsync<T>(string what, Func<Task<T>> work, TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        var began = time.GetTimestamp();
        var result = AnsiConsole.Profile.Capabilities.Interactive
            ? await AnsiConsole.Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(what) + " …", _ => work())
            : await work();
        AnsiConsole.MarkupLineInterpolated($"[green]✓[/] {what} [grey]{time.GetElapsedTime(began).TotalSeconds:0.0} s[/]");
        return result;
    }

    /// <summary>Several steps that know how far they are: bars on a terminal, a line for each finished step elsewhere.</summary>
    /// <param name="work">Told how to report: step, done, total. A step that reports done = total is over.</param>
    public static async Task BarsAsync(Func<Action<string, long, long>, Task> work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            var began = TimeProvider.System.GetTimestamp();
            await work((step, done, total) =>
            {
                if (done == total)
                {
                    var (rows, seconds) = (total > 1 ? $" {total:N0}" : "", TimeProvider.System.GetElapsedTime(began).TotalSeconds);
                    AnsiConsole.MarkupLineInterpolated($"[green]✓[/] {step}{rows} [grey]{seconds:0.0} s[/]");
                    began = TimeProvider.System.GetTimestamp();
                }
            });
            return;
        }

        await AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(bars =>
        {
            var tasks = new Dictionary<string, ProgressTask>();
            return work((step, done, total) =>
            {
                if (!tasks.TryGetValue(step, out var task))
                {
                    tasks[step] = task = bars.AddTask(step, maxValue: Math.Max(total, 1));
                }

                task.Value = done;
            });
        });
    }

    public static Task StepAsync(string what, Func<Task> work) => StepAsync(what, async () =>
    {
        await work();
        return true;
    });
}
