namespace Crm.Core.Capture;

/// <summary>
/// What a person says of an item that they log themselves. It goes before what capture would find, and before the rules that spare people
/// what they may not want; never before those that protect somebody.
/// </summary>
public sealed record ByHand(Guid? CompanyId, Guid? ContactId, Guid? DealId)
{
    public bool NamesSomebody => ContactId is not null || DealId is not null || CompanyId is not null;

    /// <returns>Null when neither the person nor capture knows whose it is.</returns>
    public Match? Over(Match? found) => !NamesSomebody && found is null ? null
        : new Match(
            CompanyId ?? (ContactId is null ? found?.CompanyId : null), ContactId ?? found?.ContactId,
            DealId ?? (ContactId is null || ContactId == found?.ContactId ? found?.DealId : null), CaptureReason.LoggedByHand,
            found?.Contacts ?? new Dictionary<string, Guid>());
}
