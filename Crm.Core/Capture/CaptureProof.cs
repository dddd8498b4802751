namespace Crm.Core.Capture;

/// <summary>
/// What the last comparison of a folder or calendar with the ledger came to: each night the ids of all its items are listed, and each of
/// them must have been decided.
/// </summary>
public sealed class CaptureProof
{
    public Guid UserId { get; private init; }

    public string Resource { get; private init; } = "";

    public DateTimeOffset ProvenAt { get; private set; }

    /// <summary>What was compared: mail received, or meetings that take place, from then on.</summary>
    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset Until { get; private set; }

    /// <summary>Items that the mailbox has.</summary>
    public int ItemCount { get; private set; }

    /// <summary>Those of them that have been decided.</summary>
    public int DecidedCount { get; private set; }

    /// <summary>Those that had been missed; they were read at once.</summary>
    public int MissedCount { get; private set; }

    public static CaptureProof For(Guid userId, string resource) => new() { UserId = userId, Resource = resource };

    public void Show(ReadWindow compared, ProofCount count, DateTimeOffset now)
    {
        (ProvenAt, Since, Until) = (now, compared.Start, compared.End);
        (ItemCount, DecidedCount, MissedCount) = (count.Items, count.Decided, count.Missed);
    }
}

/// <param name="Items">Items that the mailbox has.</param>
/// <param name="Decided">Those of them that the ledger knows, the missed ones included where they could be read.</param>
/// <param name="Missed">Those that it had not known.</param>
public sealed record ProofCount(int Items, int Decided, int Missed)
{
    public static ProofCount operator +(ProofCount one, ProofCount other) =>
        new(one.Items + other.Items, one.Decided + other.Decided, one.Missed + other.Missed);
}
