using System.Data.Common;
using Crm.Core.UseCases;

namespace Crm.Core.Capture;

/// <summary>The mailbox cannot be read any further now: Graph asked for it, or this run stands for nothing.</summary>
internal sealed class MailboxClosedException(string code, TimeSpan? after, bool startOver = false) : Exception(code)
{
    public string Code { get; } = code;

    public TimeSpan? After { get; } = after;

    /// <summary>Where the run stood leads nowhere: the next one begins anew.</summary>
    public bool StartOver { get; } = startOver;
}

/// <summary>One item cannot be read, however often it is asked for.</summary>
internal sealed class UnreadableItemException(string code) : Exception(code);

/// <summary>
/// Which failures are one item's own. They are told in the ledger while the page goes on: one bad item never stops a mailbox. A lost
/// database, a closed mailbox and a host that is stopping concern everything.
/// </summary>
public static class ItemFault
{
    public static bool IsOfItem(Exception failure) =>
        failure is not (OperationCanceledException or MailboxClosedException or StaleSettingsException) && !IsOutage(failure);

    /// <summary>Unique violation, serialization failure, deadlock: SQL states of ISO 9075 and PostgreSQL's appendix A.</summary>
    public static bool IsRace(Exception failure) => SqlState(failure) is "23505" or "40001" or "40P01";

    private static bool IsOutage(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is TimeoutException
                || (cause is DbException { SqlState: var state } && state is null or ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..]))
            {
                return true;
            }
        }

        return false;
    }

    private static string? SqlState(Exception? failure) => failure is null ? null : failure is DbException { SqlState: { } state }
        ? state : SqlState(failure.InnerException);
}
