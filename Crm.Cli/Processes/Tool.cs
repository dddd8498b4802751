using System.Text;

namespace Crm.Cli.Processes;

/// <summary>What a finished program said.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error);

/// <summary>Runs a program to its end, output collected.</summary>
public static class Tool
{
    public static async Task<ToolResult> RunAsync(
        string file, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null,
        string? user = null, Action<string>? onLine = null, CancellationToken ct = default)
    {
        using var process = new Process { StartInfo = Describe(file, arguments, folder, environment, user) };
        var output = new StringBuilder();
        var error = new StringBuilder();
        process.OutputDataReceived += (_, line) => Take(output, line.Data, onLine);
        process.ErrorDataReceived += (_, line) => Take(error, line.Data, null);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new CliException($"'{file}' could not be started: {missing.Message}", missing);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ToolResult(process.ExitCode, output.ToString(), error.ToString());
    }

    internal static ProcessStartInfo Describe(
        string file, IEnumerable<string> arguments, string? folder, IReadOnlyDictionary<string, string?>? environment, string? user)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        if (user is not null)
        {
            info.UserName = user;
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            // A variable that is null is kept from the program; left in the dictionary it would reach it empty.
            if (value is null)
            {
                info.Environment.Remove(name);
            }
            else
            {
                info.Environment[name] = value;
            }
        }

        return info;
    }

    private static void Take(StringBuilder all, string? line, Action<string>? onLine)
    {
        if (line is null)
        {
            return;
        }

        lock (all)
        {
            all.AppendLine(line);
        }

        onLine?.Invoke(line);
    }
}
