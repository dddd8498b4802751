using System.Runtime;

namespace Crm.Benchmarks;

/// <summary>
/// Asks all questions in turn, both ways and uncounted, until the runtime has compiled what they use. .NET compiles a method that is called
/// often twice more, on another thread, and measures inside it in between: in the first seconds of a process half of its time went there,
/// and a list took twice as long as later.
/// </summary>
internal sealed class Settling(OneCaller caller, IReadOnlyList<QueryClass> questions)
{
    /// <summary>Methods compiled within a window, below which it has settled: EF's own for each shape of a query stay few.</summary>
    private const int Calm = 60;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    /// <param name="most">So long at most; nothing is asked when it is zero.</param>
    /// <param name="ct">Cancels the asking.</param>
    public async Task RunAsync(TimeSpan most, CancellationToken ct)
    {
        var (random, began) = (new Random(20261127), TimeProvider.System.GetTimestamp());
        var (window, compiled, next) = (TimeSpan.Zero, JitInfo.GetCompiledMethodCount(), 0);
        while (TimeProvider.System.GetElapsedTime(began) is var now && now < most)
        {
            if (now - window >= Window)
            {
                var since = JitInfo.GetCompiledMethodCount() - compiled;
                if (since < Calm && next >= questions.Count)
                {
                    return;
                }

                (window, compiled) = (now, compiled + since);
            }

            var question = questions[next++ % questions.Count];
            await caller.AskAsync(question, Role.User, random, ct);
            await caller.AskAsync(question, Role.Manager, random, ct);
        }
    }
}
