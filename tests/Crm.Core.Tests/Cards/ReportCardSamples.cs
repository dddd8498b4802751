using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards of reports.</summary>
internal static class ReportCardSamples
{
    private static readonly ReportPeriod Quarter = new(new DateOnly(2027, 1, 1), new DateOnly(2027, 3, 31), "this quarter");

    private static readonly ReportScope Mine = new(false, [new ReportPerson(Id(1), "Alex Wilber") { InFilter = ReportQuestion.Me }]);

    private static readonly PipelineReport Report = new(
        new ReportScope(true, []),
        [
            new PipelineStageLine(Id(49), "Qualification", StageType.Lead, 0.1m, []),
            new PipelineStageLine(Id(50), "Proposal", StageType.Opportunity, 0.5m,
                [new PipelineAmount("EUR", 10, 480_000, 240_000), new PipelineAmount("USD", 1, 9_000.5m, 4_500.25m)]),
            new PipelineStageLine(Id(51), Hostile, StageType.Opportunity, 0.75m, [new PipelineAmount("EUR", 1, 12_000, 9_000)]),
        ],
        [new PipelineAmount("EUR", 11, 492_000, 249_000), new PipelineAmount("USD", 1, 9_000.5m, 4_500.25m)], InEuros);

    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["pipeline"] =
            Dated(PipelineCard.For(Report, Reader with { Role = Role.Manager }), ShowPipeline.Verb, new ShowPipeline("everyone")),
        ["pipeline-converted"] = PipelineCard.For(
            new PipelineReport(
                Mine, [new PipelineStageLine(Id(50), "Proposal", StageType.Opportunity, 0.5m,
                    [new PipelineAmount("EUR", 11, 488_304.46m, 244_152.23m), new PipelineAmount("SEK", 1, 90_000, 45_000)])],
                [new PipelineAmount("EUR", 11, 488_304.46m, 244_152.23m), new PipelineAmount("SEK", 1, 90_000, 45_000)], Converted),
                Reader),
        ["pipeline-empty"] = PipelineCard.For(new PipelineReport(Mine, [], [], InEuros), Reader),
        ["performance"] =
            Dated(PerformanceCard.For(
                new PerformanceReport(
                    Mine, Quarter, "EUR", [Performed(1, "Alex Wilber", 310_000)],
                    [new Ranking("EUR", [new RankedPerson(1, Id(1), "Alex Wilber", 9, 310_000)])], InEuros), Reader), ShowPerformance.Verb,
                    new ShowPerformance()),
        ["performance-team"] = PerformanceCard.For(
            new PerformanceReport(new ReportScope(true, []), Quarter, "EUR",
                [Performed(1, "Adele Vance", 480_000), Performed(2, Hostile, 310_000), Performed(3, "Grady Archie", 0)],
                [new Ranking(
                    "EUR", [new RankedPerson(1, Id(1), "Adele Vance", 9, 480_000), new RankedPerson(2, Id(2), Hostile, 9, 310_000)])],
                    Converted), Reader with { Role = Role.Manager }),
        ["performance-currencies"] = PerformanceCard.For(
            new PerformanceReport(
                new ReportScope(true, []), Quarter, null,
                [Performed(1, "Adele Vance", 480_000),
                    Performed(2, Hostile, 0) with { WonCount = 2, Won = [new CurrencyAmount("USD", 2, 900_000)] }],
                [new Ranking("EUR", [new RankedPerson(1, Id(1), "Adele Vance", 9, 480_000)]),
                    new Ranking("USD", [new RankedPerson(1, Id(2), Hostile, 2, 900_000)])], InEuros), Reader with { Role = Role.Manager }),
        ["performance-empty"] = PerformanceCard.For(
            new PerformanceReport(new ReportScope(true, []), Quarter, "EUR", [], [], InEuros), Reader),
        ["lost-reasons"] = Dated(
            LostReasonsCard.For(
                new LostReasonsReport(
                    Mine, Quarter,
                    [
                        new LostMonth(
                            new DateOnly(2027, 3, 1), 9, [new CurrencyAmount("EUR", 8, 48_000), new CurrencyAmount("USD", 1, 9_000)],
                            [
                                new LostReason("Price", 5, [new CurrencyAmount("EUR", 5, 30_000)]),
                                new LostReason(Hostile, 3, [new CurrencyAmount("EUR", 3, 18_000)]),
                                new LostReason(null, 1, [new CurrencyAmount("USD", 1, 9_000)]),
                            ],
                            OtherReasons: 2),
                    ],
                    InEuros),
                Reader),
            ShowLostReasons.Verb, new ShowLostReasons()),
        ["lost-reasons-empty"] = LostReasonsCard.For(new LostReasonsReport(Mine, Quarter, [], InEuros), Reader),
        ["funnel"] = FunnelCard.For(
            new FunnelReport(Mine, new ReportPeriod(new DateOnly(2027, 1, 1), new DateOnly(2027, 3, 31), "this quarter"),
            [
                new FunnelStage(Id(50), "Proposal", StageType.Opportunity, 34, 20, 8, 0.5882m, 0.2353m, 25, 12.4m, 9m, []),
                new FunnelStage(Id(51), Hostile, StageType.Opportunity, 20, 9, 8, 0.45m, 0.4m, 12, 7m, null, []),
                new FunnelStage(Id(52), "Won", StageType.Won, 8, null, null, null, null, 0, null, null, []),
            ], InEuros), Reader),
        ["funnel-empty"] = FunnelCard.For(
            new FunnelReport(Mine, new ReportPeriod(new DateOnly(2027, 1, 1), new DateOnly(2027, 3, 31), null), [], InEuros), Reader),
        ["today"] = Dated(DashboardCard.For(
            new DashboardReport(
                Mine, new DateOnly(2027, 3, 10), [new CurrencyAmount("EUR", 12, 480_000)],
                new ClosingDeals(
                    new Count(7),
                    [new ClosingDeal(
                        Id(13), "Old forklifts", 9_000, "SEK", "Negotiation", new DateOnly(2027, 2, 26), null, "Alex Wilber")]),
                new ClosingDeals(
                    new Count(2),
                    [new ClosingDeal(
                        Id(10), "Twelve vans", 48_000, "EUR", "Proposal", new DateOnly(2027, 3, 31), "Litware Inc.", "Alex Wilber"),
                        new ClosingDeal(Id(11), Hostile, null, "EUR", Hostile, new DateOnly(2027, 4, 1), Hostile, "Alex Wilber")]),
                new DueTasks(
                    new Count(1),
                    [new DueTask(Id(44), "Call back about the quote", Now.AddDays(-1), "Litware Inc.", "Clara Nilsson", "Twelve vans",
                        "Alex Wilber", 1)]),
                new DueTasks(new Count(1), [new DueTask(Id(45), Hostile, Now, null, null, null, null, 1)]),
                [.. Enumerable.Range(0, 14).Select(i => new DayCount(new DateOnly(2027, 2, 25).AddDays(i), i * 5 % 11))],
                [new WonDeal(Id(12), "Six trucks", 120_000, "EUR", Now.AddDays(-3), "Tailspin Toys", "Alex Wilber")], Converted),
            Reader), ShowDashboard.Verb, new ShowDashboard()),
        ["today-quiet"] = DashboardCard.For(
            new DashboardReport(
                Mine, new DateOnly(2027, 3, 10), [], new ClosingDeals(new Count(0), []), new ClosingDeals(new Count(0), []),
                new DueTasks(new Count(0), []), new DueTasks(new Count(0), []),
                [.. Enumerable.Range(0, 14).Select(i => new DayCount(new DateOnly(2027, 2, 25).AddDays(i), 0))], [], InEuros),
            Reader),
    };

    private static PersonPerformance Performed(int rank, string name, decimal won) => new(
        rank, Id(rank), name, won == 0 ? 0 : 9, 4, won == 0 ? null : 0.6923m, won == 0 ? [] : [new CurrencyAmount("EUR", 9, won)],
        [new CurrencyAmount("EUR", 4, 52_000)], 14, 57,
        [new TypeCount(ActivityType.Call, 21), new TypeCount(ActivityType.Email, 30), new TypeCount(ActivityType.Meeting, 6)]);
}
