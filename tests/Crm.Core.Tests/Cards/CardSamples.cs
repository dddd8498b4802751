namespace Crm.Core.Tests.Cards;

/// <summary>Every card with plausible content, and the ones that hostile names would break.</summary>
internal static class CardSamples
{
    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new[]
    {
        CompanyCardSamples.All,
        ContactCardSamples.All,
        DealCardSamples.All,
        ListCardSamples.All,
        AdministrationCardSamples.All,
        ActivityCardSamples.All,
        ReportCardSamples.All,
        CaptureCardSamples.All,
        GeneralCardSamples.All,
    }.SelectMany(samples => samples).ToDictionary();
}
