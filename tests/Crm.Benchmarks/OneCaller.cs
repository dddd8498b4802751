using Crm.Core.Access;
using Npgsql;

namespace Crm.Benchmarks;

/// <summary>
/// One caller, no queue: each asking through the use case and right beside it in SQL with the same caller and parameters, taking turns at
/// going first so that neither always finds the pages warm. All questions are asked in several rounds: a machine of others that stalls for two seconds is not
/// taken for a slow question.
/// </summary>
internal sealed class OneCaller(BenchDatabase database, RawCaller raw, Subjects subjects)
{
    private const int Rounds = 3;
    private const int Warming = 40;
    private const int Most = 3_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<ClassResult>> RunAsync(IReadOnlyList<QueryClass> questions, BenchOptions options, Action<int, int> told, CancellationToken ct)
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
        PairAsync(question, subjects.Next(role, random), random.Next(2), new Latencies(), new Latencies(), [], ct);

    private async Task RoundAsync(Measured measured, BenchOptions options, CancellationToken ct)
    {
        var (least, time, warm) = ((options.Least + Rounds - 1) / Rounds, options.Alone / Rounds, TimeProvider.System.GetTimestamp());
        for (var i = 0; i < Math.Min(Warming, options.Least) && TimeProvider.System.GetElapsedTime(warm) < Patience / Rounds; i++)
        {
            await PairAsync(measured.Question, subjects.Next(measured.Role, measured.Random), i, new Latencies(), new Latencies(), [], ct);
        }

        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < least || (i < Most / Rounds && TimeProvider.System.GetElapsedTime(began) < time); i++)
        {
            await PairAsync(measured.Question, subjects.Next(measured.Role, measured.Random), i, measured.Through, measured.Beside, measured.Errors, ct);
            if (i >= 3 && TimeProvider.System.GetElapsedTime(began) > (time * 10) + Patience)
            {
                break; // a question of seconds is a miss after a few askings already
            }
        }
    }

    private async Task PairAsync(QueryClass question, Asked asked, int turn, Latencies through, Latencies beside, List<string> errors, CancellationToken ct)
    {
        if (question.Raw is { } sql && turn % 2 == 0)
        {
            await TimeAsync(beside, errors, () => raw.AskAsync(asked.Caller, sql(asked), ct));
        }

        await TimeAsync(through, errors, async () =>
        {
            if ((await question.Handler(database.UseCases, asked, ct)).Refusal is { } refusal)
            {
                errors.Add(refusal.Message);
            }
        });
        if (question.Raw is { } again && turn % 2 == 1)
        {
            await TimeAsync(beside, errors, () => raw.AskAsync(asked.Caller, again(asked), ct));
        }
    }

    /// <summary>A statement that ran into its time limit is an error of this question, and no reason to stop measuring the others.</summary>
    private static async Task TimeAsync(Latencies latencies, List<string> errors, Func<Task> work)
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

        latencies.Add(TimeProvider.System.GetElapsedTime(began));
    }

    /// <summary>A question as somebody of a role asks it, and what that took in all rounds.</summary>
    private sealed record Measured(QueryClass Question, Role Role)
    {
        public Random Random { get; } = new(20261122);

        public Latencies Through { get; } = new();

        public Latencies Beside { get; } = new();

        public List<string> Errors { get; } = [];

        public ClassResult Result() =>
            new(Question.Name, Question.Kind, Role, Question.Target, Through.Read(), Question.Raw is null ? null : Beside.Read(), Errors.Count, Errors.FirstOrDefault());
    }
}
