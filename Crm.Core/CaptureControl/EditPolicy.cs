using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>
/// The form in which a person, or an administrator for everybody, says what is captured; after a refusal with what was typed.
/// </summary>
public sealed record EditPolicy(string Whose, PreviewPolicy? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "capture.edit";
}

public sealed class EditPolicyHandler(CurrentUser user, CapturePolicies policies)
{
    public async Task<Result<PolicyForm>> HandleAsync(EditPolicy edit, CancellationToken ct)
    {
        var asked = new PreviewPolicy { Whose = edit.Whose };
        if (asked.IsOfOrganisation && !user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("what the organisation captures");
        }

        var layer = await policies.LayerAsync(asked.UserOf(user), ct);
        var below = asked.IsOfOrganisation ? policies.OfHost : await policies.OfOrganisationAsync(ct);
        return new PolicyForm(
            asked.IsOfOrganisation, below, edit.Typed ?? PolicySettings.Shown(
                layer?.Wishes ?? new PolicyWishes(), new PreviewPolicy { Whose = edit.Whose, Version = layer?.Version ?? 0 }),
            edit.Why);
    }
}
