using System.Net.Http.Json;
using Crm.Cli.Imports;
using Crm.Core.Access;
using Crm.Core.Exports;
using Crm.Core.Imports;
using Crm.Data.Imports;

namespace Crm.Cli.Up;

/// <summary>
/// Everybody outside who wrote one of the mails becomes a contact by a file, as a firm would begin that brings its address book.
/// </summary>
internal sealed class SendersImport(Database database, Ports ports)
{
    private const string Owner = "alexw@contoso.example";

    public async Task RunAsync(string folder, CancellationToken ct)
    {
        using var http = new HttpClient();
        var senders = await http.GetFromJsonAsync<List<Sender>>(
            $"http://localhost:{ports.Simulators}/control/senders?directory={Uri.EscapeDataString(folder)}", ct) ?? [];
        var files = Directory.CreateTempSubdirectory("senders-");
        try
        {
            var file = Path.Combine(files.FullName, "senders.csv");
            await WriteAsync(file, senders, ct);
            await using var services = database.Services();
            var owner = await Who.FindAsync(services, "contoso", Owner, Door.Import, "--owner", ct);
            var talk = new ImportConsole();
            var outcome = await talk.WhileAsync(() => services.GetRequiredService<ImportFile>().RunAsync(
                new ImportRequest(file, ImportEntity.Of("contacts"), owner)
                {
                    SkipInvalid = true, ErrorFile = Path.ChangeExtension(file, ".errors.csv"),
                },
                talk, ct));
            if (outcome.Refusal is { } refusal)
            {
                throw new CliException(refusal.Message);
            }

            foreach (var line in outcome.Value.ErrorFile is { } refused ? (await File.ReadAllLinesAsync(refused, ct)).Skip(1) : [])
            {
                Say.Note(line);
            }

            Say.Done($"{senders.Count} people outside wrote these mails: {outcome.Value.Counts.New} new contacts; "
                + $"the import refused {outcome.Value.Counts.Faulty}.");
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    private static Task WriteAsync(string file, IEnumerable<Sender> senders, CancellationToken ct) => File.WriteAllLinesAsync(
        file, senders.Select(s => CsvLine.Of([.. NamesOf(s), s.Email], ',')).Prepend("first name,last name,email"), ct);

    /// <summary>Who writes under one word, or under none, is called by the address as well: a contact has two names.</summary>
    private static string[] NamesOf(Sender sender)
    {
        var (address, at) = (sender.Email, sender.Email.IndexOf('@', StringComparison.Ordinal));
        var name = string.IsNullOrWhiteSpace(sender.Name) || sender.Name.Contains('@', StringComparison.Ordinal)
            ? address[..at]
            : sender.Name.Trim();
        var space = name.LastIndexOf(' ');
        return space > 0 ? [name[..space], name[(space + 1)..]] : [name, address[(at + 1)..]];
    }

    private sealed record Sender(string? Name, string Email);
}
