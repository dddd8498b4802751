using Crm.Core.Activities;
using Crm.Core.Catalogs;
using Crm.Core.Deals;

namespace Crm.Core.Reports;

/// <summary>What each person did within a period.</summary>
public sealed record ShowPerformance(string? Of = null, string? Period = null, string? From = null, string? To = null) : ICardRequest
{
    public static string Verb => "report.performance";
}

/// <param name="RankedBy">
/// The currency by whose value people stand in order, then by deals won, then by activities. Null where won deals are in several currencies
/// without a rate between them: then people stand in the order of deals won, and each currency has a ranking of its own.
/// </param>
/// <param name="People">Whoever was asked for; of everyone, whoever did anything.</param>
/// <param name="Rankings">One for each currency in which something was won: only those who won in it.</param>
/// <param name="In">Amounts are in the reporting currency where there is a rate, else each currency has its own.</param>
public sealed record PerformanceReport(
    ReportScope Of, ReportPeriod Period, string? RankedBy, IReadOnlyList<PersonPerformance> People, IReadOnlyList<Ranking> Rankings,
    ReportedIn In);

/// <summary>The order of people by the value they won in one currency.</summary>
public sealed record Ranking(string Currency, IReadOnlyList<RankedPerson> People);

/// <param name="Rank">From 1; who won the same value shares a rank.</param>
public sealed record RankedPerson(int Rank, Guid Id, string Name, long WonCount, decimal Value);

/// <param name="Won">Deals that were closed within the period and stand as won now, with their present value.</param>
/// <param name="WinRate">Won by won and lost, 0 to 1; null when nothing was closed.</param>
/// <param name="NewDeals">Deals made within the period, counted for their present owner.</param>
/// <param name="Activities">By type, for their owner, on the day they happened.</param>
public sealed record PersonPerformance(
    int Rank, Guid Id, string Name, long WonCount, long LostCount, decimal? WinRate, IReadOnlyList<CurrencyAmount> Won,
    IReadOnlyList<CurrencyAmount> Lost,
    long NewDeals, long ActivityCount, IReadOnlyList<TypeCount> Activities);

public sealed record TypeCount(ActivityType Type, long Count);

public sealed class ShowPerformanceHandler(ReportQuestion question, IReportStore store, ICrmDb db, FieldSource fields)
{
    public async Task<Result<PerformanceReport>> HandleAsync(ShowPerformance asked, CancellationToken ct)
    {
        var (scope, period) = (await question.ScopeAsync(asked.Of, ct), question.Period(asked.Period, asked.From, asked.To));
        if (ReportQuestion.Together(scope.Refusal, period.Refusal) is { } refusal)
        {
            return refusal;
        }

        var (ids, span) = (scope.Value.Ids, question.MomentsOf(period.Value));
        var activities = (await store.ActivitiesAsync(ids, span, ct)).ToLookup(c => c.OwnerId);
        var closed = (await store.ClosedAsync(ids, span, ct)).ToLookup(c => c.OwnerId);
        var made = (await store.NewDealsAsync(ids, span, ct)).ToDictionary(c => c.OwnerId, c => c.Count);
        var people = scope.Value.People;
        if (scope.Value.IsEveryone)
        {
            var active = activities.Select(a => a.Key).Union(closed.Select(c => c.Key)).Union(made.Keys).ToList();
            people = await db.Users.Where(u => active.Contains(u.Id)).Select(u => new ReportPerson(u.Id, u.Name ?? u.Email))
                .ToListAsync(ct);
        }

        var rates = await fields.RatesAsync(ct);
        var lines = people.Select(p => Line(p, [.. activities[p.Id]], [.. closed[p.Id]], made.GetValueOrDefault(p.Id), rates)).ToList();
        var wonIn = lines.SelectMany(p => p.Won.Select(w => w.Currency)).Distinct(StringComparer.Ordinal);
        List<string> currencies = [.. rates.InOrder(wonIn, c => c)];
        var rankedBy = currencies switch { [] => rates.Currency, [var only] => only, _ => null };
        return new PerformanceReport(
            scope.Value, period.Value, rankedBy, InOrder(lines, rankedBy), [.. currencies.Select(c => Rank(lines, c))],
            rates.Used(closed.SelectMany(of => of.Select(c => c.Currency))));
    }

    private static IReadOnlyList<PersonPerformance> InOrder(IEnumerable<PersonPerformance> lines, string? currency) =>
    [
        .. lines.OrderByDescending(p => currency is null ? 0 : Value(p, currency))
            .ThenByDescending(p => p.WonCount).ThenByDescending(p => p.ActivityCount).ThenBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Id)
            .Select((p, i) => p with { Rank = i + 1 }),
    ];

    private static Ranking Rank(IReadOnlyList<PersonPerformance> lines, string currency)
    {
        var won = lines
            .SelectMany(p => p.Won.Where(w => w.Currency == currency).Select(w => new RankedPerson(0, p.Id, p.Name, w.Count, w.Value)))
            .OrderByDescending(p => p.Value).ThenByDescending(p => p.WonCount).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id)
            .ToList();
        return new Ranking(currency, [.. won.Select(p => p with { Rank = won.Count(o => o.Value > p.Value) + 1 })]);
    }

    private static decimal Value(PersonPerformance person, string currency) =>
        person.Won.FirstOrDefault(w => w.Currency == currency)?.Value ?? 0;

    private static PersonPerformance Line(
        ReportPerson person, IReadOnlyList<ActivityCell> activities, IReadOnlyList<ClosedCell> closed, long made, ReportingRates rates)
    {
        var (won, lost) = (Amounts(closed, DealStatus.Won, rates), Amounts(closed, DealStatus.Lost, rates));
        var (wins, losses) = (won.Sum(w => w.Count), lost.Sum(l => l.Count));
        return new PersonPerformance(
            0, person.Id, person.Name, wins, losses, wins + losses == 0 ? null : decimal.Round((decimal)wins / (wins + losses), 4), won,
            lost, made,
            activities.Sum(a => a.Count), [.. activities.OrderBy(a => a.Type).Select(a => new TypeCount(a.Type, a.Count))]);
    }

    private static IReadOnlyList<CurrencyAmount> Amounts(IReadOnlyList<ClosedCell> closed, DealStatus status, ReportingRates rates) =>
        CurrencyAmount.Of(closed.Where(c => c.Status == status).Select(c => new CurrencyAmount(c.Currency, c.Count, c.Value)), rates);
}
