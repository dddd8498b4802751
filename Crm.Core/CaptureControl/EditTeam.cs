using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>A team's form, with what was typed before; without an id that of a new one.</summary>
public sealed record EditTeam(Guid? Id = null, SaveTeam? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "team.edit";
}

/// <param name="Name">As it is called; null for a new one.</param>
/// <param name="Values">What stands in the inputs, over which version of the team.</param>
public sealed record TeamForm(Guid? Id, string? Name, SaveTeam Values, Refusal? Why);

public sealed class EditTeamHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<TeamForm>> HandleAsync(EditTeam edit, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("who is in which team");
        }

        if (edit.Id is null)
        {
            return new TeamForm(null, null, edit.Typed ?? new SaveTeam(), edit.Why);
        }

        var found = await db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == edit.Id, ct);
        if (found is null)
        {
            return Refusal.NotFound("team");
        }

        var now = await ShownAsync(found, ct);
        return edit switch
        {
            { Typed: null } => new TeamForm(found.Id, found.Name, now with { Version = found.Version, Was = now }, edit.Why),
            { Typed: { } typed, Why: { Kind: RefusalKind.Conflict } why } => new TeamForm(
                found.Id, found.Name, typed.Over(now) with { Version = found.Version }, why with { Conflicts = typed.Contested(now) }),
            { Typed: { } typed } => new TeamForm(found.Id, found.Name, typed, edit.Why),
        };
    }

    /// <summary>What stands in the team's form.</summary>
    internal async Task<SaveTeam> ShownAsync(Team team, CancellationToken ct)
    {
        var members = db.TeamMembers.Where(m => m.TeamId == team.Id);
        var addresses = await db.Users.Where(u => !u.IsDeleted && members.Any(m => m.UserId == u.Id)).OrderBy(u => u.EmailLower)
            .Select(u => u.Email).ToListAsync(ct);
        return new SaveTeam(Name: team.Name, Members: string.Join('\n', addresses));
    }
}
