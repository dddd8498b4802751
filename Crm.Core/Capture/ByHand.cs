using Crm.Core.Matching;

namespace Crm.Core.Capture;

/// <summary>
/// What a person says of an item that they log themselves. It goes before what capture would find, and before the rules that spare people
/// what they may not want; never before those that protect somebody.
/// </summary>
public sealed record ByHand(Guid? CompanyId, Guid? ContactId, Guid? DealId)
{
    public bool NamesSomebody => ContactId is not null || DealId is not null || CompanyId is not null;

    /// <returns>Null when neither the person nor capture knows whose it is.</returns>
    public ItemMatch? Over(ItemMatch? found)
    {
        if (!NamesSomebody && found is null)
        {
            return null;
        }

        IReadOnlyList<MatchReason> said = [MatchReason.ByHand];
        var isTheirs = ContactId is null || ContactId == found?.Contact.Known;
        return new ItemMatch(
            ContactId is { } contact ? new Outcome.Certain(contact, said) : found?.Contact.After(said) ?? new Outcome.None(said),
            CompanyId is { } company ? new Outcome.Certain(company, said) : Kept(found?.Company),
            DealId is { } deal ? new Outcome.Certain(deal, said) : Kept(found?.Deal),
            found?.Contacts ?? new Dictionary<string, Guid>(), found?.DealScope);

        Outcome Kept(Outcome? outcome) => isTheirs && outcome is not null ? outcome : new Outcome.None(said);
    }
}
