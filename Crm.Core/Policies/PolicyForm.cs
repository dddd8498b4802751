namespace Crm.Core.Policies;

/// <summary>A policy about to be changed.</summary>
/// <param name="Whose">Whose it is.</param>
/// <param name="Team">The team that it is of, or that the person is in; null for none.</param>
/// <param name="Below">What counts without this layer: it stands behind the choice "as before".</param>
/// <param name="Values">As the fields show them.</param>
public sealed record PolicyForm(PolicyScope Whose, string? Team, CapturePolicy Below, TypedPolicy Values, Refusal? Why)
{
    public bool IsOfOrganisation => Whose == PolicyScope.Organisation;

    internal string WhoIsBelow => IsOfOrganisation ? "As the server is set"
        : Whose.UserId is not null && Team is not null ? "As your team says"
        : "As the organisation says";
}
