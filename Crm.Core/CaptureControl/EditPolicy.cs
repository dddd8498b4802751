using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>
/// The form in which a person, or an administrator for a team or for everybody, says what is captured; after a refusal with what was
/// typed.
/// </summary>
public sealed record EditPolicy(string Whose, PreviewPolicy? Typed = null, Refusal? Why = null, Guid? Team = null) : ICardRequest
{
    public static string Verb => "capture.edit";
}

public sealed class EditPolicyHandler(ICrmDb db, CurrentUser user, CapturePolicies policies)
{
    public async Task<Result<PolicyForm>> HandleAsync(EditPolicy edit, CancellationToken ct)
    {
        var asked = new PreviewPolicy { Whose = edit.Whose, Team = edit.Team };
        if (asked.Refused(user) is { } no)
        {
            return no;
        }

        var scope = asked.ScopeOf(user);
        var team = scope.TeamId is { } id ? await db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct)
            : asked.IsOfOrganisation ? null
            : await policies.TeamAsync(user.Id, ct);
        if (asked.IsOfTeam && team is null)
        {
            return Refusal.NotFound("team");
        }

        var layer = await policies.LayerAsync(scope, ct);
        return new PolicyForm(
            scope, team?.Name,
            asked.IsOfOrganisation ? policies.OfHost : await policies.SharedAsync(asked.IsOfTeam ? null : team?.Id, ct),
            edit.Typed ?? PolicySettings.Shown(layer?.Wishes ?? new PolicyWishes(), asked with { Version = layer?.Version ?? 0 }),
            edit.Why);
    }
}
