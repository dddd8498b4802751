using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>A team as an administrator typed it; without an id a new one.</summary>
/// <param name="Members">One a line, by name or address. Who was in another team is in this one then.</param>
/// <param name="Was">What stood in the form when it was opened: only what differs from it counts as changed.</param>
public sealed record SaveTeam(
    Guid? Id = null, int Version = 0, string? Name = null, TypedLines? Members = null, SaveTeam? Was = null) : ICardRequest
{
    public static string Verb => "team.save";

    internal IReadOnlyList<FieldConflict> Contested(SaveTeam now) => Late(now).Contested("name", "members");

    /// <summary>The same over a team that somebody else changed meanwhile.</summary>
    internal SaveTeam Over(SaveTeam now)
    {
        var late = Late(now);
        return this with { Name = late["name"] ?? "", Members = late["members"] ?? "", Was = now };
    }

    private FormMerge Late(SaveTeam now) => new(FormValues.Of(this), FormValues.Of(Was), FormValues.Of(now));
}

public sealed class SaveTeamHandler(ICrmDb db, CurrentUser user, EditTeamHandler form, TimeProvider clock) : IChangesData
{
    private const int MostMembers = 500;

    public async Task<Result<Guid>> HandleAsync(SaveTeam typed, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("who is in which team");
        }

        var there = typed.Id is { } id ? await db.Teams.SingleOrDefaultAsync(t => t.Id == id, ct) : null;
        if (typed.Id is not null && there is null)
        {
            return Refusal.NotFound("team");
        }

        if (there is not null && there.Version != typed.Version)
        {
            var now = await form.ShownAsync(there, ct);
            if (typed.Was is null || typed.Contested(now).Count > 0)
            {
                return Refusal.Conflict("team") with { Conflicts = typed.Contested(now), CurrentVersion = there.Version };
            }

            typed = typed.Over(now);
        }

        var check = new InputReader(user.Locale);
        var name = check.Required("name", typed.Name, "The team's name", Team.NameLength);
        if (await db.Teams.AnyAsync(t => Sql.Fold(t.Name) == Sql.Fold(name) && t.Id != typed.Id, ct))
        {
            check.Fail("name", $"There is a team “{name}” already.");
        }

        var people = await PeopleAsync(check, typed.Members?.Text, ct);
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var team = there ?? db.Teams.Add(Team.Of(name, clock.GetUtcNow())).Entity;
        if (there is not null)
        {
            team.Call(name, clock.GetUtcNow());
        }

        await FillAsync(team.Id, people, ct);
        return await db.SaveAsync(ct) is { } refused ? refused : team.Id;
    }

    /// <summary>Everybody who was named; whoever is not found, or could be several people, goes into the check.</summary>
    private async Task<IReadOnlySet<Guid>> PeopleAsync(InputReader check, string? typed, CancellationToken ct)
    {
        List<string> lines =
        [
            .. (typed ?? "").Split(['\n', '\r', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        if (lines.Count > MostMembers)
        {
            check.Fail("members", $"There are {lines.Count} lines; at most {MostMembers} fit.");
            return new HashSet<Guid>();
        }

        var colleagues = await db.Users.Where(u => !u.IsDeleted).Select(u => new { u.Id, u.Email, u.Name }).ToListAsync(ct);
        var people = new HashSet<Guid>();
        foreach (var line in lines)
        {
            var meant = colleagues.Where(c => line.Equals(c.Email, StringComparison.OrdinalIgnoreCase)).ToList();
            meant = meant.Count > 0 ? meant : [.. colleagues.Where(c => line.Equals(c.Name, StringComparison.OrdinalIgnoreCase))];
            if (meant is [var one])
            {
                people.Add(one.Id);
            }
            else
            {
                check.Fail("members", meant.Count == 0
                    ? $"“{line}” is neither the name nor the address of a colleague."
                    : $"{meant.Count} colleagues are called “{line}”. Name them by their addresses.");
            }
        }

        return people;
    }

    private async Task FillAsync(Guid teamId, IReadOnlySet<Guid> people, CancellationToken ct)
    {
        List<Guid> wanted = [.. people];
        var members = await db.TeamMembers.Where(m => m.TeamId == teamId || wanted.Contains(m.UserId)).ToListAsync(ct);
        db.TeamMembers.RemoveRange(members.Where(m => !people.Contains(m.UserId)));
        foreach (var moved in members.Where(m => people.Contains(m.UserId) && m.TeamId != teamId))
        {
            moved.MoveTo(teamId);
        }

        db.TeamMembers.AddRange(wanted.Except(members.Select(m => m.UserId)).Select(person => TeamMember.Of(person, teamId)));
    }
}
