namespace Crm.Data.Tests.Reports;

/// <summary>
/// The reports once more, from the rows alone and the slow way: a day is what the reader's calendar calls it, row by row.
/// </summary>
/// <param name="rates">What one unit is worth in dollars; what is not there stays apart.</param>
internal sealed class Recomputed(RawRows rows, ReportScope of, string zone, DateTimeOffset now, IReadOnlyDictionary<string, decimal> rates)
{
    public static readonly DateOnly RatesOf = new(2027, 2, 26);

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    private DateOnly Today => DayOf(now.UtcDateTime);

    private IEnumerable<DealRow> Open => rows.Deals.Where(d => d.Status == "OPEN" && !d.IsDeleted && IsOf(d.Owner));

    public PipelineReport Pipeline() => new(
        of,
        [.. rows.Stages.Where(s => s.Type is "LEAD" or "OPPORTUNITY" || Open.Any(d => d.Stage == s.Id))
            .Select(
                s => new PipelineStageLine(
                    s.Id, s.Name, UpperSnakeCase.Parse<StageType>(s.Type), s.Probability, Amounts(Open.Where(d => d.Stage == s.Id))))],
        Amounts(Open), In(Open.Select(d => d.Currency)));

    public FunnelReport Funnel(ReportPeriod period) =>
        new(of, period, [.. rows.Stages.Select(s => Line(s, period))],
            In(rows.Entries.Where(e => IsOf(e.Owner) && IsIn(e.At, period)).Select(e => e.Currency)));

    public PerformanceReport Performance(ReportPeriod period)
    {
        var people = of.IsEveryone ? rows.Names.Select(n => new ReportPerson(n.Key, n.Value)) : of.People;
        var lines = people.Select(p => Line(p, period))
            .Where(p => !of.IsEveryone || p.ActivityCount + p.WonCount + p.LostCount + p.NewDeals > 0).ToList();
        var currencies = lines.SelectMany(p => p.Won.Select(w => w.Currency)).Distinct()
            .OrderBy(c => c == "USD" ? "" : c, StringComparer.Ordinal).ToList();
        var by = currencies.Count == 0 ? "USD" : currencies.Count == 1 ? currencies[0] : null;
        var ranked = lines.OrderByDescending(p => p.Won.Where(w => w.Currency == by).Sum(w => w.Value)).ThenByDescending(p => p.WonCount)
            .ThenByDescending(p => p.ActivityCount)
            .ThenBy(p => p.Name, StringComparer.Ordinal);
        return new PerformanceReport(
            of, period, by, [.. ranked.Select((p, i) => p with { Rank = i + 1 })], [.. currencies.Select(c => Ranking(lines, c))],
            In(rows.Deals
                .Where(d => IsOf(d.Owner) && !d.IsDeleted && (d.Status is "WON" or "LOST") && d.Closed is { } at && IsIn(at, period))
                .Select(d => d.Currency)));
    }

    private static Ranking Ranking(IReadOnlyList<PersonPerformance> lines, string currency)
    {
        var won = lines.Where(p => p.Won.Any(w => w.Currency == currency))
            .Select(p => (Person: p, Won: p.Won.Single(w => w.Currency == currency)))
            .OrderByDescending(p => p.Won.Value).ThenByDescending(p => p.Won.Count).ThenBy(p => p.Person.Name, StringComparer.Ordinal)
            .ToList();
        return new Ranking(
            currency,
            [.. won.Select(
                p => new RankedPerson(
                    won.FindIndex(o => o.Won.Value == p.Won.Value) + 1, p.Person.Id, p.Person.Name, p.Won.Count, p.Won.Value))]);
    }

    public DashboardReport Dashboard()
    {
        var won =
            rows.Deals
            .Where(d => d.Status == "WON" && !d.IsDeleted && IsOf(d.Owner) && DayOf(d.Closed!.Value) > Today.AddDays(-30)
                && DayOf(d.Closed.Value) <= Today)
            .OrderByDescending(d => d.Closed).ThenByDescending(d => Key(d.Id));
        return new DashboardReport(
            of, Today, Sums(Open), Closing(d => d < Today), Closing(d => d >= Today && d <= Today.AddDays(30)),
            Due(day => day < Today), Due(day => day == Today),
            [.. Enumerable.Range(0, 14).Select(i => Today.AddDays(i - 13))
                .Select(day => new DayCount(day, Happened.Count(a => DayOf(a.Occurred) == day)))],
            [.. won.Take(5)
                .Select(d => new WonDeal(d.Id, d.Title, d.Value, d.Currency, Moment(d.Closed!.Value), null, rows.Names[d.Owner]))],
                In(Open.Select(d => d.Currency)));
    }

    private ClosingDeals Closing(Func<DateOnly, bool> when)
    {
        var closing = Open.Where(d => d.Closes is { } day && when(day)).OrderBy(d => d.Closes).ThenBy(d => Key(d.Id)).ToList();
        return new ClosingDeals(
            new Count(closing.Count),
            [.. closing.Take(5)
                .Select(
                    d => new ClosingDeal(d.Id, d.Title, d.Value, d.Currency, rows.Stages.Single(s => s.Id == d.Stage).Name, d.Closes!.Value,
                        null, rows.Names[d.Owner]))]);
    }

    private ReportedIn In(IEnumerable<string> currencies) =>
        new("USD",
            [.. rates.Where(r => currencies.Contains(r.Key)).OrderBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new KnownRate(r.Key, r.Value, RatesOf))]);

    private string As(string currency) => rates.ContainsKey(currency) ? "USD" : currency;

    private decimal Worth(decimal amount, string currency) => rates.TryGetValue(currency, out var rate) ? amount * rate : amount;

    private static decimal Cents(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    private IEnumerable<IGrouping<string, T>> ByCurrency<T>(IEnumerable<T> amounts, Func<T, string> currency) =>
        amounts.GroupBy(a => As(currency(a))).OrderBy(g => g.Key == "USD" ? "" : g.Key, StringComparer.Ordinal);

    private IEnumerable<TaskRow> Happened => rows.Activities
        .Where(a => a is { IsDeleted: false, Status: "COMPLETED" } && a.Owner is { } owner && IsOf(owner));

    private FunnelStage Line(StageRow stage, ReportPeriod period)
    {
        var entered = rows.Entries.Where(e => e.Stage == stage.Id && IsOf(e.Owner) && IsIn(e.At, period))
            .Select(e => (Entry: e, After: rows.Entries.Where(o => o.Deal == e.Deal && o.At > e.At).OrderBy(o => o.At).ToList())).ToList();
        var stays = entered.Where(e => e.After.Count > 0).Select(e => (decimal)(e.After[0].At - e.Entry.At).Ticks / TimeSpan.TicksPerDay)
            .Order().ToList();
        long? movedOn = null, won = null;
        if (stage.Type is "LEAD" or "OPPORTUNITY")
        {
            movedOn =
                entered.Count(e => e.After.Count > 0 && Stage(e.After[0]) is { Type: not "LOST" } next && next.Position > stage.Position);
            won = entered.Count(e => e.After.Any(a => Stage(a).Type == "WON"));
        }

        return new FunnelStage(
            stage.Id, stage.Name, UpperSnakeCase.Parse<StageType>(stage.Type), entered.Count, movedOn, won, Share(movedOn, entered.Count),
            Share(won, entered.Count), stays.Count,
            stays.Count == 0 ? null : Round(stays.Average()), stays.Count == 0 ? null : Round(stays[(stays.Count - 1) / 2]),
            [.. ByCurrency(entered, e => e.Entry.Currency)
                .Select(g => new CurrencyAmount(g.Key, g.Count(), Cents(g.Sum(e => Worth(e.Entry.Value ?? 0, e.Entry.Currency)))))]);
    }

    private PersonPerformance Line(ReportPerson person, ReportPeriod period)
    {
        var closed = rows.Deals.Where(d => d.Owner == person.Id && !d.IsDeleted && d.Closed is { } at && IsIn(at, period)).ToList();
        var (won, lost) = (closed.Where(d => d.Status == "WON").ToList(), closed.Where(d => d.Status == "LOST").ToList());
        var did = rows.Activities
            .Where(a => a.Owner == person.Id && a is { IsDeleted: false, Status: "COMPLETED" } && IsIn(a.Occurred, period)).ToList();
        return new PersonPerformance(
            0, person.Id, person.Name, won.Count, lost.Count, Share(won.Count, won.Count + lost.Count), Sums(won), Sums(lost),
            rows.Deals.Count(d => d.Owner == person.Id && !d.IsDeleted && IsIn(d.Made, period)), did.Count,
            [.. did.GroupBy(a => UpperSnakeCase.Parse<ActivityType>(a.Type)).OrderBy(g => g.Key)
                .Select(g => new TypeCount(g.Key, g.Count()))]);
    }

    private DueTasks Due(Func<DateOnly, bool> when)
    {
        var due = rows.Activities
            .Where(a => a is { Type: "TASK", Status: "PENDING" or "IN_PROGRESS", IsDeleted: false, Due: { } at } && when(DayOf(at)))
            .Where(a => of.IsEveryone || ((a.Assigned ?? a.Owner) is { } who && IsOf(who))).OrderBy(a => a.Due).ThenBy(a => Key(a.Id))
            .ToList();
        return new DueTasks(
            new Count(due.Count),
            [.. due.Take(5)
                .Select(
                    a => new DueTask(a.Id, a.Subject, Moment(a.Due!.Value), null, null, null,
                        (a.Assigned ?? a.Owner) is { } who ? rows.Names[who] : null, a.Version))]);
    }

    private IReadOnlyList<CurrencyAmount> Sums(IEnumerable<DealRow> deals) =>
        [.. ByCurrency(deals, d => d.Currency)
            .Select(g => new CurrencyAmount(g.Key, g.Count(), Cents(g.Sum(d => Worth(d.Value ?? 0, d.Currency)))))];

    private IReadOnlyList<PipelineAmount> Amounts(IEnumerable<DealRow> deals) =>
    [
        .. ByCurrency(deals, d => d.Currency).Select(g => new PipelineAmount(
            g.Key, g.Count(), Cents(g.Sum(d => Worth(d.Value ?? 0, d.Currency))),
            Cents(g.Sum(
                d => Worth((d.Value ?? 0) * (d.Probability ?? rows.Stages.Single(s => s.Id == d.Stage).Probability), d.Currency))))),
    ];

    private StageRow Stage(EntryRow entry) => rows.Stages.Single(s => s.Id == entry.Stage);

    private bool IsOf(Guid owner) => of.IsEveryone || of.People.Any(p => p.Id == owner);

    private bool IsIn(DateTime moment, ReportPeriod period) => DayOf(moment) >= period.From && DayOf(moment) <= period.To;

    private DateOnly DayOf(DateTime moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(moment, zone));

    private static decimal? Share(long? part, long whole) => part is { } some && whole > 0 ? decimal.Round((decimal)some / whole, 4) : null;

    private static decimal Round(decimal days) => decimal.Round(days, 2);

    private static DateTimeOffset Moment(DateTime moment) => new(moment, TimeSpan.Zero);

    /// <summary>PostgreSQL orders uuids by their bytes as written.</summary>
    private static string Key(Guid id) => id.ToString("N");
}
