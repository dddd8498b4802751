namespace Crm.Core.Capture;

/// <summary>Where a page of changes belongs, and how patient its run still is.</summary>
/// <param name="Failures">How often in a row this folder could not be read: what one item asks for is not waited for for ever.</param>
public sealed record PageContext(Mailbox Mailbox, string Resource, int Failures = 0)
{
    /// <summary>Which run of the folder reads the page; null where no run does.</summary>
    public long? Run { get; init; }

    /// <summary>What a person names who logs it themselves; null: capture does it by itself.</summary>
    public ManualLinks? Links { get; init; }

    /// <summary>The items are looked at because a whole round of their calendar did not show them.</summary>
    public bool IsAfterRound { get; init; }
}
