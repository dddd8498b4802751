using Crm.Core.Catalogs;

namespace Crm.Core.Reports;

/// <summary>What a person looks at in the morning: what is open, what is due, what happened.</summary>
public sealed record ShowDashboard(string? Of = null) : ICardRequest
{
    public static string Verb => "report.dashboard";
}

/// <param name="ActivityByDay">The last fourteen days of the reader's calendar, today included and last.</param>
/// <param name="RecentlyWon">Of the last thirty days.</param>
/// <param name="OverdueDeals">Open deals past their expected close, as "expected close &lt; today" has them.</param>
/// <param name="In">Amounts of several deals are in the reporting currency where there is a rate, else each currency has its own.</param>
public sealed record DashboardReport(
    ReportScope Of, DateOnly Today, IReadOnlyList<CurrencyAmount> OpenDeals, ClosingDeals OverdueDeals, ClosingDeals ClosingSoon,
    DueTasks Overdue, DueTasks DueToday, IReadOnlyList<DayCount> ActivityByDay, IReadOnlyList<WonDeal> RecentlyWon, ReportedIn In);

public sealed record ClosingDeals(Count Count, IReadOnlyList<ClosingDeal> First);

public sealed record ClosingDeal(
    Guid Id, string Title, decimal? Value, string Currency, string Stage, DateOnly Closes, string? Company, string Owner);

public sealed record DueTasks(Count Count, IReadOnlyList<DueTask> First);

public sealed record DueTask(Guid Id, string Subject, DateTimeOffset Due, string? Company, string? Contact, string? Deal, string? Who,
    int Version, DateOnly? DueOn = null);

public sealed record DayCount(DateOnly Day, long Count);

public sealed record WonDeal(
    Guid Id, string Title, decimal? Value, string Currency, DateTimeOffset ClosedAt, string? Company, string Owner);

public sealed class ShowDashboardHandler(ReportQuestion question, IReportStore store, ICrmDb db, FieldSource fields)
{
    public const int Top = 5;
    public const int SoonDays = 30;
    public const int Days = 14;

    public async Task<Result<DashboardReport>> HandleAsync(ShowDashboard asked, CancellationToken ct)
    {
        db.PlanForValues(); // mine and everybody's, today and a month: no plan serves all of them
        var scope = await question.ScopeAsync(asked.Of, ct);
        if (scope.Refusal is { } refusal)
        {
            return refusal;
        }

        var (people, clock) = (scope.Value.Ids, question.Clock);
        var (today, ends) = (clock.Today, clock.StartOf(clock.Today.AddDays(1)));
        var days = Enumerable.Range(0, Days).Select(i => today.AddDays(i + 1 - Days)).ToList();
        var open = await store.PipelineAsync(people, ct);
        var late = await store.ClosingAsync(people, null, today.AddDays(-1), Top, ct);
        var closing = await store.ClosingAsync(people, today, today.AddDays(SoonDays), Top, ct);
        var overdue = await store.TasksAsync(people, new ReaderDays(null, today, clock), Top, ct);
        var dueToday = await store.TasksAsync(people, new ReaderDays(today, today.AddDays(1), clock), Top, ct);
        var counts = await store.ActivitiesInAsync(
            people, [.. days.Select(d => new MomentSpan(clock.StartOf(d), clock.StartOf(d.AddDays(1))))], ct);
        var won = await store.WonAsync(people, new MomentSpan(clock.StartOf(today.AddDays(1 - SoonDays)), ends), Top, ct);
        var rates = await fields.RatesAsync(ct);
        return new DashboardReport(
            scope.Value, today,
            CurrencyAmount.Of(open.Select(c => new CurrencyAmount(c.Currency, c.Count, c.Value)), rates),
            late, closing, overdue, dueToday, [.. days.Zip(counts, (day, n) => new DayCount(day, n))], won,
            rates.Used(open.Select(c => c.Currency)));
    }
}
