using System.Data.Common;
using Crm.Core.UseCases;

namespace Crm.Data;

/// <summary>By the SQL states of ISO 9075 and PostgreSQL's appendix A.</summary>
internal sealed class PostgresFailures : IDatabaseFailures
{
    public bool IsTransient(Exception failure) => Causes(failure).Any(cause => cause is DbException { IsTransient: true });

    public bool IsRace(Exception failure) => SqlState(failure) is PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Classes 08 (connection), 53 (resources) and 57 (operator), and failures that never reached the server.</summary>
    public bool IsOutage(Exception failure) => Causes(failure).Any(cause => cause is TimeoutException
        || (cause is DbException { SqlState: var state } && state is null or ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..]));

    private static string? SqlState(Exception failure) =>
        Causes(failure).OfType<DbException>().FirstOrDefault(cause => cause.SqlState is not null)?.SqlState;

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
