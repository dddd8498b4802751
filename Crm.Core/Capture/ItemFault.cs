namespace Crm.Core.Capture;

/// <summary>The mailbox cannot be read any further now: Graph asked for it, or this run stands for nothing.</summary>
internal sealed class MailboxClosedException(string code, TimeSpan? after, bool startOver = false) : Exception(code)
{
    public string Code { get; } = code;

    public TimeSpan? After { get; } = after;

    /// <summary>Where the run stood leads nowhere: the next one begins anew.</summary>
    public bool StartOver { get; } = startOver;
}

/// <summary>Another run of the folder began after this one: what this one read is not saved any more.</summary>
internal sealed class RunSupersededException() : Exception("Another run reads the folder.");

/// <summary>One item cannot be read, however often it is asked for.</summary>
/// <param name="code">Why.</param>
/// <param name="passing">It may be given later, and is asked for again then (<see cref="FindUnreadHandler"/>).</param>
internal sealed class UnreadableItemException(string code, bool passing = false) : Exception(code)
{
    public bool IsPassing { get; } = passing;
}

/// <summary>
/// Which failures are one item's own. They are told in the ledger while the page goes on: one bad item never stops a mailbox. A lost
/// database, a closed mailbox and a host that is stopping concern everything.
/// </summary>
public static class ItemFault
{
    /// <summary>Of failures that have nothing to do with the database; of those <see cref="IDatabaseFailures"/> has the word.</summary>
    public static bool IsOfItem(Exception failure) =>
        failure is not (OperationCanceledException or MailboxClosedException or RunSupersededException or StaleSettingsException
            or TimeoutException);
}
