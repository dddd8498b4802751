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

        var values = edit.Typed ?? new SaveTeam(found.Id, found.Version, found.Name, new TypedLines(await MembersAsync(found.Id, ct)));
        return new TeamForm(
            found.Id, found.Name, edit.Why is { Kind: RefusalKind.Conflict } ? values with { Version = found.Version } : values, edit.Why);
    }

    private async Task<string> MembersAsync(Guid teamId, CancellationToken ct)
    {
        var members = db.TeamMembers.Where(m => m.TeamId == teamId);
        return string.Join(
            '\n',
            await db.Users.Where(u => !u.IsDeleted && members.Any(m => m.UserId == u.Id)).OrderBy(u => u.EmailLower).Select(u => u.Email)
                .ToListAsync(ct));
    }
}
