using Crm.Core.Matching;

namespace Crm.Core.Capture;

/// <summary>
/// The records that a person names for an item that they log themselves. They go before what capture would find, and logging it goes
/// before the rules that spare people what they may not want (<see cref="CaptureRules"/>).
/// </summary>
public sealed record ManualLinks(Guid? CompanyId, Guid? ContactId, Guid? DealId)
{
    public bool NamesSomebody => ContactId is not null || DealId is not null || CompanyId is not null;

    /// <returns>Null when neither the person nor capture knows whose it is.</returns>
    public ItemMatch? ApplyTo(ItemMatch? found)
    {
        if (!NamesSomebody && found is null)
        {
            return null;
        }

        IReadOnlyList<MatchReason> said = [MatchReason.LoggedManually];
        var isTheirs = ContactId is null || ContactId == found?.Contact.Known;
        return new ItemMatch(
            ContactId is { } contact ? new Outcome.Certain(contact, said) : found?.Contact.After(said) ?? new Outcome.None(said),
            CompanyId is { } company ? new Outcome.Certain(company, said) : Kept(found?.Company),
            DealId is { } deal ? new Outcome.Certain(deal, said) : Kept(found?.Deal),
            found?.Contacts ?? new Dictionary<string, Guid>(), found?.DealScope);

        Outcome Kept(Outcome? outcome) => isTheirs && outcome is not null ? outcome : new Outcome.None(said);
    }
}
