namespace Crm.Core.Lists;

/// <summary>
/// The conditions of a list to choose instead of to write, with the number of rows that they show; in the chat or in a dialog.
/// </summary>
public static class FilterBuilder
{
    /// <summary>The choice that takes a condition away: a choice once made cannot be emptied in Teams.</summary>
    public const string None = "-";

    public static AdaptiveCard For(BuiltFilter built, CurrentUser reader)
    {
        var (asked, shown) = (built.Asked, new ReaderFormat(reader));
        return new AdaptiveCard(
        [
            Blocks.Title($"Which {built.Entity}?"),
            .. built.Rows.SelectMany((row, i) => Row(row, i, built)),
            .. built.Rest is null ? [] : Blocks.Field(
                new TextInput("And also") { Id = "rest", Value = built.Rest, IsMultiline = true, MaxLength = 1500 }, built.Why),
            .. Blocks.Field(
                new ChoiceSetInput("Order", Orders(built)) { Id = "order", Value = built.Order, Placeholder = "As usual" }, built.Why),
            new TextBlock(built.Total is { } total
                ? $"**{shown.Count(total.Value)}{(total.IsLowerBound ? "+" : "")}** {built.Entity} fit."
                : "Please mend this; nothing is counted until then."),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<BuildFilter>("Show", new { kind = asked.Kind, seen = asked.Seen, show = true })
                    with { Style = "positive" },
                ExecuteAction.Submit<BuildFilter>("Count", new { kind = asked.Kind, seen = asked.Seen })
                    with { Tooltip = "Counts, and gives room for one more condition" },
                .. built.Filter is { } text ? [ExecuteAction.Press("As text", new EditFilter(asked.Kind, text, asked.Seen))]
                    : Array.Empty<CardAction>(),
                ExecuteAction.Of("Back", ListMoves.VerbOf(asked.Kind), new { filter = asked.Seen }),
            ],
            FallbackText = $"Which {built.Entity}?",
        };
    }

    private static IEnumerable<Element> Row(BuiltRow row, int i, BuiltFilter built)
    {
        var (typed, id) = (row.Typed, $"rows.{i}");
        var isNew = typed.Field is null;
        yield return new ColumnSet(
        [
            new Column(
            [
                new ChoiceSetInput(i == 0 ? "Condition" : isNew ? "One more condition" : "And",
                    [.. isNew ? Array.Empty<Choice>() : [new Choice("(take away)", None)], .. built.Fields])
                {
                    Id = $"{id}.field", Value = typed.Field, Placeholder = "Field",
                },
            ]),
            new Column([new ChoiceSetInput("is", row.Comparisons) { Id = $"{id}.is", Value = typed.Is, Placeholder = "is" }]),
        ])
        { Spacing = Spacing.Medium, Separator = i > 0 };
        foreach (var element in Blocks.Field(Value(row, id), built.Why))
        {
            yield return element with { Spacing = Spacing.Small };
        }

        if (built.Why?.For($"{id}.field") is { } wrong)
        {
            yield return new TextBlock("⚠ " + Markdown.Escape(wrong)) { Color = TextColor.Attention };
        }
    }

    private static Element Value(BuiltRow row, string id) => row.Options.Count > 0
        ? new ChoiceSetInput("Value", row.Options) { Id = $"{id}.value", Value = row.Typed.Value, IsMultiSelect = true }
        : new TextInput("Value")
        { Id = $"{id}.value", Value = row.Typed.Value, MaxLength = 200, Placeholder = "10,000 · Friday · past 30 days · a word" };

    private static IReadOnlyList<Choice> Orders(BuiltFilter built)
    {
        var usual = ListMoves.OrdersOf(built.Asked.Kind).Select(o => new Choice(o.Label, o.Text)).ToList();
        return built.Order is { } own && usual.TrueForAll(o => o.Value != own) ? [.. usual, new Choice(own, own)] : usual;
    }
}
