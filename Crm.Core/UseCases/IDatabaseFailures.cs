namespace Crm.Core.UseCases;

/// <summary>What an exception of the database means, whatever its driver calls it.</summary>
public interface IDatabaseFailures
{
    /// <summary>The same may go well from the start: after a deadlock, or with a new connection.</summary>
    bool IsTransient(Exception failure);

    /// <summary>Somebody else was faster: a deadlock, a serialization failure, or the same thing saved a moment before.</summary>
    bool IsRace(Exception failure);

    /// <summary>The database is away or out of resources, which is not the fault of what was asked.</summary>
    bool IsOutage(Exception failure);
}
