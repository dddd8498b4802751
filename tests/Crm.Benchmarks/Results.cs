using System.Text.Json.Serialization;

namespace Crm.Benchmarks;

/// <param name="Ratio">The use case to SQL: the median over the pairs, each asked right after each other with the same parameters.</param>
/// <param name="AboveRaw">Milliseconds, the median of the pairs' differences.</param>
public sealed record ClassResult(
    string Name, QueryKind Kind, Role Role, double Target, Quantiles Handler, Quantiles? Raw, int Errors, string? FirstError,
    double? Ratio = null, double? AboveRaw = null)
{
    public bool MeetsTarget => Errors == 0 && Handler.P95 <= Target;
}

public sealed record KindResult(QueryKind Kind, double Target, Quantiles Latency);

/// <param name="First">Of the seconds on connections that had just been opened; null when there were none.</param>
/// <param name="All">Of all kinds together, after those.</param>
public sealed record MixResult(
    double Offered, double Answered, Quantiles? First, Quantiles All, IReadOnlyList<KindResult> Kinds, int Errors, string? FirstError);

public sealed record SaturationResult(int Callers, double HandlerPerSecond, double RawPerSecond, int Errors);

public sealed record RateResult(string Name, int Callers, double RowsPerSecond);

public sealed record MemoryResult(double ProcessPeakMiB, double? PostgresPrivatePeakMiB, double? PostgresSharedMiB);

/// <summary>One run, as machines read it.</summary>
public sealed record BenchResult(
    string Size, DateTimeOffset At, int Cores, double LoadBefore, IReadOnlyList<string> Settings, IReadOnlyList<ClassResult> Classes,
    MixResult Mix,
    SaturationResult Saturation, IReadOnlyList<RateResult> Rates, MemoryResult Memory)
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public async Task SaveAsync(string file, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Options), ct);
    }

    public static async Task<BenchResult?> ReadAsync(string file, CancellationToken ct) =>
        File.Exists(file) ? JsonSerializer.Deserialize<BenchResult>(await File.ReadAllTextAsync(file, ct), Options) : null;
}
