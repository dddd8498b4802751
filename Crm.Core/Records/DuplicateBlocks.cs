using Crm.Core.Cards;

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

    /// <summary>"Litware Inc., Litware AB": what the refusal says.</summary>
    public static string Names(IReadOnlyList<LikelyDuplicate> doubles) => string.Join(", ", doubles.Select(d => d.Name));
}
