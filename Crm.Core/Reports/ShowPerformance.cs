using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Deals;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Reports;

/// <summary>What each person did within a period.</summary>
public sealed record ShowPerformance(string? Of = null, string? Period = null, string? From = null, string? To = null)
{
    public const string Verb = "report.performance";
}

/// <param name="RankedBy">The tenant's currency: people stand in the order of the value they won in it, then of deals won, then of activities.</param>
/// <param name="People">Whoever was asked for; of everyone, whoever did anything.</param>
public sealed record PerformanceReport(ReportScope Of, ReportPeriod Period, string RankedBy, IReadOnlyList<PersonPerformance> People);

/// <param name="Won">Deals that were closed within the period and stand as won now, with their present value.</param>
/// <param name="WinRate">Won by won and lost, 0 to 1; null when nothing was closed.</param>
/// <param name="NewDeals">Deals made within the period, counted for their present owner.</param>
/// <param name="Activities">By type, for their owner, on the day they happened.</param>
public sealed record PersonPerformance(
    int Rank, Guid Id, string Name, long WonCount, long LostCount, decimal? WinRate, IReadOnlyList<CurrencyAmount> Won, IReadOnlyList<CurrencyAmount> Lost,
    long NewDeals, long ActivityCount, IReadOnlyList<TypeCount> Activities);

public sealed record TypeCount(ActivityType Type, long Count);

public sealed class ShowPerformanceHandler(ReportQuestion question, IReportStore store, ICrmDb db, CurrentUser reader) : IReadsOneSnapshot
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
            people = await db.Users.Where(u => active.Contains(u.Id)).Select(u => new ReportPerson(u.Id, u.Name ?? u.Email)).ToListAsync(ct);
        }

        var lines = people.Select(p => Line(p, [.. activities[p.Id]], [.. closed[p.Id]], made.GetValueOrDefault(p.Id)));
        return new PerformanceReport(scope.Value, period.Value, reader.Tenant.DefaultCurrency, Ranked(lines));
    }

    private IReadOnlyList<PersonPerformance> Ranked(IEnumerable<PersonPerformance> lines) =>
    [
        .. lines.OrderByDescending(p => p.Won.FirstOrDefault(w => w.Currency == reader.Tenant.DefaultCurrency)?.Value ?? 0)
            .ThenByDescending(p => p.WonCount).ThenByDescending(p => p.ActivityCount).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id)
            .Select((p, i) => p with { Rank = i + 1 }),
    ];

    private static PersonPerformance Line(ReportPerson person, IReadOnlyList<ActivityCell> activities, IReadOnlyList<ClosedCell> closed, long made)
    {
        var (won, lost) = (Amounts(closed, DealStatus.Won), Amounts(closed, DealStatus.Lost));
        var (wins, losses) = (won.Sum(w => w.Count), lost.Sum(l => l.Count));
        return new PersonPerformance(
            0, person.Id, person.Name, wins, losses, wins + losses == 0 ? null : decimal.Round((decimal)wins / (wins + losses), 4), won, lost, made,
            activities.Sum(a => a.Count), [.. activities.OrderBy(a => a.Type).Select(a => new TypeCount(a.Type, a.Count))]);
    }

    private static IReadOnlyList<CurrencyAmount> Amounts(IReadOnlyList<ClosedCell> closed, DealStatus status) =>
        [.. closed.Where(c => c.Status == status).OrderBy(c => c.Currency, StringComparer.Ordinal).Select(c => new CurrencyAmount(c.Currency, c.Count, c.Value))];
}
