using Crm.Core.Access;
using Crm.Core.Imports;
using Crm.Data.Imports;

namespace Crm.Cli.Imports;

/// <summary>./crm import FILE.csv --as contacts: says what it understood, then does it whole or not at all.</summary>
public static class ImportCommand
{
    private static readonly Argument<string> Path = new("FILE.csv")
        { Description = "The file: comma, semicolon, tab or | between cells; UTF-8, UTF-16 or Windows-1252, or what --encoding says." };
    private static readonly Option<string> As = new("--as")
        { Description = "What the rows are: contacts, companies or deals.", Required = true };
    private static readonly Option<string?> Tenant = new("--tenant") { Description = "The tenant; not needed where there is one." };
    private static readonly Option<string?> Owner =
        new("--owner") { Description = "E-mail address of who owns what the file gives to nobody else." };
    private static readonly Option<string[]> Map =
        new("--map") { Description = "\"Header=field\" says what a column is, \"Header=-\" leaves it out. Several times.",
            AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Preset =
        new("--preset") { Description = "The export of another CRM; recognised by its headers when not said." };
    private static readonly Option<string?> Encoding =
        new("--encoding") { Description = $"What the file is written in, where it is not found: {TextEncoding.Examples}." };
    private static readonly Option<string?> Source =
        new("--source") { Description = "Where the external ids of a file that is nobody's export come from, such as erp." };
    private static readonly Option<string?> Dates =
        new("--dates") { Description = "dmy or mdy, where a file's dates can be read both ways." };
    private static readonly Option<string?> Decimal =
        new("--decimal") { Description = "point or comma, where a file's amounts can be read both ways." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the mapping and the preview, write nothing." };
    private static readonly Option<bool> SkipInvalid = new("--skip-invalid")
        { Description = "Import the good rows although others are bad. Without it one bad row keeps the whole file out." };
    private static readonly Option<string?> Errors =
        new("--errors") { Description = "Where bad rows go, with line, field, value and reason; FILE.errors.csv when not said." };

    public static Command Build()
    {
        As.AcceptOnlyFromAmong([.. ImportEntity.All.Select(e => e.Plural)]);
        Preset.AcceptOnlyFromAmong([.. ImportPreset.Names]);
        Dates.AcceptOnlyFromAmong("dmy", "mdy");
        Decimal.AcceptOnlyFromAmong("point", "comma");
        Map.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.LastIndexOf('=') <= 0))
            {
                result.AddError($"--map takes \"Header=field\", not \"{token.Value}\".");
            }
        });
        Encoding.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => TextEncoding.Named(t.Value) is null))
            {
                result.AddError($"There is no encoding \"{token.Value}\". There are, for example: {TextEncoding.Examples}.");
            }
        });
        var command = new Command(
            "import", "Imports contacts, companies or deals from a CSV file: preview, all or nothing, no duplicates when run again.")
        {
            Path, As, Tenant, Owner, Map, Preset, Encoding, Source, Dates, Decimal, DryRun, SkipInvalid, Errors,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var database = await Database.OpenAsync(Workspace.Find(), ct);
        await using var services = database.Services();
        try
        {
            var owner = await Who.FindAsync(services, parsed.GetValue(Tenant), parsed.GetValue(Owner), Door.Import, "--owner", ct);
            var talk = new ImportConsole();
            var outcome = await talk.WhileAsync(() => services.GetRequiredService<ImportFile>().RunAsync(Request(parsed, owner), talk, ct));
            return outcome.Refusal is { } refusal ? throw new CliException(refusal.Message)
                : ImportConsole.End(outcome.Value, parsed.GetValue(DryRun));
        }
        catch (OperationCanceledException stopped)
        {
            throw new CliException("Stopped. Nothing was saved.", stopped);
        }
        catch (NpgsqlException failed)
        {
            throw new CliException($"The database answered: {failed.Message} Nothing was saved.", failed);
        }
        catch (IOException failed)
        {
            throw new CliException($"{failed.Message} Nothing was saved.", failed);
        }
    }

    private static ImportRequest Request(ParseResult parsed, CurrentUser owner)
    {
        var path = parsed.GetValue(Path)!;
        return new ImportRequest(path, ImportEntity.Of(parsed.GetValue(As)!), owner)
        {
            Map = [.. (parsed.GetValue(Map) ?? []).Select(Pair)],
            Preset = parsed.GetValue(Preset),
            Encoding = parsed.GetValue(Encoding) is { } name ? TextEncoding.Named(name) : null,
            Source = parsed.GetValue(Source),
            Forms = new FormsSaid(
                parsed.GetValue(Decimal) switch { "point" => '.', "comma" => ',', _ => null },
                parsed.GetValue(Dates) switch { "dmy" => true, "mdy" => false, _ => null }),
            DryRun = parsed.GetValue(DryRun),
            SkipInvalid = parsed.GetValue(SkipInvalid),
            ErrorFile = parsed.GetValue(Errors) ?? System.IO.Path.ChangeExtension(path, ".errors.csv"),
        };
    }

    private static (string Header, string Field) Pair(string said)
    {
        var at = said.LastIndexOf('=');
        return (said[..at].Trim(), said[(at + 1)..].Trim());
    }
}
