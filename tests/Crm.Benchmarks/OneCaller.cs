using Crm.Core.Access;
using Npgsql;

namespace Crm.Benchmarks;

/// <summary>
/// One caller, no queue: each asking through the use case and right beside it in SQL with the same caller and parameters, taking turns at
/// going first so that neither always finds the pages warm.
/// </summary>
internal sealed class OneCaller(BenchDatabase database, RawCaller raw, Subjects subjects)
{
    private const int Warming = 40;
    private const int Most = 3_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<ClassResult> RunAsync(QueryClass question, Role role, BenchOptions options, CancellationToken ct)
    {
        var random = new Random(20261122);
        var (through, beside) = (new Latencies(), new Latencies());
        var errors = new List<string>();
        var warm = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Math.Min(Warming, options.Least) && TimeProvider.System.GetElapsedTime(warm) < Patience; i++)
        {
            await PairAsync(question, subjects.Next(role, random), i, new Latencies(), new Latencies(), errors, ct);
        }

        errors.Clear();
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < options.Least || (i < Most && TimeProvider.System.GetElapsedTime(began) < options.Alone); i++)
        {
            await PairAsync(question, subjects.Next(role, random), i, through, beside, errors, ct);
            if (i >= 3 && TimeProvider.System.GetElapsedTime(began) > (options.Alone * 10) + Patience)
            {
                break; // a question of seconds is a miss after a few askings already
            }
        }

        return new ClassResult(question.Name, question.Kind, role, question.Target, through.Read(), question.Raw is null ? null : beside.Read(), errors.Count, errors.FirstOrDefault());
    }

    /// <summary>Once each way, uncounted.</summary>
    public Task AskAsync(QueryClass question, Role role, Random random, CancellationToken ct) =>
        PairAsync(question, subjects.Next(role, random), random.Next(2), new Latencies(), new Latencies(), [], ct);

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
}
