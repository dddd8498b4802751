using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>What a policy would change, before it is saved.</summary>
public sealed record PreviewPolicy : TypedPolicy, ICardRequest
{
    public static string Verb => "capture.preview";
}

/// <param name="Wishes">What was understood.</param>
/// <param name="Removed">Captured activities that it would take out of the CRM, were it to count for the past as well.</param>
/// <param name="OfColleagues">How many of those a colleague's mailbox shows as well.</param>
/// <param name="ReadAgain">Items that were kept out and would be looked at again.</param>
/// <param name="Hidden">Captured activities of which others would see less.</param>
/// <param name="Shown">Captured activities of which others would see more.</param>
/// <param name="Expiring">Captured activities that are older than it keeps them: they go in the coming night.</param>
/// <param name="ContactsAtMost">How many contacts would come of what is looked at again, at most: nothing of these mails was kept.</param>
public sealed record PolicyPreview(PolicyWishes Wishes, int Removed, int OfColleagues, int ReadAgain, int Hidden = 0, int Shown = 0,
    int Expiring = 0, int ContactsAtMost = 0);

public sealed class PreviewPolicyHandler(CurrentUser user, CapturePolicies policies, PolicyEffects effects)
{
    public async Task<Result<PolicyPreview>> HandleAsync(PreviewPolicy typed, CancellationToken ct)
    {
        var read = user.MayChangeRecords ? typed.Read(user) : Refusal.ReadOnlyAccount();
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!await policies.ExistsAsync(typed.ScopeOf(user), ct))
        {
            return Refusal.NotFound("team");
        }

        var effect = await effects.OfAsync(typed.ScopeOf(user), read.Value, ct);
        var counts = effect.Counts;
        return new PolicyPreview(
            read.Value, counts.Removed, effect.OfColleagues, counts.ReadAgain, counts.Hidden, counts.Shown, effect.Expiring,
            effect.ContactsAtMost);
    }
}
