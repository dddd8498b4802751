using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>The teams whose mailboxes have a policy of their own: an administrator's.</summary>
public sealed record ShowTeams : ICardRequest
{
    public static string Verb => "teams";
}

/// <param name="Members">Its people's names, by name.</param>
/// <param name="HasPolicy">Whether something was said for it.</param>
public sealed record TeamView(Guid Id, string Name, IReadOnlyList<string> Members, bool HasPolicy);

public sealed class ShowTeamsHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<IReadOnlyList<TeamView>>> HandleAsync(ShowTeams ask, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("who is in which team");
        }

        var said = db.TeamPolicies;
        var teams = await db.Teams.AsNoTracking().OrderBy(t => Sql.Fold(t.Name)).Select(t => new
        {
            t.Id,
            t.Name,
            Members = db.Users.Where(u => !u.IsDeleted && t.Members.Any(m => m.UserId == u.Id)).Select(u => u.Name ?? u.Email).ToList(),
            HasPolicy = said.Any(p => p.TeamId == t.Id),
        }).ToListAsync(ct);
        return teams.Select(t => new TeamView(
            t.Id, t.Name, [.. t.Members.Order(StringComparer.CurrentCultureIgnoreCase)], t.HasPolicy)).ToList();
    }
}
