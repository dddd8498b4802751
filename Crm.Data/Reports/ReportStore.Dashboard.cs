using Crm.Core.Filtering;
using Crm.Core.Reports;

namespace Crm.Data.Reports;

/// <summary>The dashboard's short lists, each by an index in its own order, and its counts, which stop at the cap of every list.</summary>
internal sealed partial class ReportStore
{
    private const string OpenTask = "not a.is_deleted and a.type = 'TASK' and a.status in ('PENDING','IN_PROGRESS')";

    public async Task<IReadOnlyList<long>> ActivitiesInAsync(
        IReadOnlyList<Guid>? people, IReadOnlyList<MomentSpan> spans, CancellationToken ct)
    {
        var sql = new ReportSql(people);
        var counts =
            spans.Select(
                span => "(select count(*) from activities where "
                + $"{Happened} and owner_id is not null and {sql.Within("occurred_at", span)} {sql.And("owner_id")})");
        return (await ReadAsync<Counts>(sql.Add($"""select array[{string.Join(",\n", counts)}] as "All" """), ct))[0].All;
    }

    public async Task<ClosingDeals> ClosingAsync(IReadOnlyList<Guid>? people, DateOnly? from, DateOnly to, int take, CancellationToken ct)
    {
        var counted = new ReportSql(people);
        var count = await CountAsync(counted, $"deals d where {Closing(counted)}", ct);
        var sql = new ReportSql(people);
        return new ClosingDeals(count, await ReadAsync<ClosingDeal>(sql.Add(
            $"""
            select d.id as "Id", d.title as "Title", d.value as "Value", d.currency as "Currency", s.name as "Stage",
              d.expected_close_date as "Closes",
                   c.name as "Company", coalesce(u.name, u.email) as "Owner"
              from (select * from deals d where {Closing(sql)} order by d.expected_close_date, d.id limit {sql.Value(take)}) d
              join pipeline_stages s on s.id = d.stage_id join users u on u.id = d.owner_id left join companies c on c.id = d.company_id
             order by d.expected_close_date, d.id
            """), ct));

        string Closing(ReportSql q)
        {
            var begins = from is { } start ? $" and d.expected_close_date >= {q.Value(start)}" : "";
            return $"not d.is_deleted and d.status = 'OPEN' and d.expected_close_date <= {q.Value(to)}{begins} {q.And("d.owner_id")}";
        }
    }

    public async Task<DueTasks> TasksAsync(IReadOnlyList<Guid>? people, ReaderDays due, int take, CancellationToken ct)
    {
        var counted = new ReportSql(people);
        var cap = counted.Value(ListRecords.CountCap + 1);
        var count = await CountAsync(counted, $"({Arms(counted, arm => $"(select 1 from activities a where {arm} limit {cap})")}) t", ct);
        var sql = new ReportSql(people);
        var most = sql.Value(take);
        var first = Arms(sql, arm => $"(select * from activities a where {arm} order by a.due_date, a.id limit {most})");
        return new DueTasks(count, await ReadAsync<DueTask>(sql.Add(
            $"""
            select a.id as "Id", a.subject as "Subject", a.due_date as "Due", c.name as "Company", p.first_name || ' '
              || p.last_name as "Contact", d.title as "Deal",
                   coalesce(u.name, u.email) as "Who", a.version as "Version", a.due_on as "DueOn"
              from ({first}) a
              left join companies c on c.id = a.company_id left join contacts p on p.id = a.contact_id left join deals d on d.id = a.deal_id
              left join users u on u.id = coalesce(a.assigned_to_id, a.owner_id)
             order by a.due_date, a.id limit {most}
            """), ct));

        // Whose task it is stands in one of two columns, each with its own index; an "or" over both would use neither in order of due date.
        string Arms(ReportSql q, Func<string, string> arm)
        {
            var open = $"{OpenTask} and {Due(q)}";
            return people is null ? arm(open)
                : $"{arm($"{open} {q.And("a.assigned_to_id")}")}\nunion "
                + $"all\n{arm($"{open} and a.assigned_to_id is null {q.And("a.owner_id")}")}";
        }

        string Due(ReportSql q)
        {
            var moments = Between("a.due_date", due.Clock.StartOf);
            return due.AreDividedByMoments ? moments : $"((a.due_on is null and {moments}) or ({Between("a.due_on", day => day)}))";

            string Between<T>(string column, Func<DateOnly, T> bound) =>
                $"{column} < {q.Value(bound(due.Until))}{(due.From is { } from ? $" and {column} >= {q.Value(bound(from))}" : "")}";
        }
    }

    public async Task<IReadOnlyList<WonDeal>> WonAsync(IReadOnlyList<Guid>? people, MomentSpan span, int take, CancellationToken ct)
    {
        var sql = new ReportSql(people);
        return await ReadAsync<WonDeal>(sql.Add(
            $"""
            select d.id as "Id", d.title as "Title", d.value as "Value", d.currency as "Currency", d.closed_at as "ClosedAt",
              c.name as "Company",
                   coalesce(u.name, u.email) as "Owner"
              from (select * from deals d where not d.is_deleted and d.status = 'WON'
                and {sql.Within("d.closed_at", span)} {sql.And("d.owner_id")}
                     order by d.closed_at desc, d.id desc limit {sql.Value(take)}) d
              join users u on u.id = d.owner_id left join companies c on c.id = d.company_id
             order by d.closed_at desc, d.id desc
            """), ct);
    }

    private async Task<Count> CountAsync(ReportSql sql, string from, CancellationToken ct)
    {
        var found =
            (await ReadAsync<long>(
                sql.Add($"""select count(*) as "Value" from (select 1 from {from} limit {sql.Value(ListRecords.CountCap + 1)}) x"""),
                ct))[0];
        return new Count((int)Math.Min(found, ListRecords.CountCap), found > ListRecords.CountCap);
    }

    private sealed record Counts(long[] All);
}
