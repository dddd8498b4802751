using Microsoft.Extensions.Options;

namespace Crm.Core.Policies;

/// <summary>
/// What counts for a mailbox: the host's settings, what the organisation said instead, and what the person's team and the person said
/// beyond that. An organisation may loosen the host's settings; teams and persons can make theirs only stricter. Lists that keep things
/// out add up.
/// </summary>
public sealed class CapturePolicies(ICrmDb db, IOptions<CapturePolicy> settings)
{
    private PolicyLayers? layers;

    public async Task<CapturePolicy> OfAsync(Guid userId, CancellationToken ct) => (await LayersAsync(ct)).OfPerson(settings.Value, userId);

    /// <summary>What counts where the organisation says nothing.</summary>
    public CapturePolicy OfHost => settings.Value;

    public Task<CapturePolicy> OfOrganisationAsync(CancellationToken ct) => SharedAsync(null, ct);

    /// <summary>What counts before a person of this team, or of none, said anything.</summary>
    public async Task<CapturePolicy> SharedAsync(Guid? teamId, CancellationToken ct) =>
        (await LayersAsync(ct)).Shared(settings.Value, teamId);

    /// <summary>Nothing is logged that is on the list of the organisation, or of a team or a person whom it concerns.</summary>
    public async Task<NeverLogList> NeverLogAsync(CancellationToken ct) => NeverLogList.Of(settings.Value, await LayersAsync(ct));

    /// <summary>What was said, to be changed; null before anything was.</summary>
    public async Task<PolicyLayer?> LayerAsync(PolicyScope scope, CancellationToken ct) => scope.TeamId is { } team
        ? await db.TeamPolicies.SingleOrDefaultAsync(l => l.TeamId == team, ct)
        : await db.CapturePolicies.SingleOrDefaultAsync(l => l.UserId == scope.UserId, ct);

    public PolicyLayer Add(PolicyScope scope, PolicyWishes wishes, DateTimeOffset now) => scope.TeamId is { } team
        ? db.TeamPolicies.Add(TeamPolicyLayer.Of(team, wishes, now)).Entity
        : db.CapturePolicies.Add(CapturePolicyLayer.Of(scope.UserId, wishes, now)).Entity;

    /// <summary>Whether there is anybody whose policy it could be: a team may be gone.</summary>
    public async Task<bool> ExistsAsync(PolicyScope scope, CancellationToken ct) =>
        scope.TeamId is not { } team || await db.Teams.AnyAsync(t => t.Id == team, ct);

    /// <summary>The person's team; null for none.</summary>
    public Task<Team?> TeamAsync(Guid userId, CancellationToken ct) =>
        db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Members.Any(m => m.UserId == userId), ct);

    internal async Task<PolicyLayers> LayersAsync(CancellationToken ct)
    {
        if (layers is null)
        {
            var said = (await db.CapturePolicies.AsNoTracking().ToListAsync(ct)).ToDictionary(
                l => l.UserId is { } person ? PolicyScope.OfPerson(person) : PolicyScope.Organisation, l => l.Wishes);
            foreach (var team in await db.TeamPolicies.AsNoTracking().ToListAsync(ct))
            {
                said.Add(PolicyScope.OfTeam(team.TeamId), team.Wishes);
            }

            layers = new PolicyLayers(said, await db.TeamMembers.ToDictionaryAsync(m => m.UserId, m => m.TeamId, ct));
        }

        return layers;
    }
}
