using Crm.Core.Capture;
using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>A policy counts from now on, and for what was captured before if that is wanted.</summary>
public sealed record SavePolicy : TypedPolicy, ICardRequest
{
    public static string Verb => "capture.save";

    [JsonConstructor]
    public SavePolicy()
    {
    }

    public SavePolicy(TypedPolicy typed)
        : base(typed)
    {
    }

    /// <summary>Whether it counts for what was captured before as well.</summary>
    public bool IsRetroactive { get; init; }
}

/// <summary>What saving it did.</summary>
/// <param name="Whose">"own", "team" or "organisation".</param>
/// <param name="Version">Of the policy as it stands now.</param>
/// <param name="Removed">Activities that were taken out.</param>
/// <param name="ReadAgain">Items that are looked at again.</param>
/// <param name="Hidden">Activities of which others see less.</param>
/// <param name="Shown">Activities of which others see more.</param>
public sealed record PolicySaved(
    string Whose, int Version, bool IsRetroactive, int Removed, int ReadAgain, int Hidden = 0, int Shown = 0);

public sealed class SavePolicyHandler(
    ICrmDb db, CurrentUser user, CapturePolicies policies, PolicyEffects effects, ICaptureStore store, TimeProvider clock) : IChangesData
{
    public async Task<Result<PolicySaved>> HandleAsync(SavePolicy typed, CancellationToken ct)
    {
        var (read, whose, now) = (typed.Read(user), typed.ScopeOf(user), clock.GetUtcNow());
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!await policies.ExistsAsync(whose, ct))
        {
            return Refusal.NotFound("team");
        }

        var layer = await policies.LayerAsync(whose, ct);
        if ((layer?.Version ?? 0) != typed.Version)
        {
            return Refusal.Conflict("policy") with { CurrentVersion = layer?.Version ?? 0 };
        }

        // Before anything is saved: the effect is the step from what stands to what is wanted.
        var effect = typed.IsRetroactive ? await effects.OfAsync(whose, read.Value, ct) : null;
        if (layer is null)
        {
            layer = policies.Add(whose, read.Value, now);
        }
        else
        {
            layer.Say(read.Value, now);
        }

        var done = effect is null ? new PolicyCounts() : await ApplyAsync(effect, ct);
        db.CaptureReceipts.Add(CaptureReceipt.Of(whose, user.Id, typed.IsRetroactive, done, now));
        return await db.SaveAsync(ct) is { } refused ? refused
            : new PolicySaved(
                typed.IsOfOrganisation ? TypedPolicy.Organisation : typed.IsOfTeam ? TypedPolicy.OfTeam : "own", layer.Version,
                typed.IsRetroactive, done.Removed, done.ReadAgain,
                done.Hidden, done.Shown);
    }

    private async Task<PolicyCounts> ApplyAsync(PolicyEffect effect, CancellationToken ct)
    {
        // First what was kept out before: what goes now is not to be looked at again.
        var (again, removed) = (0, 0);
        foreach (var mailbox in effect.Reasons.Count == 0 ? [] : effect.Mailboxes)
        {
            again += await store.ReadAgainAsync(mailbox, effect.Reasons, ct);
        }

        foreach (var reason in effect.Removed.GroupBy(r => r.Reason, r => r.ActivityId))
        {
            removed += await store.KeepOutAsync([.. reason], reason.Key, ct);
        }

        var (hidden, shown) = await store.ShowAsync(effect.Levels, [.. effect.Removed.Select(r => r.ActivityId)], really: true, ct);
        return new PolicyCounts(removed, again, hidden, shown);
    }
}
