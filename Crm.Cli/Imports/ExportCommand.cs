using System.Text;
using Crm.Core.Access;
using Crm.Core.Exports;

namespace Crm.Cli.Imports;

/// <summary>./crm export contacts --where "...": a filtered list as CSV, to a file or to the standard output.</summary>
public static class ExportCommand
{
    private static readonly Argument<string> What = new("WHAT") { Description = "companies, contacts, deals or activities." };
    private static readonly Option<string?> Where = new("--where")
        { Description = "The filter language's text form, such as \"stage is Proposal and value > 10000 order by value desc\"." };
    private static readonly Option<string?> Tenant = new("--tenant") { Description = "The tenant; not needed where there is one." };
    private static readonly Option<string?> AsUser =
        new("--as-user") { Description = "E-mail address of who asks: the export holds what this person sees." };
    private static readonly Option<string?> Out = new("--out") { Description = "The file; without it the rows go to the standard output." };

    public static Command Build()
    {
        What.AcceptOnlyFromAmong([.. ExportRecords.Entities]);
        var command = new Command("export", "Writes a filtered list as CSV, with the rights of --as-user.")
            { What, Where, Tenant, AsUser, Out };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var path = parsed.GetValue(Out);
        if (path is null)
        {
            // The standard output is the file: what is said beside it goes to the other stream.
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        }

        await using var database = await Database.OpenAsync(Workspace.Find(), ct);
        await using var services = database.Services();
        try
        {
            var reader = await Who.FindAsync(services, parsed.GetValue(Tenant), parsed.GetValue(AsUser), Door.Cli, "--as-user", ct);
            var written = path is null
                ? await WriteAsync(services, parsed, reader, Console.OpenStandardOutput(), ct)
                : await ToFileAsync(services, parsed, reader, path, ct);
            await Console.Error
                .WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture,
                        $"{written:N0} {parsed.GetValue(What)} exported{(path is null ? "" : " to " + path)}."));
            return ExitCode.Done;
        }
        catch (OperationCanceledException stopped)
        {
            throw new CliException("Stopped. No file was written.", stopped);
        }
        catch (NpgsqlException failed)
        {
            throw new CliException($"The database answered: {failed.Message}", failed);
        }
        catch (IOException failed)
        {
            throw new CliException(failed.Message, failed);
        }
    }

    /// <summary>Under another name until it is whole: half an export looks like a whole one.</summary>
    private static async Task<long> ToFileAsync(
        IServiceProvider services, ParseResult parsed, CurrentUser reader, string path, CancellationToken ct)
    {
        var part = path + ".part";
        try
        {
            long written;
            await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                written = await WriteAsync(services, parsed, reader, file, ct);
            }

            File.Move(part, path, overwrite: true);
            return written;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<long> WriteAsync(
        IServiceProvider services, ParseResult parsed, CurrentUser reader, Stream output, CancellationToken ct)
    {
        // With a byte order mark: without it Excel takes UTF-8 for Windows-1252.
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16);
        var written = await services.GetRequiredService<ExportRecords>()
            .RunAsync(reader, parsed.GetValue(What)!, parsed.GetValue(Where), text, ct);
        return written.Refusal is { } refusal ? throw new CliException(refusal.Message) : written.Value;
    }
}
