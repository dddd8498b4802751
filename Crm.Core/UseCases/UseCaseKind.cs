namespace Crm.Core.UseCases;

/// <summary>The tenant's settings changed between two use cases; this one went by the older ones.</summary>
public sealed class StaleSettingsException() : Exception("The tenant's settings keep changing. Please try again.");

/// <summary>
/// A use case that writes. One that doesn't say so only reads: all its statements see one snapshot (REPEATABLE READ), in a transaction in
/// which PostgreSQL refuses to write.
/// </summary>
public interface IChangesData;

/// <summary>It writes what concerns the caller alone, such as the own time zone: everybody may, whatever their role.</summary>
public interface IChangesOwnSettings : IChangesData;

/// <summary>
/// A change that meets others at the same rows as a matter of course: when one of them was faster it starts again, and then finds what the
/// other saved.
/// </summary>
public interface IStartsAgain : IChangesData;

/// <summary>A list: its counts are the last thing it asks, so that they may take the end of the transaction along.</summary>
public interface IEndsWithItsCounts;

/// <summary>What a use case does to the database.</summary>
public enum UseCaseKind
{
    /// <summary>Reads, in several statements that agree with each other.</summary>
    Read,

    /// <summary><see cref="IEndsWithItsCounts"/>.</summary>
    List,

    /// <summary><see cref="IChangesData"/>: reads what is newest, and writes.</summary>
    Change,
}
