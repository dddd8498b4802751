namespace Crm.Benchmarks.Pane;

/// <param name="What">Which question, as whom.</param>
/// <param name="Alone">One caller, one asking after the other.</param>
/// <param name="AtOnce">Twenty people, each with a pause between answer and next question.</param>
/// <param name="TargetAlone">Milliseconds at the 95th percentile; null where there is none.</param>
public sealed record PaneRow(string What, Quantiles Alone, Quantiles AtOnce, double? TargetAlone)
{
    public bool MeetsTarget => TargetAlone is not { } target || (Alone.P95 <= target && AtOnce.P95 <= target);
}

/// <param name="What">Which question.</param>
/// <param name="Ours">Answers a second with eight connections and no pause, one figure for each round.</param>
/// <param name="Floor">The hand-written server's, in the same rounds.</param>
public sealed record PaneRate(string What, IReadOnlyList<double> Ours, IReadOnlyList<double> Floor)
{
    public double Ratio => Floor.Sum() == 0 ? 0 : Math.Round(Ours.Sum() / Floor.Sum(), 2);
}

/// <summary>One run of the pane's benchmark, as machines read it.</summary>
/// <param name="Errors">Answers that were none.</param>
public sealed record PaneResult(
    string Size, DateTimeOffset At, int Cores, double LoadBefore, IReadOnlyList<PaneRow> Rows, IReadOnlyList<PaneRate> Rates, int Errors,
    string? FirstError)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task SaveAsync(string file, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Options), ct);
    }
}
