using System.Text.Json.Serialization;

namespace Crm.Benchmarks.Capture;

/// <param name="Older">Mails in the mailbox when it is first read: the backfill.</param>
/// <param name="Burst">Mails of each burst that the live cursor reads.</param>
/// <param name="Filled">Items that the ledger is filled up to before the second burst.</param>
/// <param name="Notified">Mails of which each is announced alone, with capture idle and beside the backfill.</param>
/// <param name="Flood">How long the notification endpoint is asked.</param>
public sealed record CaptureBenchOptions(int Older, int Burst, int Filled, int Notified, TimeSpan Flood, string Configuration)
{
    /// <summary>Notifications a second that Graph sends in the flood.</summary>
    public const int PerSecond = 500;

    /// <summary>For a firm of the size: L is what is asked for, the others show the shape.</summary>
    public static CaptureBenchOptions Of(string size) => size switch
    {
        "L" => new(100_000, 10_000, 1_000_000, 100, TimeSpan.FromSeconds(20), ReleaseBuild.Configuration),
        "M" => new(20_000, 5_000, 200_000, 100, TimeSpan.FromSeconds(20), ReleaseBuild.Configuration),
        _ => new(5_000, 2_000, 50_000, 50, TimeSpan.FromSeconds(10), ReleaseBuild.Configuration),
    };
}

/// <param name="From">Items in the ledger when it began.</param>
/// <param name="Items">Items from delta page or list to committed activity.</param>
public sealed record CaptureRate(int From, int Items, double Seconds)
{
    public double PerSecond => Math.Round(Items / Seconds, 1);
}

/// <param name="Parts">The backfill, a tenth at a time.</param>
/// <param name="Told">Minutes that the progress said at a tenth that it would take from there; null when it said nothing yet.</param>
/// <param name="Took">Minutes that it took from there.</param>
public sealed record BackfillResult(IReadOnlyList<CaptureRate> Parts, double? Told, double Took, ResidentResult Memory, GraphTraffic Graph)
{
    public CaptureRate Whole => new(0, Parts.Sum(p => p.Items), Parts.Sum(p => p.Seconds));

    /// <summary>Graph's requests for each item that was logged, those in batches counted one by one.</summary>
    public double RequestsPerItem => Math.Round((double)Graph.Parts / Whole.Items, 3);

    public double CallsPerItem => Math.Round((double)Graph.Calls / Whole.Items, 3);
}

/// <summary>The rows of one burst written again by other ways: into the same tables, with their indexes and triggers.</summary>
public sealed record SameRowsResult(int Items, double CopySeconds, double UpsertSeconds)
{
    public double CopyPerSecond => Math.Round(Items / CopySeconds, 1);

    public double UpsertsPerSecond => Math.Round(Items / UpsertSeconds, 1);
}

/// <param name="Refused">Answers that were not 202.</param>
public sealed record FloodResult(double Offered, double Answered, Quantiles Latency, int Refused)
{
    public const double Target = 100;
}

/// <summary>One run of the benchmark of capture, as machines read it. Latencies are in ms, from the notification to the row.</summary>
public sealed record CaptureResult(string Size, DateTimeOffset At, int Cores, double LoadBefore, BackfillResult Backfill,
    CaptureRate SmallLedger, CaptureRate LargeLedger, SameRowsResult SameRows, Quantiles Beside, Quantiles Idle, FloodResult Flood)
{
    public const double VisibleTarget = 2_000;

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public async Task SaveAsync(string file, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Options), ct);
    }
}
