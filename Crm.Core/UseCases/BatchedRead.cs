namespace Crm.Core.UseCases;

/// <summary>What several queries of one batch answer together (<see cref="IUnitOfWork.ReadBatchAsync"/>).</summary>
/// <param name="Queries">What begins them.</param>
/// <param name="AnswerAsync">Called when all of them were read; may ask what follows from them.</param>
public sealed record BatchedRead<T>(IReadOnlyList<Func<Task>> Queries, Func<CancellationToken, Task<T>> AnswerAsync)
{
    /// <summary>Alone, in a batch of its own.</summary>
    public async Task<T> RunAsync(IUnitOfWork db, CancellationToken ct)
    {
        await db.ReadBatchAsync(Queries, endsHere: false, ct);
        return await AnswerAsync(ct);
    }
}

/// <summary>The same of what belongs to a whole that another query of the batch reads; its answer is told the whole.</summary>
public sealed record BatchedPart<TWhole, T>(IReadOnlyList<Func<Task>> Queries, Func<TWhole, CancellationToken, Task<T>> AnswerAsync);
