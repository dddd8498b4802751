using Crm.Core.Deals;

namespace Crm.Core.Reminders;

/// <summary>
/// What a deal's new owner is told: by whom it was given, and the deal's own card; of many at once, their number and the way to them.
/// </summary>
public static class HandoverCard
{
    public static AdaptiveCard For(string? by, AdaptiveCard deal) => deal with
    {
        Body =
        [
            Blocks.Subtle(by is null ? "📥 This deal is yours now" : $"📥 {Markdown.Escape(by)} made this deal yours"),
            .. deal.Body,
        ],
        FallbackText = $"Yours now: {deal.FallbackText}",
    };

    public static AdaptiveCard For(string? by, int deals)
    {
        var many = deals.ToString(CultureInfo.InvariantCulture);
        var said = by is null ? $"{many} deals are yours now" : $"{Markdown.Escape(by)} made {many} deals yours";
        return new AdaptiveCard([Blocks.Title($"📥 {said}"), Blocks.Subtle("Their companies and contacts are in your sight, too.")])
        {
            Actions = [ExecuteAction.Press("My open deals", new ListDeals("owner is me and status is open order by updated desc"))],
            FallbackText = said,
        };
    }
}
