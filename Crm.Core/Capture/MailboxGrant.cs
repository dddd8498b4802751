namespace Crm.Core.Capture;

/// <summary>What is kept of a person's consent to the reading of their own mailbox, where each is read with its owner's.</summary>
public sealed class MailboxGrant : VersionedEntity
{
    public const int LapsedAsLength = 40;

    public Guid UserId { get; private init; }

    /// <summary>Encrypted, and for nobody else's eyes; null once the mailbox was disconnected or they are of no use any more.</summary>
    public byte[]? Tokens { get; private set; }

    /// <summary>Why they are of no use (<see cref="OwnersConsent"/>); null while they are.</summary>
    public string? LapsedAs { get; private set; }

    /// <summary>When the person last passed their consent on; renewals in between are none.</summary>
    public DateTimeOffset ConsentedAt { get; private set; }

    public static MailboxGrant Of(Guid userId, byte[] tokens, DateTimeOffset now) =>
        new() { UserId = userId, Tokens = tokens, ConsentedAt = now, CreatedAt = now, UpdatedAt = now };

    public void Consent(byte[] tokens, DateTimeOffset now)
    {
        (Tokens, LapsedAs, ConsentedAt) = (tokens, null, now);
        Touch(now);
    }

    public void Keep(byte[] tokens, DateTimeOffset now)
    {
        Tokens = tokens;
        Touch(now);
    }

    public void Lapse(string reason, DateTimeOffset now)
    {
        (Tokens, LapsedAs) = (null, reason);
        Touch(now);
    }
}

public static class MailboxGrantQueries
{
    extension(IUnitOfWork db)
    {
        /// <summary>Of the caller's own mailbox: another's is never seen.</summary>
        public Task<bool> IsConnectedAsync(Guid userId, CancellationToken ct) =>
            db.MailboxGrants.AnyAsync(g => g.UserId == userId && g.Tokens != null, ct);
    }
}

/// <param name="Version">What <see cref="KeepGrantHandler"/> goes by.</param>
public sealed record KeptGrant(byte[]? Tokens, string? LapsedAs, DateTimeOffset ConsentedAt, int Version);

/// <summary>The caller's own; nobody reads another's.</summary>
public sealed class FindGrantHandler(ICrmDb db, CurrentUser user)
{
    /// <returns>Null where the person has not connected their mailbox.</returns>
    public Task<KeptGrant?> HandleAsync(CancellationToken ct) => db.MailboxGrants.Where(g => g.UserId == user.Id)
        .Select(g => new KeptGrant(g.Tokens, g.LapsedAs, g.ConsentedAt, g.Version)).SingleOrDefaultAsync(ct);
}

/// <summary>
/// What became of tokens while they were used. Nothing is kept where the row has changed since it was read: its owner disconnected the
/// mailbox or connected it anew, or another host was faster, and its tokens are as good.
/// </summary>
public sealed class KeepGrantHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task HandleAsync(int version, byte[] tokens, CancellationToken ct)
    {
        if (await FindAsync(version, ct) is { Tokens: not null } grant)
        {
            grant.Keep(tokens, clock.GetUtcNow());
            _ = await db.SaveAsync(ct);
        }
    }

    /// <summary>What a fresh token of the person was exchanged for.</summary>
    /// <returns>False where they disconnected their mailbox meanwhile.</returns>
    public async Task<bool> RenewAsync(byte[] tokens, CancellationToken ct)
    {
        if (await db.MailboxGrants.SingleOrDefaultAsync(g => g.UserId == user.Id, ct) is not { } grant
            || grant.LapsedAs == OwnersConsent.NotConnected)
        {
            return false;
        }

        grant.Consent(tokens, clock.GetUtcNow());
        return await db.SaveAsync(ct) is null;
    }

    /// <param name="version">As it was read.</param>
    /// <param name="reason">One of <see cref="OwnersConsent"/>.</param>
    /// <param name="ct">Cancels the saving.</param>
    public async Task LapseAsync(int version, string reason, CancellationToken ct)
    {
        if (await FindAsync(version, ct) is { } grant)
        {
            grant.Lapse(reason, clock.GetUtcNow());
            _ = await db.SaveAsync(ct);
        }
    }

    private Task<MailboxGrant?> FindAsync(int version, CancellationToken ct) =>
        db.MailboxGrants.SingleOrDefaultAsync(g => g.UserId == user.Id && g.Version == version, ct);
}
