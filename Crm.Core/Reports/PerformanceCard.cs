namespace Crm.Core.Reports;

/// <summary>What each person did within a period: what they won, what they did for it.</summary>
public static class PerformanceCard
{
    private const int MostPeople = 10;
    private const int MostRankings = 3;
    private static readonly string[] Periods = ["this month", "this quarter", "last quarter", "this year"];

    public static AdaptiveCard For(PerformanceReport report, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            .. ReportBlocks.Head("Performance", report.Of, report.Period, shown),
            .. report.People switch
            {
                [] => [new TextBlock("Nobody did anything in this time.")],
                [var only] when !report.Of.IsEveryone => One(only, shown),
                var several => Team(several, report, shown),
            },
            .. RateWords.Of(report.In, report.People.SelectMany(p => p.Won.Concat(p.Lost)).Select(a => a.Currency), shown),
        ])
        {
            Actions = ReportBlocks.Ways(reader, report.Of,
                of => ExecuteAction.Press(of == ReportQuestion.Me ? "Mine" : "Everybody's", new ShowPerformance(of, report.Period.Words)),
                [.. Periods.Where(p => p != report.Period.Words)
                    .Select(
                        p => ExecuteAction.Press(
                            char.ToUpperInvariant(p[0]) + p[1..], new ShowPerformance(ReportBlocks.OfWords(report.Of), p)))]),
            FallbackText = "Performance",
        };
    }

    private static IEnumerable<Element> One(PersonPerformance person, ReaderFormat shown) =>
    [
        ReportBlocks.Tiles(
            new Tile(shown.Count(person.WonCount), "won", person.WonCount > 0 ? TextColor.Good : null),
            new Tile(shown.Count(person.LostCount), "lost"),
            new Tile(person.WinRate is { } rate ? shown.Percent(rate) : "–", "win rate"),
            new Tile(shown.Count(person.NewDeals), "new deals")),
        .. Sums("Won", person.Won, shown),
        .. Sums("Lost", person.Lost, shown),
        .. person.ActivityCount == 0
            ? []
            : Charts.Donut($"Activities: {shown.Count(person.ActivityCount)}",
                [.. person.Activities.Select(a => (UpperSnakeCase.Label(a.Type), a.Count))]),
    ];

    private static IEnumerable<Element> Team(IReadOnlyList<PersonPerformance> people, PerformanceReport report, ReaderFormat shown) =>
    [
        .. report.Rankings.Take(MostRankings).SelectMany(r => Ranked(r, report.RankedBy is null, shown)),
        .. report.Rankings.Count <= MostRankings ? Array.Empty<Element>()
            :
            [
                Blocks.Subtle(
                    $"Won in {RateWords.Several([.. report.Rankings.Skip(MostRankings).Select(r => r.Currency)])}, too: see the lines "
                    + "below."),
            ],
        .. report.RankedBy is not null ? Array.Empty<Element>()
            : [Blocks.Subtle("Below in the order of deals won.") with { Spacing = Spacing.Medium }],
        .. people.Take(MostPeople).Select(p => (Element)Line(p, report.RankedBy is null, shown)),
        .. people.Count > MostPeople ? [Blocks.Subtle($"and {shown.Count(people.Count - MostPeople)} more people")]
            : Array.Empty<Element>(),
    ];

    /// <summary>
    /// Whoever won something in this currency, by value. One of several rankings has its ranks in the bars, the only one in the lines.
    /// </summary>
    private static IEnumerable<Element> Ranked(Ranking ranking, bool isOneOfSeveral, ReaderFormat shown) => Charts.Bars(
        $"Value won, {ranking.Currency}",
        [.. ranking.People.Take(MostPeople).Select(p => (isOneOfSeveral ? $"{p.Rank}. {p.Name}" : p.Name, p.Value))],
        longest => shown.Money(longest, ranking.Currency));

    private static Container Line(PersonPerformance person, bool isOneOfSeveral, ReaderFormat shown) => new(
    [
        new TextBlock($"**{(isOneOfSeveral ? "" : $"{person.Rank}. ")}{Markdown.Short(person.Name, 60)}** · {Won(person, shown)}"),
        Blocks.Subtle(string.Join(" · ", new[]
        {
            $"{shown.Count(person.WonCount)} won, {shown.Count(person.LostCount)} lost",
            person.WinRate is { } rate ? $"{shown.Percent(rate)} win rate" : "",
            $"{shown.Count(person.NewDeals)} new", $"{shown.Count(person.ActivityCount)} activities",
        }.Where(s => s.Length > 0))),
    ])
    { Separator = true, Spacing = Spacing.Small };

    private static string Won(PersonPerformance person, ReaderFormat shown) => person.Won.Count == 0
        ? "nothing won yet"
        : string.Join(", ", person.Won.Select(w => shown.Money(w.Value, w.Currency)));

    private static IEnumerable<Element> Sums(string title, IReadOnlyList<CurrencyAmount> amounts, ReaderFormat shown) =>
        amounts.Count == 0
        ? []
        : [new TextBlock($"**{title}** {string.Join(", ", amounts.Select(a => shown.Money(a.Value, a.Currency)))}")
            { Spacing = Spacing.Small }];
}
