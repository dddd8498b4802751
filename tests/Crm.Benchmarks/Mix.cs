namespace Crm.Benchmarks;

/// <summary>What a working day asks, and how often of a hundred; four in five callers are USERs.</summary>
internal sealed class Mix(BenchDatabase database, RawCaller raw, Subjects subjects, IReadOnlyList<QueryClass> classes)
{
    private const double Users = 0.8;

    private static readonly Dictionary<QueryKind, double> Weights = new()
    {
        [QueryKind.Lookup] = 45, [QueryKind.List] = 30, [QueryKind.Count] = 5, [QueryKind.Dashboard] = 5, [QueryKind.Report] = 2,
        [QueryKind.Search] = 8, [QueryKind.Change] = 5,
    };

    /// <summary>
    /// Open loop: requests arrive by a Poisson process, whether or not the earlier ones are answered, and a latency counts from the
    /// intended arrival. A slow answer therefore delays nobody's clock (no coordinated omission). The seconds of warming up are counted for
    /// themselves: connections that have just been opened learn the catalog and their plans then, what a server has behind it that has been
    /// up for a minute.
    /// </summary>
    public async Task<MixResult> OpenAsync(double perSecond, TimeSpan warming, TimeSpan duration, CancellationToken ct)
    {
        var random = new Random(1);
        var latencies = Enum.GetValues<QueryKind>().ToDictionary(k => k, _ => new Latencies());
        var (first, all) = (new Latencies(), new Latencies());
        var errors = new ConcurrentQueue<string>();
        var running = new List<Task>();
        var began = TimeProvider.System.GetTimestamp();
        for (var due = Gap(random, perSecond); due < warming + duration; due += Gap(random, perSecond))
        {
            var wait = due - TimeProvider.System.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, ct);
            }

            var (question, asked, intended) =
                (Choose(random), subjects.Next(random.NextDouble() < Users ? Role.User : Role.Manager, random), due);
            running.Add(Task.Run(async () =>
            {
                await AskAsync(question, asked, errors, ct);
                var took = TimeProvider.System.GetElapsedTime(began) - intended;
                if (intended < warming)
                {
                    first.Add(took);
                    return;
                }

                latencies[question.Kind].Add(took);
                all.Add(took);
            }, ct));
        }

        await Task.WhenAll(running);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        return new MixResult(
            perSecond, Math.Round(running.Count / seconds, 1), first.Count == 0 ? null : first.Read(), all.Read(),
            [.. latencies.Where(l => l.Value.Count > 0).Select(l => new KindResult(l.Key, QueryClass.TargetOf(l.Key), l.Value.Read()))],
            errors.Count, errors.FirstOrDefault());
    }

    /// <summary>
    /// Closed loop: so many callers, each asking again as soon as it is answered; only questions that SQL is asked as well.
    /// </summary>
    public async Task<SaturationResult> SaturateAsync(int callers, TimeSpan duration, CancellationToken ct)
    {
        var errors = new ConcurrentQueue<string>();
        async Task RawAsync(QueryClass question, Asked asked)
        {
            try
            {
                await raw.AskAsync(asked.Caller, question.Raw!(asked), ct);
            }
            catch (Exception failed) when (failed.GetBaseException() is NpgsqlException or TimeoutException)
            {
                errors.Enqueue($"{question.Name} in SQL: {failed.GetBaseException().Message}");
            }
        }

        var through = await LoopAsync(callers, duration, (q, a) => AskAsync(q, a, errors, ct), ct);
        var beside = await LoopAsync(callers, duration, RawAsync, ct);
        return new SaturationResult(callers, through, beside, errors.Count);
    }

    private async Task<double> LoopAsync(int callers, TimeSpan duration, Func<QueryClass, Asked, Task> ask, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        var answered = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(100 + caller);
            var n = 0;
            while (TimeProvider.System.GetElapsedTime(began) < duration)
            {
                var question = Choose(random);
                var asked = subjects.Next(random.NextDouble() < Users ? Role.User : Role.Manager, random);
                if (question.Raw is not null)
                {
                    await ask(question, asked);
                    n++;
                }
            }

            return n;
        }, ct)));
        return Math.Round(answered.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1);
    }

    private async Task AskAsync(QueryClass question, Asked asked, ConcurrentQueue<string> errors, CancellationToken ct)
    {
        try
        {
            if ((await question.Handler(database.UseCases, asked, ct)).Refusal is { } refusal)
            {
                errors.Enqueue($"{question.Name}: {refusal.Message}");
            }
        }
        catch (Exception failed) when (failed.GetBaseException() is NpgsqlException or TimeoutException)
        {
            errors.Enqueue($"{question.Name}: {failed.GetBaseException().Message}");
        }
    }

    private static TimeSpan Gap(Random random, double perSecond) => TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond);

    private QueryClass Choose(Random random)
    {
        var kinds = classes.Select(c => c.Kind).Distinct().ToList();
        var point = random.NextDouble() * kinds.Sum(k => Weights[k]);
        var kind = kinds[^1];
        foreach (var k in kinds)
        {
            if ((point -= Weights[k]) < 0)
            {
                kind = k;
                break;
            }
        }

        var of = classes.Where(c => c.Kind == kind).ToList();
        return of[random.Next(of.Count)];
    }
}
