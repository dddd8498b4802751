using Spectre.Console;

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

    public static Task StepAsync(string what, Func<Task> work) => StepAsync(what, async () =>
    {
        await work();
        return true;
    });
}
