using Microsoft.Kiota.Abstractions;
using static Crm.OutlookAddin.Capture.Graph.GraphJson;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Meetings of a page with the series that they belong to, which tell what an occurrence does not.</summary>
internal sealed class SeriesReading(GraphReads reads)
{
    /// <returns>
    /// Throttled when a series cannot be asked for now: the page is read again later. One that cannot be read takes its own instances with
    /// it only.
    /// </returns>
    public async Task<(IReadOnlyList<MailboxItem> Items, MailboxRead.Throttled? Throttled)> ReadAsync(
        Mailbox mailbox, IReadOnlyList<JsonElement> entries, CancellationToken ct)
    {
        var masters = entries.Where(e => Text(e, "type") == "seriesMaster")
            .GroupBy(e => Text(e, "id")!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (ItemRead<JsonElement>)new ItemRead<JsonElement>.Found(g.Last()), StringComparer.Ordinal);
        string[] missing = [.. entries.Select(EventReading.MasterOfSparse).OfType<string>().Where(s => !masters.ContainsKey(s)).Distinct()];
        var read = await reads.ManyAsync(
            mailbox,
            [.. missing.Select(id => (Func<RequestInformation>)(() => reads.User(mailbox).Events[id].ToGetRequestInformation()))],
            json => json.Clone(), ct);
        foreach (var (series, master) in missing.Zip(read))
        {
            if (master is ItemRead<JsonElement>.Throttled wait && CapturePause.IsOfMailbox(wait.Code))
            {
                return ([], new MailboxRead.Throttled(wait.Code, wait.After));
            }

            masters[series] = master;
        }

        return ([.. entries.Select(entry => EventReading.MasterOfSparse(entry) is { } series
            ? Read(entry, masters[series])
            : EventReading.Read(entry))], null);
    }

    private static MailboxItem Read(JsonElement entry, ItemRead<JsonElement> master) => master switch
    {
        ItemRead<JsonElement>.Found found => EventReading.Read(entry, found.Value),
        ItemRead<JsonElement>.Gone => new MailboxItem.Removed(Text(entry, "id")!, LedgerKind.Event),
        ItemRead<JsonElement>.Throttled wait => new MailboxItem.Broken(Text(entry, "id")!, LedgerKind.Event, Passing: wait.Code),
        _ => new MailboxItem.Broken(Text(entry, "id")!, LedgerKind.Event),
    };
}
