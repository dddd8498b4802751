namespace Crm.Benchmarks.Capture;

/// <summary>
/// Capture from Graph's page to the committed activity: the real host in its own process, one mailbox played by this one. First a backfill
/// with new mail beside it, then bursts of new mail over a small and a large ledger, single mails with nothing else to do, a flood of
/// notifications; and the same rows written again without deciding anything.
/// </summary>
public static class CaptureBench
{
    private const int Parts = 10;

    public static async Task<CaptureResult> RunAsync(
        Workspace workspace, BenchDatabase database, CaptureBenchOptions options, CancellationToken ct)
    {
        var load = BenchRun.Load();
        await using var truth = new CaptureTruth(database);
        var seller = await truth.SellerAsync(ct);
        var mailbox = new PaperMailbox(seller.Email, seller.Contacts, options.Older, TimeProvider.System.GetUtcNow());
        try
        {
            await using var graph = await PaperGraph.StartAsync(mailbox, ct);
            await using var host = await Say.StepAsync(
                "Crm.OutlookAddin started",
                () => HostProcess.AddinAsync(
                    workspace, options.Configuration, graph.Url, database.Application, Settings(seller.Email, options), ct));
            using var notifying = new Notifying(host, graph, mailbox, truth);
            var (backfill, beside) = await BackfillAsync(host, graph, notifying, truth, mailbox, seller.Id, options, ct);
            var idle = await Say.StepAsync("single mails, nothing beside", () => notifying.LatenciesAsync(options.Notified, ct));
            var small = await BurstAsync(notifying, truth, mailbox, seller.Id, options, ct);
            await Say.StepAsync(
                $"the ledger filled up to {options.Filled:#,0} items", () => truth.FillAsync(seller.Id, options.Filled, ct));
            var first = mailbox.Older + mailbox.Added;
            var large = await BurstAsync(notifying, truth, mailbox, seller.Id, options, ct);
            var flood = await Say.StepAsync("a flood of notifications", () => notifying.FloodAsync(options.Flood, ct));
            await using var same = new SameItems(database);
            var rows = await Say.StepAsync(
                "the same rows by COPY and by upserts",
                () => same.RunAsync([.. Enumerable.Range(first, options.Burst).Select(mailbox.SourceKey)], ct));
            return new CaptureResult(database.Size.Name, TimeProvider.System.GetUtcNow(), Environment.ProcessorCount, load, backfill, small,
                large, rows, beside, idle, flood);
        }
        finally
        {
            await Say.StepAsync("what it made taken out again", () => truth.TakeBackAsync(seller.Id, mailbox.SourceKeysLike));
        }
    }

    private static Dictionary<string, string?> Settings(string mailbox, CaptureBenchOptions options) => new()
    {
        ["Capture__AllowedMailboxes__0"] = mailbox,
        ["Capture__BackfillDays"] =
            ((int)Math.Ceiling(options.Older * PaperMailbox.Distance / TimeSpan.FromDays(1)) + 1).ToString(CultureInfo.InvariantCulture),
        ["Capture__InternalDomains__0"] = mailbox[(mailbox.IndexOf('@', StringComparison.Ordinal) + 1)..],
    };

    private static async Task<(BackfillResult Backfill, Quantiles Beside)> BackfillAsync(
        HostProcess host, PaperGraph graph, Notifying notifying, CaptureTruth truth, PaperMailbox mailbox, Guid seller,
        CaptureBenchOptions options, CancellationToken ct)
    {
        await using var memory = new ResidentMemory(host);
        var (before, part) = (graph.Traffic, options.Older / Parts);
        await notifying.SubscribedAsync(ct);
        List<string> marks = [.. Enumerable.Range(1, Parts).Select(mark => mailbox.GraphId((mark * part) - 1))];
        var beside = Task.Run(() => notifying.LatenciesAsync(options.Notified, ct), ct);
        var told = Task.Run(() => ToldAtAsync(truth, seller, marks[0], ct), ct);
        var passed = await Say.StepAsync($"backfill of {options.Older:#,0} mails", () => truth.PassedAsync(seller, marks, ct));
        var rates = passed.Select((at, i) => new CaptureRate(i * part, part, at - (i == 0 ? 0 : passed[i - 1]))).ToList();
        var (latencies, resident) = (await beside, await memory.ReadAsync());
        return (new BackfillResult(
            rates, await told, Math.Round((passed[^1] - passed[0]) / 60, 2), resident, graph.Traffic.Since(before)),
            latencies);
    }

    /// <returns>Minutes that the progress says, once a mail is decided; null when it cannot say it yet.</returns>
    private static async Task<double?> ToldAtAsync(CaptureTruth truth, Guid seller, string graphId, CancellationToken ct)
    {
        _ = await truth.PassedAsync(seller, [graphId], ct);
        return await truth.ToldMinutesAsync(seller, ct);
    }

    private static async Task<CaptureRate> BurstAsync(
        Notifying notifying, CaptureTruth truth, PaperMailbox mailbox, Guid seller, CaptureBenchOptions options, CancellationToken ct)
    {
        var before = await truth.DecidedAsync(seller, ct);
        var number = mailbox.Add(options.Burst, TimeProvider.System.GetUtcNow());
        await notifying.TellAsync(number, ct);
        var seconds = await Say.StepAsync(
            $"{options.Burst:#,0} new mails over a ledger of {before:#,0}",
            () => truth.PassedAsync(seller, [mailbox.GraphId(number + options.Burst - 1)], ct));
        return new CaptureRate(before, options.Burst, seconds[0]);
    }
}
