namespace Crm.Cli;

/// <summary>How every program of ours ends: by the contract's exit codes, with one line for what went wrong.</summary>
public static class CommandRun
{
    /// <summary>Longer than a server takes to stop after Ctrl+C.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="root">What the program can do.</param>
    /// <param name="args">What it was asked.</param>
    /// <param name="isTold">Failures whose message is all that a person needs; others are ours, with their stack.</param>
    public static async Task<int> RunAsync(RootCommand root, string[] args, Func<Exception, bool> isTold)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            return ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Patience });
        }
        catch (Exception failed) when (isTold(failed))
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
    }
}
