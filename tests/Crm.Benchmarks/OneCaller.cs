namespace Crm.Benchmarks;

/// <summary>
/// One caller, no queue: each asking through the use case and right beside it in SQL with the same caller and parameters, taking turns at
/// going first so that neither always finds the pages warm. All questions are asked in several rounds, and the two ways are compared pair
/// by pair: a machine of others that is slow for some seconds slows both of a pair, while of two medians either may fall on a slow asking.
/// </summary>
internal sealed class OneCaller(BenchDatabase database, RawCaller raw, Subjects subjects)
{
    private const int Rounds = 3;
    private const int Warming = 40;
    private const int Most = 3_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<ClassResult>> RunAsync(
        IReadOnlyList<QueryClass> questions, BenchOptions options, Action<int, int> told, CancellationToken ct)
    {
        List<Measured> all = [.. questions.SelectMany(q => new[] { new Measured(q, Role.User), new Measured(q, Role.Manager) })];
        for (var i = 0; i < Rounds * all.Count; i++)
        {
            told(i, Rounds * all.Count);
            await RoundAsync(all[i % all.Count], options, ct);
        }

        told(Rounds * all.Count, Rounds * all.Count);
        return [.. all.Select(m => m.Result())];
    }

    /// <summary>Once each way, uncounted.</summary>
    public Task AskAsync(QueryClass question, Role role, Random random, CancellationToken ct) =>
        PairAsync(question, subjects.Next(role, random), random.Next(2), [], ct);

    private async Task RoundAsync(Measured measured, BenchOptions options, CancellationToken ct)
    {
        var (least, time, warm) = ((options.Least + Rounds - 1) / Rounds, options.Alone / Rounds, TimeProvider.System.GetTimestamp());
        for (var i = 0; i < Math.Min(Warming, options.Least) && TimeProvider.System.GetElapsedTime(warm) < Patience / Rounds; i++)
        {
            await PairAsync(measured.Question, subjects.Next(measured.Role, measured.Random), i, [], ct);
        }

        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < least || (i < Most / Rounds && TimeProvider.System.GetElapsedTime(began) < time); i++)
        {
            measured.Add(await PairAsync(measured.Question, subjects.Next(measured.Role, measured.Random), i, measured.Errors, ct));
            if (i >= 3 && TimeProvider.System.GetElapsedTime(began) > (time * 10) + Patience)
            {
                break; // a question of seconds is a miss after a few askings already
            }
        }
    }

    private async Task<(TimeSpan Through, TimeSpan? Beside)> PairAsync(
        QueryClass question, Asked asked, int turn, List<string> errors, CancellationToken ct)
    {
        TimeSpan? beside = null;
        if (question.Raw is { } sql && turn % 2 == 0)
        {
            beside = await TimeAsync(errors, () => raw.AskAsync(asked.Caller, sql(asked), ct));
        }

        var through = await TimeAsync(errors, async () =>
        {
            if ((await question.Handler(database.UseCases, asked, ct)).Refusal is { } refusal)
            {
                errors.Add(refusal.Message);
            }
        });
        if (question.Raw is { } again && turn % 2 == 1)
        {
            beside = await TimeAsync(errors, () => raw.AskAsync(asked.Caller, again(asked), ct));
        }

        return (through, beside);
    }

    /// <summary>
    /// A statement that ran into its time limit is an error of this question, and no reason to stop measuring the others.
    /// </summary>
    private static async Task<TimeSpan> TimeAsync(List<string> errors, Func<Task> work)
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            await work();
        }
        catch (Exception failed) when (failed.GetBaseException() is NpgsqlException or TimeoutException)
        {
            errors.Add(failed.GetBaseException().Message);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <summary>A question as somebody of a role asks it, and what that took in all rounds.</summary>
    private sealed record Measured(QueryClass Question, Role Role)
    {
        private readonly Latencies through = new();
        private readonly Latencies beside = new();
        private readonly List<(TimeSpan Through, TimeSpan Beside)> pairs = [];

        public Random Random { get; } = new(20261122);

        public List<string> Errors { get; } = [];

        public void Add((TimeSpan Through, TimeSpan? Beside) asked)
        {
            through.Add(asked.Through);
            if (asked.Beside is { } sql)
            {
                beside.Add(sql);
                pairs.Add((asked.Through, sql));
            }
        }

        public ClassResult Result() => new(
            Question.Name, Question.Kind, Role, Question.Target, through.Read(), pairs.Count == 0 ? null : beside.Read(), Errors.Count,
            Errors.FirstOrDefault(),
            Median(pairs.Select(p => p.Through / p.Beside)), Median(pairs.Select(p => (p.Through - p.Beside).TotalMilliseconds)));

        private static double? Median(IEnumerable<double> values)
        {
            double[] sorted = [.. values.Order()];
            return sorted.Length == 0 ? null : Math.Round(sorted[sorted.Length / 2], 2);
        }
    }
}
