using Crm.Demo.LargeFirm;

namespace Crm.Benchmarks;

/// <param name="Only">Part of a class's name or its kind; null for all.</param>
/// <param name="Alone">How long each class is asked by one caller, for each role.</param>
/// <param name="Loaded">How long the open loop and each saturated loop run.</param>
/// <param name="Warming">How long the open loop runs before its answers count.</param>
/// <param name="Settling">
/// How long the process may be asked, uncounted, before anything is measured; see <see cref="Benchmarks.Settling"/>.
/// </param>
/// <param name="Least">Askings of each class and role, however long they take.</param>
public sealed record BenchOptions(
    FirmSize Size, string? Only, TimeSpan Alone, TimeSpan Loaded, TimeSpan Warming, TimeSpan Settling, int Least = 30)
{
    public const double PerSecond = 100;
    public const int Callers = 8;
}

/// <summary>One run of the benchmark from the first question to the result.</summary>
public static class BenchRun
{
    public static IReadOnlyList<QueryClass> Questions => QueryClasses.All;

    /// <summary>Asks each list and report both ways and says where the answers differ.</summary>
    public static async Task<IReadOnlyList<string>> CompareAsync(BenchDatabase database, int askings, CancellationToken ct)
    {
        await using var raw = new RawCaller(database.Application);
        var (subjects, random, different) = (await Subjects.DrawAsync(database, ct), new Random(7), new List<string>());
        foreach (var question in Questions.Where(q => q.Raw is not null
            && (q.Kind is QueryKind.List or QueryKind.Report || q.Name.StartsWith("dashboard", StringComparison.Ordinal))))
        {
            for (var i = 0; i < askings; i++)
            {
                if (await SameRows.CompareAsync(
                    database, raw, question, subjects.Next(i % 2 == 0 ? Role.User : Role.Manager, random), ct) is { } difference)
                {
                    different.Add(difference);
                }
            }
        }

        return different;
    }

    public static async Task<BenchResult> RunAsync(BenchDatabase database, BenchOptions options, CancellationToken ct)
    {
        var load = Load();
        await using var memory = new MemoryWatch(database.Owner);
        await using var raw = new RawCaller(database.Application);
        var subjects = await Subjects.DrawAsync(database, ct);
        var classes =
            QueryClasses.All
            .Where(c => options.Only is not { } only || c.Name.Contains(only, StringComparison.OrdinalIgnoreCase)
                || c.Kind.ToString().Equals(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (classes.Count == 0)
        {
            throw new CliException(
                $"No class is called '{options.Only}'. There are: {string.Join("; ", QueryClasses.All.Select(c => c.Name))}.");
        }

        var (alone, mix) = (new OneCaller(database, raw, subjects), new Mix(database, raw, subjects, classes));
        await Say.StepAsync("process settled", () => new Settling(alone, classes).RunAsync(options.Settling, ct));
        IReadOnlyList<ClassResult> results = [];
        await Say.BarsAsync(async told => results = await alone.RunAsync(classes, options, (done, of) => told("one caller", done, of), ct));
        var opened = await Say.StepAsync($"open loop of {BenchOptions.PerSecond} a second",
            () => mix.OpenAsync(BenchOptions.PerSecond, options.Warming, options.Loaded, ct));
        var saturated =
            await Say.StepAsync($"{BenchOptions.Callers} callers", () => mix.SaturateAsync(BenchOptions.Callers, options.Loaded, ct));
        var rates = options.Only is null
            ? await Say.StepAsync("rates of writing", () => new Rates(database, raw, subjects, options.Alone).RunAsync(ct))
            : [];
        return new BenchResult(
            options.Size.Name, TimeProvider.System.GetUtcNow(), Environment.ProcessorCount, load, BenchDatabase.Settings(options.Size),
            results, opened, saturated, rates, memory.Read());
    }

    /// <summary>What the machine did otherwise, before: figures of a busy machine say little.</summary>
    internal static double Load() => OperatingSystem.IsLinux()
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;
}
