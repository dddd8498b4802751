using Crm.Core.Views;

namespace Crm.Core.Lists;

/// <summary>
/// One line of a list: what it is, its details, what a press on it opens, and the one thing that can be done with it at once.
/// </summary>
public sealed record ListLine(string Title, string Detail, CardAction Open, CardAction? Next = null);

/// <summary>
/// A filtered list: how many, by which conditions (each can be taken away, with the number of rows there would be without it), five lines,
/// the next page, what it can be narrowed to, other orders.
/// </summary>
public static class ListCard
{
    private const int MostChips = 6;
    private const int MostOptions = 8;
    private const int MostGroups = 15;

    /// <summary>
    /// Every press carries the filter that it leads to, and a card at most 25 KB: a longer filter has fewer presses, a very long one only
    /// its pages.
    /// </summary>
    private const int RoomyFilter = 300;
    private const int LongFilter = 1000;

    public static AdaptiveCard For<TView>(
        string title, RecordList<TView> page, ListMoves moves, CurrentUser reader, Func<TView, ListLine> line, CardAction make)
    {
        var shown = new ReaderFormat(reader);
        var count = Number(new Count(page.Total, page.TotalIsLowerBound), shown);
        return new AdaptiveCard(
        [
            Blocks.Title($"{title}: {count}"),
            .. Chips(moves, shown),
            .. page.Items.Count == 0 ? [Empty(page)] : page.Items.Select(item => (Element)Line(line(item))),
            .. page.Items.Count == 0 ? Array.Empty<Element>() : [Place(page, moves, count, shown)],
            .. Amounts(moves, shown),
            .. Groups(moves, shown),
            .. IsRoomy(moves) ? [.. Narrow(moves, shown), .. Sort(moves)] : Array.Empty<Element>(),
        ])
        {
            Actions = Buttons(page, moves, make),
            FallbackText = $"{title}: {count}",
            Speak = $"{title}: {count}. {string.Join(", ", page.Conditions)}",
            Teams = new TeamsCardOptions("Full"),
        };
    }

    /// <summary>Another list of the same kind in this one's place; options that stand open stay so.</summary>
    private static ExecuteAction Go(string title, ListMoves moves, string filter, string? after = null, int from = 1) =>
        ExecuteAction.Of(title, moves.Verb, new { filter, after, from, moves.Here.Counts });

    /// <summary>The same page with its options opened or closed.</summary>
    private static ExecuteAction Turn(string title, ListMoves moves) => ExecuteAction.Of(
        title, moves.Verb, new { moves.Filter, moves.Here.After, moves.Here.From, Counts = moves.IsNarrowing ? null : ListPlace.Options });

    private static List<CardAction> Buttons<TView>(RecordList<TView> page, ListMoves moves, CardAction make)
    {
        var buttons = new List<CardAction>();
        if (page.Next is not null)
        {
            buttons.Add(Go("Next page", moves, page.Filter, page.Next, page.From + page.Items.Count));
        }

        if (page.Previous is not null && moves.Filter.Length <= LongFilter)
        {
            buttons.Add(Go("Previous page", moves, page.Filter, page.Previous, Math.Max(1, page.From - page.Take)));
        }

        if (page.From > page.Take + 1 && moves.Filter.Length <= LongFilter)
        {
            buttons.Add(Go("First page", moves, page.Filter));
        }

        if (page.Items.Count == 0)
        {
            buttons.Add(make);
        }

        buttons.Add(ExecuteAction.Press("Edit filter", new EditFilter(moves.Kind, page.Filter)));
        if (page.Filter.Length > 0)
        {
            buttons.Add(ExecuteAction.Press("Save as view", new NameView(moves.Kind, page.Filter)));
        }

        return buttons;
    }

    private static bool IsRoomy(ListMoves moves) => moves.Filter.Length <= RoomyFilter;

    private static IEnumerable<Element> Chips(ListMoves moves, ReaderFormat shown)
    {
        var most = IsRoomy(moves) ? MostChips : MostChips / 2;
        if (moves.Chips.Count > 0)
        {
            yield return new Container(
                [.. moves.Chips.Take(most)
                    .Select((chip, i) => (Element)(ChipLine(chip, moves, shown) with { Spacing = i == 0 ? null : Spacing.Small }))])
                    { Style = "emphasis", Spacing = Spacing.Small };
        }

        if (moves.Chips.Count > most)
        {
            yield return Blocks.Subtle($"and {moves.Chips.Count - most} more conditions: see Edit filter");
        }
    }

    private static ColumnSet ChipLine(Chip chip, ListMoves moves, ReaderFormat shown) => new(
    [
        new Column([new TextBlock(Markdown.Short(chip.Text, 120)) { Size = TextSize.Small }]),
        .. moves.Filter.Length <= LongFilter ? [Remove(chip, moves, shown)] : Array.Empty<Column>(),
    ]);

    private static Column Remove(Chip chip, ListMoves moves, ReaderFormat shown) => new(
        [new TextBlock(chip.Count is { } without && !IsUncounted(without) ? $"✕ {Number(without, shown)} without" : "✕ remove")
            { Size = TextSize.Small, Color = TextColor.Accent, Wrap = false }])
    {
        Width = "auto",
        SelectAction = Go($"Take away: {(chip.Text.Length > 100 ? chip.Text[..99] + "…" : chip.Text)}", moves, chip.Without),
    };

    private static TextBlock Empty<TView>(RecordList<TView> page) => new(
        page.Conditions.Count == 0 ? $"There are no {page.Entity} yet that you may see."
        : page.Conditions.Count == 1 ? $"No {page.Entity} fit. Press ✕ to see all of them, or change the condition by Edit filter."
        : $"No {page.Entity} fit all of it. Each ✕ says how many would be there without that condition.");

    private static ColumnSet Place<TView>(RecordList<TView> page, ListMoves moves, string count, ReaderFormat shown) => new(
    [
        new Column(
            [new TextBlock($"{shown.Count(page.From)}–{shown.Count(page.From + page.Items.Count - 1)} of {count}") { IsSubtle = true }]),
        .. IsRoomy(moves)
            ? [Link(moves.IsNarrowing ? "Narrow ▴" : "Narrow ▾", Turn("Narrow", moves)),
                Link("Order ▾", new ToggleAction(["sort"]) { Title = "Order" })]
            : Array.Empty<Column>(),
    ])
    { Spacing = Spacing.Medium };

    /// <summary>Of a list in the order of amounts: how several currencies were compared, or that they were not.</summary>
    private static IEnumerable<Element> Amounts(ListMoves moves, ReaderFormat shown)
    {
        if (moves.Amounts is not { } order)
        {
            yield break;
        }

        if (order.ByNumber)
        {
            yield return Blocks.Subtle("In the order of the numbers alone: there is no rate between these currencies.") with
            {
                Spacing = Spacing.Small,
            };
        }
        else
        {
            var compared = order.In.Rates.Count > 0 ? $"Compared: {RateWords.Converted(order.In, shown)}." : "";
            var apart = order.Unrated.Count > 0 ? $"{RateWords.Unrated(order.Unrated)}: after the others, each currency by itself." : "";
            yield return Blocks.Subtle($"{compared} {apart}".Trim()) with { Spacing = Spacing.Small };
        }

        if (order.ByNumber && order.ByCurrency is { } byCurrency && IsRoomy(moves))
        {
            yield return new ActionSet([Go("One currency after the other", moves, byCurrency)]) { Spacing = Spacing.Small };
        }
    }

    private static Column Link(string text, CardAction press) =>
        new([new TextBlock(text) { Color = TextColor.Accent }]) { Width = "auto", SelectAction = press };

    private static Container Line(ListLine line) => new(
    [
        new ColumnSet(
        [
            new Column([new TextBlock($"**{line.Title}**") { Color = TextColor.Accent }, Blocks.Subtle(line.Detail)])
                { SelectAction = line.Open },
            .. line.Next is null ? Array.Empty<Column>()
                : [new Column([new ActionSet([line.Next])]) { Width = "auto", VerticalContentAlignment = "Center" }],
        ]),
    ])
    { Separator = true, Spacing = Spacing.Small };

    /// <summary>Of "group by": how many of each, what they add up to, and by a press these alone.</summary>
    private static IEnumerable<Element> Groups(ListMoves moves, ReaderFormat shown)
    {
        if (moves.Groups.Count == 0)
        {
            yield break;
        }

        yield return Blocks.Heading("Groups");
        foreach (var (group, filter) in moves.Groups.Take(MostGroups))
        {
            var sums =
                string.Join(" · ", group.Totals.Select(t => shown.Money(t.Sum, t.Unit ?? "").TrimEnd() + (t.IsLowerBound ? "+" : "")));
            yield return new ColumnSet(
            [
                new Column([new TextBlock(Markdown.Short(group.Label ?? "none", 60)) { Color = IsRoomy(moves) ? TextColor.Accent : null }]),
                new Column([new TextBlock($"**{Number(group.Count, shown)}**")]) { Width = "auto" },
                .. sums.Length == 0 ? Array.Empty<Column>() : [new Column([new TextBlock(sums)]) { Width = "auto" }],
            ])
            { Spacing = Spacing.Small, SelectAction = IsRoomy(moves) ? Go($"Only {group.Label ?? "none"}", moves, filter) : null };
        }

        var units = moves.Groups.SelectMany(g => g.Group.Totals).Select(t => t.Unit).OfType<string>();
        foreach (var rates in moves.GroupsIn is { Rates.Count: > 0 } converted ? RateWords.Of(converted, units, shown) : [])
        {
            yield return rates;
        }

        if (moves.Groups.Count > MostGroups)
        {
            yield return Blocks.Subtle($"and {moves.Groups.Count - MostGroups} more groups");
        }
    }

    private static IEnumerable<Element> Narrow(ListMoves moves, ReaderFormat shown)
    {
        var fields = moves.Narrow.Where(n => n.Options.Count > 0).ToList();
        if (fields.Count > 0)
        {
            yield return new Container([.. fields.SelectMany(field => Field(field, moves, shown))]) { Separator = true };
        }
    }

    private static IEnumerable<Element> Field(NarrowBy field, ListMoves moves, ReaderFormat shown)
    {
        yield return Blocks.Heading(Markdown.Escape(char.ToUpperInvariant(field.Field[0]) + field.Field[1..]));
        foreach (var pair in field.Options.Take(MostOptions).Chunk(2))
        {
            yield return new ColumnSet(
                [.. pair.Select(o => Option(o, moves, shown)), .. pair.Length == 1 ? [new Column([])] : Array.Empty<Column>()])
                { Spacing = Spacing.Small };
        }
    }

    private static Column Option(NarrowTo option, ListMoves moves, ReaderFormat shown)
    {
        var label = Markdown.Short(option.Label, 40);
        string Of(Count count) => IsUncounted(count) ? "" : $" · **{Number(count, shown)}**";
        return new Column([new TextBlock($"{(option.IsChosen ? "● " : "")}{label}{Of(option.Count)}") { Color = TextColor.Accent }])
        {
            SelectAction = Go($"Only {option.Label}", moves, option.Filter),
        };
    }

    private static IEnumerable<Element> Sort(ListMoves moves)
    {
        yield return new Container(
        [
            Blocks.Heading("Order"),
            .. moves.Sorts.Chunk(2).Select(pair => new ColumnSet(
            [
                .. pair.Select(sort => new Column([new TextBlock((sort.IsChosen ? "● " : "") + sort.Label) { Color = TextColor.Accent }])
                {
                    SelectAction = Go($"Order: {sort.Label}", moves, sort.Filter),
                }),
                .. pair.Length == 1 ? [new Column([])] : Array.Empty<Column>(),
            ])
            { Spacing = Spacing.Small }),
        ])
        { Id = "sort", IsVisible = false, Separator = true };
    }

    /// <summary>"0+" says nothing to a reader.</summary>
    private static bool IsUncounted(Count count) => count is { Value: 0, IsLowerBound: true };

    private static string Number(Count count, ReaderFormat shown) => shown.Count(count.Value) + (count.IsLowerBound ? "+" : "");
}
