namespace Crm.Core.Policies;

/// <summary>A policy about to be changed.</summary>
/// <param name="Below">What counts without this layer: it stands behind the choice "as before".</param>
/// <param name="Values">As the fields show them.</param>
public sealed record PolicyForm(bool IsOfOrganisation, CapturePolicy Below, TypedPolicy Values, Refusal? Why);
