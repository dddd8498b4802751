namespace Crm.Core.UseCases;

/// <summary>One use case's transaction, which carries the caller's rights: all of it is kept or nothing.</summary>
public interface IUnitOfWork
{
    /// <summary>The rows of a table that the caller may see.</summary>
    DbSet<T> Set<T>()
        where T : class;

    /// <summary>The same for queries compiled once (EF.CompileAsyncQuery), which look-ups of a millisecond are worth.</summary>
    DbContext Context { get; }

    /// <summary>Version of the tenant's settings when the transaction began (TenantSettings); null before the first command ran.</summary>
    long? SettingsVersion { get; }

    /// <summary>
    /// The use case goes by what was read of the settings at this version, and by whatever else it said so of. Whether that still stood,
    /// <see cref="HoldsAsync"/> says.
    /// </summary>
    /// <param name="settingsVersion">The version that was kept in memory.</param>
    /// <param name="forget">Called when it is no longer the newest.</param>
    void RelyOn(long settingsVersion, Action forget);

    /// <summary>
    /// Statements of this use case are planned for the values they carry. Said before the first command, of questions whose plan depends so
    /// much on who asks that one plan for everybody is a bad one for somebody.
    /// </summary>
    void PlanForValues();

    /// <summary>
    /// Statements of this use case are planned once for all values. Said before the first command, of questions that have one good plan
    /// whoever asks: planning a page again for each asking costs as much as reading it.
    /// </summary>
    void PlanOnce();

    /// <summary>Each statement of this use case that follows may take so long and no longer. Said before the first command.</summary>
    void LimitTime(TimeSpan each);

    /// <summary>
    /// Whether a statement failed because it reached <see cref="LimitTime"/>; nothing more can be asked in this use case then.
    /// </summary>
    bool RanOutOfTime(Exception failure);

    /// <summary>
    /// Sends queries that do not wait for each other's answers in one round trip, as one batch. Each entry begins one query of
    /// <see cref="Context"/> at once and reads it to its end; they are answered in their order.
    /// </summary>
    /// <param name="queries">What begins them.</param>
    /// <param name="endsHere">
    /// Ends the transaction with the batch, which saves the round trip of its end. For reads whose further queries, if there are any, need
    /// not see the same moment: they begin a transaction of their own.
    /// </param>
    /// <param name="ct">Cancels the batch.</param>
    Task ReadBatchAsync(IReadOnlyList<Func<Task>> queries, bool endsHere, CancellationToken ct);

    /// <summary>Asked before an outcome counts; when it is false the use case starts again.</summary>
    Task<bool> HoldsAsync(CancellationToken ct);

    /// <summary>
    /// Starts the transaction of one use case; tenant, database role and user are set inside it, before its first command.
    /// </summary>
    /// <param name="caller">Whose rights count.</param>
    /// <param name="kind">What it does to the database.</param>
    /// <param name="ct">Cancels the beginning.</param>
    Task BeginAsync(CurrentUser caller, UseCaseKind kind, CancellationToken ct);

    Task CommitAsync(CancellationToken ct);

    /// <summary>
    /// The use case broke off, by a failure or because nobody waits for it any more: what its connection knows of prepared statements may
    /// not be true any more.
    /// </summary>
    void BrokeOff();

    /// <summary>
    /// Saves, and says what the database refused in words for people: a stale version, a duplicate, a broken rule, a missing right.
    /// </summary>
    /// <returns>Null when everything was saved.</returns>
    Task<Refusal?> SaveAsync(CancellationToken ct);
}
