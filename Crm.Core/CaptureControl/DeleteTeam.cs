using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>A team goes with what was said for it; its people stay, with what they said themselves.</summary>
public sealed record DeleteTeam(Guid Id) : ICardRequest
{
    public static string Verb => "team.delete";
}

public sealed class DeleteTeamHandler(ICrmDb db, CurrentUser user) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(DeleteTeam delete, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("who is in which team");
        }

        var team = await db.Teams.SingleOrDefaultAsync(t => t.Id == delete.Id, ct);
        if (team is null)
        {
            return Refusal.NotFound("team");
        }

        db.Teams.Remove(team);
        return await db.SaveAsync(ct) is { } refused ? refused : delete.Id;
    }
}
