using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>
/// Whether a mailbox's item is on somebody's never-log list: the organisation's, or that of anybody whom it concerns. Those are the
/// mailbox's owner, the colleagues on it, and the colleagues whom a group on it reaches.
/// </summary>
/// <param name="mailbox">Its owner.</param>
internal sealed class NeverLogged(NeverLogList list, Colleagues colleagues, Guid mailbox, IReadOnlyDictionary<string, GroupReach> groups)
{
    public bool Covers(IReadOnlyList<Participant> people) => Covers(people, [.. GroupsOn(people).Where(g => !g.IsUnread)]);

    /// <summary>A group on it, whose members nobody knows, may reach somebody whose list it is on: then privacy wins.</summary>
    public bool MayCover(IReadOnlyList<Participant> people) =>
        GroupsOn(people) is var reached && reached.Exists(g => g.IsUnread) && Covers(people, reached);

    private List<GroupReach> GroupsOn(IReadOnlyList<Participant> people) =>
        [.. people.Select(p => groups.GetValueOrDefault(p.Address)).OfType<GroupReach>()];

    private bool Covers(IReadOnlyList<Participant> people, IReadOnlyList<GroupReach> reached)
    {
        return list.Covers(
            [.. people.Select(p => p.Address), .. reached.SelectMany(g => g.Addresses)],
            people.Select(p => colleagues.UserAt(p.Address)).OfType<Guid>().Concat(reached.SelectMany(g => g.Users)).Append(mailbox)
                .ToHashSet());
    }
}
