namespace Crm.Core.Records;

/// <summary>Records that may be the one somebody is about to make, each with what can be done with it.</summary>
internal static class DuplicateBlocks
{
    public const string Title = "These look the same";

    public static IEnumerable<Element> Lines(IEnumerable<LikelyDuplicate> doubles, Func<LikelyDuplicate, ExecuteAction> does) =>
        doubles.Select(d => (Element)new ColumnSet(
    [
        new Column([new TextBlock($"**{Markdown.Short(d.Name, 100)}**"), .. string.IsNullOrEmpty(d.Detail)
            ? Array.Empty<Element>() : [Blocks.Subtle(Markdown.Short(d.Detail, 150))]]),
        new Column([new ActionSet([does(d) with { Tooltip = $"{does(d).Title} {d.Name}" }])]) { Width = "auto",
            VerticalContentAlignment = "Center" },
    ])
    { Separator = true, Spacing = Spacing.Small });

    /// <summary>Before a record is made that may be there already.</summary>
    /// <param name="name">Of the record that is about to be made.</param>
    /// <param name="doubles">Those that look the same.</param>
    /// <param name="one">"person" or "company".</param>
    /// <param name="open">Opens one of them.</param>
    /// <param name="merge">Merges two of them.</param>
    /// <param name="actions">Create it all the same, or change what was typed.</param>
    public static AdaptiveCard BeforeCreating(
        string name, IReadOnlyList<LikelyDuplicate> doubles, string one, Func<LikelyDuplicate, ExecuteAction> open,
        Func<LikelyDuplicate, LikelyDuplicate, ExecuteAction> merge, params IReadOnlyList<CardAction> actions)
    {
        var shown = Markdown.Short(name, 80);
        return new AdaptiveCard(
        [
            Blocks.Title(doubles.Count == 0 ? $"Create {shown}?" : Title),
            new TextBlock(doubles.Count == 0
                ? "Nothing was saved yet, and nothing you typed is lost."
                : $"{shown} may be in the CRM already. Nothing was saved yet, and nothing you typed is lost.")
            {
                Spacing = Spacing.Small,
            },
            .. Lines(doubles, open),
        ])
        {
            Actions =
            [
                .. actions,
                .. doubles is [var first, var second, ..]
                    ? [merge(first, second) with { Tooltip = $"{first.Name} and {second.Name} are one {one}" }]
                    : Array.Empty<CardAction>(),
                DismissCard.Button,
            ],
            FallbackText = $"{name} may be in the CRM already",
        };
    }

    /// <summary>"Litware Inc., Litware AB": what the refusal says.</summary>
    public static string Names(IReadOnlyList<LikelyDuplicate> doubles) => string.Join(", ", doubles.Select(d => d.Name));
}
