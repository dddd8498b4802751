namespace Crm.Benchmarks.Bot;

/// <summary>Conversations side by side, one for each of the people.</summary>
internal sealed class BotLoad(BenchChannel channel, BotPeople firm, HostProcess bot) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan })
        { Timeout = TimeSpan.FromSeconds(60) };

    /// <param name="round">The turns of one round.</param>
    /// <param name="pause">
    /// Between an answer and the next message, on average; zero saturates: at any moment as many messages are on their way as there are
    /// people.
    /// </param>
    /// <param name="duration">A conversation ends with the round that this finds it in.</param>
    /// <param name="ct">Stops it at once.</param>
    public async Task<LoadResult> RunAsync(IReadOnlyList<BotTurn> round, TimeSpan pause, TimeSpan duration, CancellationToken ct)
    {
        var latencies = round.Distinct().ToDictionary(t => t, _ => new Latencies());
        var (errors, slowest) = (new ConcurrentQueue<string>(), new Slowest());
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(firm.People.Select((person, i) => Task.Run(async () =>
        {
            var (chat, random) = (new Conversation(http, channel, bot, firm, person, i), new Random(1_000 + i));
            await Task.Delay(pause * 2 * random.NextDouble(), ct);
            do
            {
                await RoundAsync(chat, round, latencies, slowest, errors, () => Task.Delay(pause * 2 * random.NextDouble(), ct), ct);
            }
            while (TimeProvider.System.GetElapsedTime(began) < duration);
        }, ct)));
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var turns = latencies.Select(l => new TurnResult(l.Key, l.Value.Read())).ToList();
        return new LoadResult(firm.People.Count, Math.Round(turns.Sum(t => t.Latency.Askings) / seconds, 1), turns, errors.Count,
            errors.FirstOrDefault()) { Slowest = slowest.Read() };
    }

    public void Dispose() => http.Dispose();

    private static async Task RoundAsync(
        Conversation chat, IReadOnlyList<BotTurn> round, Dictionary<BotTurn, Latencies> latencies, Slowest slowest,
        ConcurrentQueue<string> errors, Func<Task> pause, CancellationToken ct)
    {
        foreach (var turn in round)
        {
            try
            {
                var took = await chat.TakeAsync(turn, ct);
                latencies[turn].Add(took);
                slowest.Add(turn, took, chat.Asked);
                await pause();
            }
            catch (Exception failed)
            when (failed is WrongAnswerException or HttpRequestException or TimeoutException
                || (failed is TaskCanceledException && !ct.IsCancellationRequested))
            {
                errors.Enqueue($"{turn}: {failed.Message}");
                return; // what comes after it in the round builds on it
            }
        }
    }

    private sealed class Slowest
    {
        private const int Most = 15;

        private readonly PriorityQueue<SlowTurn, double> kept = new();

        public void Add(BotTurn turn, TimeSpan took, string asked)
        {
            lock (kept)
            {
                var one = new SlowTurn(turn, Math.Round(took.TotalMilliseconds, 1), asked);
                if (kept.Count < Most)
                {
                    kept.Enqueue(one, one.Milliseconds);
                }
                else
                {
                    kept.EnqueueDequeue(one, one.Milliseconds);
                }
            }
        }

        public IReadOnlyList<SlowTurn> Read()
        {
            lock (kept)
            {
                return [.. kept.UnorderedItems.Select(i => i.Element).OrderByDescending(t => t.Milliseconds)];
            }
        }
    }
}
