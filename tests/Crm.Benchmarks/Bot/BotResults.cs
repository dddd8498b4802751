using System.Text.Json.Serialization;

namespace Crm.Benchmarks.Bot;

public sealed record TurnResult(BotTurn Turn, Quantiles Latency)
{
    /// <summary>Milliseconds that the 95th percentile may take at 20 conversations.</summary>
    public const double Target = 100;

    public bool MeetsTarget => Latency.P95 <= Target;
}

/// <param name="Asked">What was said or pressed, for whoever wants to know why it took so long.</param>
public sealed record SlowTurn(BotTurn Turn, double Milliseconds, string Asked);

public sealed record LoadResult(int Conversations, double PerSecond, IReadOnlyList<TurnResult> Turns, int Errors, string? FirstError)
{
    /// <summary>The slowest first.</summary>
    public IReadOnlyList<SlowTurn> Slowest { get; init; } = [];
}

/// <summary>One run of the bot's benchmark, as machines read it.</summary>
public sealed record BotResult(string Size, DateTimeOffset At, int Cores, double LoadBefore, double Minutes, LoadResult Chats,
    LoadResult Saturated, LoadResult Echo, ResidentResult Memory)
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Saturated, answers of the CRM for each answer of the echo bot.</summary>
    public double Ratio => Echo.PerSecond == 0 ? 0 : Math.Round(Saturated.PerSecond / Echo.PerSecond, 2);

    public async Task SaveAsync(string file, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Options), ct);
    }

    public static async Task<BotResult?> ReadAsync(string file, CancellationToken ct) =>
        File.Exists(file) ? JsonSerializer.Deserialize<BotResult>(await File.ReadAllTextAsync(file, ct), Options) : null;
}
