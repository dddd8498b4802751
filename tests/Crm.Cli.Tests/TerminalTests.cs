using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Cli.Tests;

/// <summary>
/// The import in a real terminal, which `script` makes: bars are drawn, and Ctrl+C is a key and not a signal of the test's.
/// </summary>
public sealed partial class TerminalTests : CommandTests
{
    private const int Rows = 100_000; // enough that a quick machine, too, draws a few bars while it reads
    private const string CtrlC = "\u0003";

    [Fact]
    public async Task A_terminal_shows_a_bar_with_percent_and_rows_a_second()
    {
        var (shown, exit) = await InTerminalAsync(Contacts(), interrupt: null);

        Assert.Equal(ExitCode.Done, exit);
        Assert.Matches("Reading: [0-9,]+ rows, [0-9,]+/s", shown);
        Assert.Matches("Saving: [0-9,]+ rows, [0-9,]+/s", shown);
        Assert.Matches("Reading: [^\n]*━+ +[1-9][0-9]?%", shown);
        Assert.Contains("Imported: 100,000 new", shown, StringComparison.Ordinal);
        Assert.Equal(Rows, await CountAsync("contacts where email like '%@terminal.example'"));
    }

    [Theory]
    [InlineData("copy import_rows%")] // while the file is read
    [InlineData("insert into contacts%")] // while rows are saved
    public async Task Ctrl_C_stops_it_at_once_and_leaves_nothing_behind(string doing)
    {
        var file = Contacts();

        var (shown, exit) = await InTerminalAsync(file, interrupt: doing);

        Assert.NotEqual(ExitCode.Done, exit);
        Assert.Contains("Stopped. Nothing was saved.", shown, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("contacts where email like '%@terminal.example'"));
        Assert.Equal(
            0, await CountAsync("pg_stat_activity where usename = 'crm_app' and datname = current_database() and state <> 'idle'"));
        Assert.Equal([file], Directory.GetFiles(Folder));
    }

    private string Contacts()
    {
        var path = Path.Combine(Folder, "contacts.csv");
        using var text = new StreamWriter(path);
        text.WriteLine("First name,Last name,Email,Job title");
        for (var i = 0; i < Rows; i++)
        {
            text.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"First{i % 997},Last{i % 49999},p{i}@terminal.example,Buyer {i % 40}"));
        }

        return path;
    }

    /// <summary>Whoever starts the tests may have told the shell to ignore SIGINT, which children inherit; a terminal does not.</summary>
    /// <param name="file">What is imported.</param>
    /// <param name="interrupt">Statement in whose middle Ctrl+C is typed; null lets it run.</param>
    private async Task<(string Shown, int Exit)> InTerminalAsync(string file, string? interrupt)
    {
        var command =
            "stty cols 140 rows 40; env --default-signal=INT dotnet "
            + $"'{Path.Combine(AppContext.BaseDirectory, "Crm.Cli.dll")}' import '{file}' --as contacts --owner alexw@contoso.example";
        var info = new ProcessStartInfo("script", ["-q", "-e", "-c", command, "/dev/null"])
            { RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var (name, value) in Settings)
        {
            info.Environment[name] = value;
        }

        info.Environment["TERM"] = "xterm-256color";
        info.Environment["LANG"] = "C.UTF-8";
        info.Environment.Remove("CI");
        using var process = Process.Start(info)!;
        var shown = process.StandardOutput.ReadToEndAsync();
        if (interrupt is not null)
        {
            while (!process.HasExited
                && await CountAsync(
                    "pg_stat_activity where datname = current_database() and usename = 'crm_app' and state = 'active' and query ilike "
                    + $"'{interrupt}'") == 0)
            {
                await Task.Delay(20);
            }

            await process.StandardInput.WriteAsync(CtrlC);
            await process.StandardInput.FlushAsync();
        }

        await process.WaitForExitAsync();
        return (Codes().Replace(await shown, ""), process.ExitCode);
    }

    /// <summary>Colours and movements of the cursor.</summary>
    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Codes();
}
