using System.Net.Http.Json;
using Crm.Core.Capture;

namespace Crm.Cli.Up;

/// <summary>
/// Plays a folder of mail through the Graph stand-in and says of every file what became of it: an activity, or a skip and why.
/// </summary>
internal sealed class MailReport(string owner, Ports ports)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string simulators = $"http://localhost:{ports.Simulators}";

    public async Task PlayAsync(string folder, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var order = await http.PostAsJsonAsync(
            $"{simulators}/control/play", new { directory = folder, intervalMs = 5, shiftEventsToNow = true }, ct);
        order.EnsureSuccessStatusCode();
        var files = await WaitAsync(http, ct);
        Print(folder, files);
    }

    /// <summary>Until every delivered item has its line in the capture ledger.</summary>
    private async Task<List<FileOutcome>> WaitAsync(HttpClient http, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var playing = await http.GetFromJsonAsync<Playing>($"{simulators}/control/playing", ct);
            var deliveries = await http.GetFromJsonAsync<List<Delivery>>($"{simulators}/control/deliveries", ct) ?? [];
            var ledger = await LedgerAsync(ct);
            var files = deliveries.Select(d => FileOutcome.Of(d, ledger)).ToList();
            if ((playing is { IsPlaying: false } && files.TrueForAll(f => f.Outcome != "waiting"))
                || TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                return files;
            }

            await Task.Delay(1000, ct);
        }
    }

    private async Task<Dictionary<(Guid, string), (string Outcome, string Reason)>> LedgerAsync(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var command = source.CreateCommand(
            "select u.entra_object_id, l.graph_id, l.outcome, l.reason from t_contoso.capture_ledger l join t_contoso.users u on u.id = "
                + "l.user_id");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var ledger = new Dictionary<(Guid, string), (string, string)>();
        while (await rows.ReadAsync(ct))
        {
            ledger[(rows.GetGuid(0), rows.GetString(1))] = (rows.GetString(2), rows.GetString(3));
        }

        return ledger;
    }

    private static void Print(string folder, List<FileOutcome> files)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Files").AddColumn("Became").AddColumn("Why");
        foreach (var group in files.GroupBy(f => (f.Outcome, f.Reason)).OrderBy(g => g.Key.Outcome, StringComparer.Ordinal)
            .ThenByDescending(g => g.Count()))
        {
            table.AddRow(group.Count().ToString(System.Globalization.CultureInfo.InvariantCulture), group.Key.Outcome,
                Markup.Escape(CaptureReason.Sentence(group.Key.Reason)));
        }

        AnsiConsole.Write(table);
        Say.Done(
            $"{files.Count} files of {folder} played: {files.Count(f => f.Outcome == "activity")} activities, "
            + $"{files.Count(f => f.Outcome == "skipped")} skipped with a reason, {files.Count(f => f.Outcome == "waiting")} undecided.");
    }

    private sealed record Playing([property: System.Text.Json.Serialization.JsonPropertyName("playing")] bool IsPlaying);

    private sealed record Delivery(string File, string Outcome, string? Reason, List<Item> Items);

    private sealed record Item(Guid User, string Kind, string ImmutableId);

    private sealed record FileOutcome(string File, string Outcome, string Reason)
    {
        public static FileOutcome Of(Delivery delivery, Dictionary<(Guid, string), (string Outcome, string Reason)> ledger)
        {
            if (delivery.Outcome == "skipped")
            {
                return new FileOutcome(delivery.File, "skipped", delivery.Reason ?? "not a mail");
            }

            var decided = delivery.Items.Select(i => ledger.GetValueOrDefault((i.User, i.ImmutableId))).ToList();
            return decided.Exists(d => d.Outcome == "LOGGED")
                ? new FileOutcome(delivery.File, "activity", decided.First(d => d.Outcome == "LOGGED").Reason)
                : decided.Exists(d => d.Outcome is null) ? new FileOutcome(delivery.File, "waiting", "no decision yet")
                : new FileOutcome(delivery.File, "skipped", decided[0].Reason);
        }
    }
}
