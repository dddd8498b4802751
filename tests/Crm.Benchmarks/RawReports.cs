namespace Crm.Benchmarks;

/// <summary>
/// The reports as somebody writes them in SQL who knows the aggregates: whole UTC days from the daily tables, the hours before and after
/// them from the rows. "Mine" names the owner (an index serves that), everyone's names nobody.
/// </summary>
internal static class RawReports
{
    private const string OpenTask = "not a.is_deleted and a.type = 'TASK' and a.status in ('PENDING', 'IN_PROGRESS')";

    public static IReadOnlyList<Statement> Funnel(Asked asked)
    {
        var span = LastQuarter(asked);
        var own = Own(asked, span.Values.Length + 1);
        var values = span.Values.Concat(own.Values).ToArray();
        return
        [
            new("select id, name, stage_type from pipeline_stages order by position, id"),
            new(
                $"""
                select sum(n)::bigint, stage_id, currency, sum(v) from (
                  select stage_id, currency, n, value_sum from agg_stage_daily where {span.Days} {own.Sql}
                  union all select to_stage_id, coalesce(currency, 'USD'), 1, coalesce(value, 0) from deal_stage_history
                    where {span.Before("entered_at")} {own.Sql}
                  union all select to_stage_id, coalesce(currency, 'USD'), 1, coalesce(value, 0) from deal_stage_history
                    where {span.After("entered_at")} {own.Sql}
                ) x (stage_id, currency, n, v) group by 2, 3
                """, values),
            new(
                $"""
                select stage_id, next_stage_id, sum(n)::bigint, sum(won)::bigint, sum(seconds) from (
                  select stage_id, next_stage_id, n, won, seconds from agg_stage_flow where {span.Days} {own.Sql}
                  union all select to_stage_id, next_stage_id, 1, is_won::int,
                    coalesce(greatest(extract(epoch from left_at - entered_at), 0), 0) from deal_stage_history
                    where {span.Before("entered_at")} {own.Sql}
                  union all select to_stage_id, next_stage_id, 1, is_won::int,
                    coalesce(greatest(extract(epoch from left_at - entered_at), 0), 0) from deal_stage_history
                    where {span.After("entered_at")} {own.Sql}
                ) x (stage_id, next_stage_id, n, won, seconds) group by 1, 2
                """, values),
            .. asked.Caller.MaySeeEverybody ? Array.Empty<Statement>() :
            [
                new(
                    "select to_stage_id, percentile_disc(0.5) within group (order by greatest(extract(epoch from left_at - entered_at), "
                        + "0)) from deal_stage_history "
                    + "where left_at is not null and entered_at >= $1 and entered_at < $2 and owner_id = $3 group by 1",
                    span.From, span.Until, asked.Caller.Id),
            ],
        ];
    }

    public static IReadOnlyList<Statement> Performance(Asked asked)
    {
        var span = LastQuarter(asked);
        var own = Own(asked, span.Values.Length + 1);
        var values = span.Values.Concat(own.Values).ToArray();
        var made = Own(asked, 3);
        return
        [
            new(
                $"""
                select sum(n)::bigint, owner_id, type from (
                  select owner_id, type, n from agg_activity_daily where {span.Days} {own.Sql}
                  union all select owner_id, type, 1 from activities where not is_deleted and status = 'COMPLETED' and owner_id is not null
                    and {span.Before("occurred_at")} {own.Sql}
                  union all select owner_id, type, 1 from activities where not is_deleted and status = 'COMPLETED' and owner_id is not null
                    and {span.After("occurred_at")} {own.Sql}
                ) x (owner_id, type, n) group by 2, 3
                """, values),
            new(
                $"""
                select owner_id, status, currency, sum(n)::bigint, sum(v) from (
                  select owner_id, status, currency, n, value_sum from agg_deal_closed_daily where {span.Days} {own.Sql}
                  union all select owner_id, status, currency, 1, coalesce(value, 0) from deals
                    where not is_deleted and closed_at is not null and {span.Before("closed_at")} {own.Sql}
                  union all select owner_id, status, currency, 1, coalesce(value, 0) from deals
                    where not is_deleted and closed_at is not null and {span.After("closed_at")} {own.Sql}
                ) x (owner_id, status, currency, n, v) where status in ('WON', 'LOST') group by 1, 2, 3
                """, values),
            new($"select owner_id, count(*) from deals where not is_deleted and created_at >= $1 and created_at < $2 {made.Sql} group by 1",
                [span.From, span.Until, .. made.Values]),
            .. asked.Caller.MaySeeEverybody ? [new("select id, coalesce(name, email) from users")] : Array.Empty<Statement>(),
        ];
    }

    public static IReadOnlyList<Statement> Dashboard(Asked asked)
    {
        var (begins, ends) = (Start(asked, asked.Today), Start(asked, asked.Today.AddDays(1)));
        var (mine, me) = (!asked.Caller.MaySeeEverybody, $"'{asked.Caller.Id}'");
        string And(string column) => mine ? $"and {column} = {me}" : "";
        string Tasks(string due, string what, string end) => mine
            ? $"(select {what} from activities a where {OpenTask} and {due} and a.assigned_to_id = {me} {end}) union all "
                + $"(select {what} from activities a where {OpenTask} and {due} and a.assigned_to_id is null and a.owner_id = {me} {end})"
            : $"(select {what} from activities a where {OpenTask} and {due} {end})";
        Statement[] Due(string due, params object[] values) =>
        [
            new($"select count(*) from (select 1 from ({Tasks(due, "1", "limit 10001")}) t limit 10001) x", values),
            new(
                $"""
                select a.id, a.subject, a.due_date, c.name, p.first_name || ' ' || p.last_name, d.title, coalesce(u.name, u.email)
                  from ({Tasks(due, "a.*", "order by a.due_date, a.id limit 5")}) a left join companies c on c.id = a.company_id left
                    join contacts p on p.id = a.contact_id
                  left join deals d on d.id = a.deal_id left join users u on u.id = coalesce(a.assigned_to_id, a.owner_id)
                    order by a.due_date, a.id limit 5
                """, values),
        ];
        Statement[] Closing(string when, params object[] values)
        {
            var closing = $"not d.is_deleted and d.status = 'OPEN' and {when} {And("d.owner_id")}";
            return
            [
                new($"select count(*) from (select 1 from deals d where {closing} limit 10001) x", values),
                new(
                    $"""
                    select d.id, d.title, d.value, d.currency, s.name, d.expected_close_date, c.name, coalesce(u.name, u.email)
                      from (select * from deals d where {closing} order by d.expected_close_date, d.id limit 5) d
                      join pipeline_stages s on s.id = d.stage_id join users u on u.id = d.owner_id left
                        join companies c on c.id = d.company_id order by d.expected_close_date, d.id
                    """, values),
            ];
        }

        var days = Enumerable.Range(0, 14).Select(i => asked.Today.AddDays(i - 13)).ToList();
        var starts = days.Select(d => (object)Start(asked, d)).Append(ends).ToArray();
        return
        [
            new($"select a.currency, sum(a.n)::bigint, sum(a.value_sum) from agg_pipeline a where a.n <> 0 {And("a.owner_id")} group by 1"),
            .. Closing("d.expected_close_date <= $1", asked.Today.AddDays(-1)),
            .. Closing("d.expected_close_date >= $1 and d.expected_close_date <= $2", asked.Today, asked.Today.AddDays(30)),
            .. Due("a.due_date < $1", begins),
            .. Due("a.due_date >= $1 and a.due_date < $2", begins, ends),
            new($"select array[{string.Join(", ", days.Select((_, i) => DoneBetween(i + 1, i + 2)))}]",
                starts),
            new(
                $"""
                select d.id, d.title, d.value, d.currency, d.closed_at, c.name, coalesce(u.name, u.email)
                  from (select * from deals d where not d.is_deleted and d.status = 'WON' and d.closed_at >= $1
                    and d.closed_at < $2 {And("d.owner_id")} order by d.closed_at desc, d.id desc limit 5) d
                  join users u on u.id = d.owner_id left join companies c on c.id = d.company_id order by d.closed_at desc, d.id desc
                """, Start(asked, asked.Today.AddDays(-29)), ends),
        ];

        string DoneBetween(int from, int to) =>
            "(select count(*) from activities where not is_deleted and status = 'COMPLETED' and owner_id is not null "
            + $"and occurred_at >= ${from} and occurred_at < ${to} {And("owner_id")})";
    }

    private static (string Sql, object[] Values) Own(Asked asked, int parameter) => asked.Caller.MaySeeEverybody
        ? ("", [])
        : ($"and owner_id = ${parameter}", [asked.Caller.Id]);

    private static DateTime Start(Asked asked, DateOnly day) =>
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), asked.Zone);

    private static Span LastQuarter(Asked asked)
    {
        var first = new DateOnly(asked.Today.Year, ((asked.Today.Month - 1) / 3 * 3) + 1, 1);
        return new Span(Start(asked, first.AddMonths(-3)), Start(asked, first));
    }

    /// <summary>The reader's quarter, and the whole UTC days in it.</summary>
    private sealed record Span(DateTime From, DateTime Until)
    {
        private readonly DateOnly first = DateOnly.FromDateTime(From.TimeOfDay == TimeSpan.Zero ? From : From.AddDays(1));
        private readonly DateOnly last = DateOnly.FromDateTime(Until);

        public object[] Values => [From, Until, first, last];

        public string Days => "day >= $3 and day < $4";

        public string Before(string moment) => $"{moment} >= $1 and {moment} < $3::timestamp at time zone 'UTC'";

        public string After(string moment) => $"{moment} >= $4::timestamp at time zone 'UTC' and {moment} < $2";
    }
}
