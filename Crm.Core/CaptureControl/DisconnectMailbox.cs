using Crm.Core.Capture;
using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>What leaving capture with the own mailbox would take along.</summary>
public sealed record AskDisconnect : ICardRequest
{
    public static string Verb => "capture.ask-disconnect";
}

/// <summary>The own mailbox is read no longer.</summary>
/// <param name="RemoveCaptured">What it brought goes as well, unless another mailbox holds it too.</param>
public sealed record DisconnectMailbox(bool RemoveCaptured) : ICardRequest
{
    public static string Verb => "capture.disconnect";
}

/// <summary>The own mailbox is read again, and what left with it is looked at again.</summary>
public sealed record ConnectMailbox : ICardRequest
{
    public static string Verb => "capture.connect";
}

/// <param name="Removed">Activities that no other mailbox holds: they go, or would.</param>
/// <param name="Left">Activities that colleagues' mailboxes hold as well: they stay there.</param>
public sealed record Disconnecting(int Removed, int Left);

/// <param name="ReadAgain">Items that are looked at again.</param>
public sealed record Connected(int ReadAgain);

public sealed class AskDisconnectHandler(ICaptureStore store)
{
    public async Task<Result<Disconnecting>> HandleAsync(AskDisconnect ask, CancellationToken ct)
    {
        var (removed, left) = await store.LeaveAsync(really: false, ct);
        return new Disconnecting(removed, left);
    }
}

public sealed class DisconnectMailboxHandler(ICrmDb db, CurrentUser user, ICaptureStore store, TimeProvider clock) : IChangesData
{
    public async Task<Result<Disconnecting>> HandleAsync(DisconnectMailbox leave, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var layer = await db.CapturePolicies.SingleOrDefaultAsync(l => l.UserId == user.Id, ct);
        if (layer is null)
        {
            db.CapturePolicies.Add(CapturePolicyLayer.Of(user.Id, new PolicyWishes { Mode = CaptureMode.Off }, now));
        }
        else
        {
            layer.Say(layer.Wishes with { Mode = CaptureMode.Off }, now);
        }

        if (await db.MailboxGrants.SingleOrDefaultAsync(g => g.UserId == user.Id, ct) is { } grant)
        {
            grant.Lapse(OwnersConsent.NotConnected, now);
        }

        var (removed, left) = leave.RemoveCaptured ? await store.LeaveAsync(really: true, ct) : (0, 0);
        db.CaptureReceipts.Add(
            CaptureReceipt.Of(PolicyScope.OfPerson(user.Id), user.Id, leave.RemoveCaptured, new PolicyCounts(removed), now));
        return await db.SaveAsync(ct) is { } refused ? refused : new Disconnecting(removed, left);
    }
}

/// <summary>
/// Where mailboxes are read with their owner's consent, that is asked for first: nothing is connected without it. Reading goes on from
/// where it stood.
/// </summary>
public sealed class ConnectMailboxHandler(
    ICrmDb db, CurrentUser user, ICaptureStore store, IMailboxConsent consent, TimeProvider clock) : IChangesData
{
    public async Task<Result<Connected>> HandleAsync(ConnectMailbox connect, CancellationToken ct)
    {
        if (await ConsentAsync(ct) is { } why)
        {
            return why;
        }

        if (await db.CapturePolicies.SingleOrDefaultAsync(l => l.UserId == user.Id, ct) is { Wishes.Mode: CaptureMode.Off } layer)
        {
            layer.Say(layer.Wishes with { Mode = null }, clock.GetUtcNow());
        }

        var again = await store.ReadAgainAsync(user.Id, [CaptureReason.Disconnected], ct);
        return await db.SaveAsync(ct) is { } refused ? refused : new Connected(again);
    }

    private async Task<Refusal?> ConsentAsync(CancellationToken ct)
    {
        switch (await consent.AskAsync(user, ct))
        {
            case ConsentGiven.Given { Tokens: var tokens }:
                await KeepAsync(tokens, ct);
                return null;
            case ConsentGiven.Refused { Why: var why }:
                return why;
            case ConsentGiven.NotAskedHere when await IsNeededAsync(ct):
                return Refusal.NotAllowed("Your mailbox is read with your own consent, which Outlook alone can pass on. "
                    + "Open the pane there, choose Capture at its foot and connect your mailbox.");
            default:
                return null;
        }
    }

    private async Task<bool> IsNeededAsync(CancellationToken ct)
    {
        var reasons = await db.CaptureCursors.Where(c => c.UserId == user.Id && c.LastError != null).Select(c => c.LastError)
            .ToListAsync(ct);
        return reasons.Exists(OwnersConsent.Wants) || await db.MailboxGrants.AnyAsync(g => g.UserId == user.Id && g.Tokens == null, ct);
    }

    private async Task KeepAsync(byte[] tokens, CancellationToken ct)
    {
        if (await db.MailboxGrants.SingleOrDefaultAsync(g => g.UserId == user.Id, ct) is { } grant)
        {
            grant.Consent(tokens, clock.GetUtcNow());
        }
        else
        {
            db.MailboxGrants.Add(MailboxGrant.Of(user.Id, tokens, clock.GetUtcNow()));
        }
    }
}
