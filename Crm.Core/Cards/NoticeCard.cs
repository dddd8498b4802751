namespace Crm.Core.Cards;

/// <summary>One sentence that says what happened and what to do next.</summary>
public static class NoticeCard
{
    public static AdaptiveCard For(string title, string text, params IReadOnlyList<CardAction> next) => new(
    [
        new TextBlock(title) { Weight = "Bolder", Size = TextSize.Medium, Style = "heading" },
        new TextBlock(text) { Spacing = Spacing.Small },
    ])
    {
        Actions = next.Count == 0 ? null : next,
        FallbackText = $"{title} {text}",
    };

    public static AdaptiveCard Refused(Refusal refusal) => For("That did not work", Markdown.Escape(refusal.Message));
}
