using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>
/// The form in which a person, or an administrator for everybody, says what is captured; after a refusal with what was typed.
/// </summary>
public sealed record EditPolicy(string Whose, PreviewPolicy? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "capture.edit";
}

/// <param name="Below">What counts without this layer: it stands behind the choice "as before".</param>
/// <param name="Values">As the fields show them.</param>
public sealed record PolicyForm(bool IsOfOrganisation, CapturePolicy Below, PreviewPolicy Values, Refusal? Why);

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
            asked.IsOfOrganisation, below, edit.Typed ?? Shown(edit.Whose, layer?.Version ?? 0, layer?.Wishes ?? new PolicyWishes()),
            edit.Why);
    }

    private static PreviewPolicy Shown(string whose, int version, PolicyWishes wishes) => new()
    {
        Whose = whose, Version = version, Mode = TypedPolicy.Code(wishes.Mode), Body = TypedPolicy.Code(wishes.Body),
        BulkMail = TypedPolicy.Code(wishes.BulkMail), PrivateMeetings = TypedPolicy.Code(wishes.PrivateMeetings),
        NeverLog = PolicyLists.Text(wishes.NeverLog), InternalDomains = PolicyLists.Text(wishes.InternalDomains),
        PrivateCategories = PolicyLists.Text(wishes.PrivateCategories), Chosen = PolicyLists.Text(wishes.Chosen),
        LeaveOutFolders = PolicyLists.Text(wishes.LeaveOutFolders),
    };
}
