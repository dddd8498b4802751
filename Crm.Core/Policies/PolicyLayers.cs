namespace Crm.Core.Policies;

/// <summary>Everything that was said about capture in a tenant, and who is in which team.</summary>
/// <param name="Said">By whom it was said.</param>
/// <param name="TeamOf">The team of each person who is in one.</param>
internal sealed record PolicyLayers(IReadOnlyDictionary<PolicyScope, PolicyWishes> Said, IReadOnlyDictionary<Guid, Guid> TeamOf)
{
    /// <summary>As they would stand if one of them said something else.</summary>
    public PolicyLayers With(PolicyScope scope, PolicyWishes wishes) =>
        this with { Said = new Dictionary<PolicyScope, PolicyWishes>(Said) { [scope] = wishes } };

    /// <summary>Whose mailboxes a layer concerns; null are all.</summary>
    public IReadOnlySet<Guid>? Concerned(PolicyScope scope) =>
        scope.UserId is { } person ? new HashSet<Guid> { person }
        : scope.TeamId is { } team ? TeamOf.Where(m => m.Value == team).Select(m => m.Key).ToHashSet()
        : null;

    /// <summary>What counts for a person's mailbox.</summary>
    public CapturePolicy OfPerson(CapturePolicy host, Guid userId) => PolicySettings.Layered(
        host, Of(PolicyScope.Organisation), TeamOf.TryGetValue(userId, out var team) ? Of(PolicyScope.OfTeam(team)) : null,
        Of(PolicyScope.OfPerson(userId)));

    /// <summary>What counts before a person said anything: for everybody, or for those of one team.</summary>
    public CapturePolicy Shared(CapturePolicy host, Guid? teamId) => PolicySettings.Layered(
        host, Of(PolicyScope.Organisation), teamId is { } team ? Of(PolicyScope.OfTeam(team)) : null, null);

    private PolicyWishes? Of(PolicyScope scope) => Said.GetValueOrDefault(scope);
}
