namespace Crm.Cli.Tests;

/// <summary>
/// Files far larger than memory should ever be: good, faulty in their last row, or one endless row. Forty megabytes each time; CRM_LONG=1
/// makes it a gigabyte each, whose figures stand in docs/import.md.
/// </summary>
public sealed class GigabyteImportTests(ITestOutputHelper output) : CommandTests
{
    /// <summary>A .NET process with Npgsql and EF Core loaded; the file must not show in it.</summary>
    private const long MostMegabytes = 300;

    private const int RowLength = 1000;

    private static readonly long Size = Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 1L << 30 : 40L << 20;

    private string FilePath => Path.Combine(Folder, "big.csv");

    [Fact]
    public async Task A_large_file_goes_in_whole()
    {
        var rows = await WriteAsync(last: null);

        var run = await ImportAsync();

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Imported: {rows:N0} new"), run.Output);
        Assert.Equal(rows, await CountAsync("contacts where email like '%@gigabyte.example'"));
        Assert.InRange(run.Peak, 1, MostMegabytes);
    }

    [Fact]
    public async Task A_bad_last_row_keeps_the_whole_file_out_and_stands_alone_in_the_error_file()
    {
        var rows = await WriteAsync(last: "Ida,Berg,no address,note");

        var run = await ImportAsync();

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("1 row has errors, so nothing was saved.", run.Error);
        Assert.Equal(0, await CountAsync("contacts where email like '%@gigabyte.example'"));
        var errors = await File.ReadAllLinesAsync(Path.ChangeExtension(FilePath, ".errors.csv"));
        Assert.Equal(2, errors.Length);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $",{rows + 2},Email,no address,"), errors[1]);
        Assert.InRange(run.Peak, 1, MostMegabytes);
    }

    [Theory]
    [InlineData("First name,Last name,Email,Notes\nIda,Berg,ida@gigabyte.example,", "Behind line 1 a row is longer than 8 MB.", "")]
    [InlineData("First name,Last name,Email,Notes\nIda,Berg,ida@gigabyte.example,\"never closed",
        "Behind line 1 a row is longer than 8 MB. Probably a quote", "\n")]
    [InlineData("First name,", "Behind line 1 a row is longer than 8 MB.", "")]
    public async Task An_endless_row_is_named_and_nothing_is_saved(string begin, string said, string lineEnd)
    {
        await using (var text = new StreamWriter(FilePath))
        {
            await text.WriteAsync(begin);
            var line = new string('x', RowLength) + lineEnd;
            for (var written = 0L; written < Size; written += line.Length)
            {
                await text.WriteAsync(line);
            }
        }

        var run = await ImportAsync();

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(said, run.Error);
        Assert.Equal(0, await CountAsync("contacts where email like '%@gigabyte.example'"));
        Assert.InRange(run.Peak, 1, MostMegabytes);
    }

    private async Task<Measured> ImportAsync()
    {
        var run = await CommandLine.MeasureAsync(
            Settings, "import", FilePath, "--as", "contacts", "--owner", "alexw@contoso.example");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{new FileInfo(FilePath).Length >> 20} MB: {run.Took.TotalSeconds:0.0} s, peak {run.Peak} MB (by quarters of the run "
                + $"{run.Quarters}); {run.Output.Split('\n').LastOrDefault(l => l.Length > 0)} {run.Error}"));
        return run;
    }

    /// <returns>How many good rows stand in the file.</returns>
    private async Task<long> WriteAsync(string? last)
    {
        await using var text = new StreamWriter(FilePath);
        await text.WriteLineAsync("First name,Last name,Email,Notes");
        var note = new string('n', RowLength - 60);
        var rows = Size / RowLength;
        for (var i = 0L; i < rows; i++)
        {
            await text.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"First{i % 997},Last{i % 49999},p{i}@gigabyte.example,{note}{i:000000000}"));
        }

        if (last is not null)
        {
            await text.WriteLineAsync(last);
        }

        return rows;
    }
}
