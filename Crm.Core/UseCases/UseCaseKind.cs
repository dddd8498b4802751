namespace Crm.Core.UseCases;

/// <summary>The tenant's settings changed between two use cases; this one went by the older ones.</summary>
public sealed class StaleSettingsException() : Exception("The tenant's settings keep changing. Please try again.");

/// <summary>
/// A use case that only reads, in several statements that must agree: it runs in a read-only transaction of one snapshot (REPEATABLE READ).
/// </summary>
public interface IReadsOneSnapshot;

/// <summary>A list: its counts are the last thing it asks, so that they may take the end of the transaction along.</summary>
public interface IEndsWithItsCounts : IReadsOneSnapshot;

/// <summary>What a use case does to the database.</summary>
public enum UseCaseKind
{
    /// <summary>Reads what is newest, and writes.</summary>
    Change,

    /// <summary><see cref="IReadsOneSnapshot"/>.</summary>
    Snapshot,

    /// <summary><see cref="IEndsWithItsCounts"/>.</summary>
    List,
}
