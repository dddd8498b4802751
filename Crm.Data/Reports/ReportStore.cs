using Crm.Core.Activities;
using Crm.Core.Deals;
using Crm.Core.Reports;

namespace Crm.Data.Reports;

/// <summary>
/// Sums over what triggers keep. People are named in plain conditions although row-level security would do for a USER: an index serves
/// them, and a team's numbers need them anyway.
/// </summary>
internal sealed partial class ReportStore(CrmDbContext db) : IReportStore
{
    /// <summary>What is planned or was called off isn't work done.</summary>
    private const string Happened = "not is_deleted and status = 'COMPLETED'";

    public async Task<IReadOnlyList<PipelineCell>> PipelineAsync(IReadOnlyList<Guid>? people, CancellationToken ct)
    {
        var sql = new ReportSql(people);
        return await ReadAsync<PipelineCell>(sql.Add(
            $"""
            select a.stage_id as "StageId", a.currency as "Currency", sum(a.n)::bigint as "Count", sum(a.value_sum) as "Value",
                   sum(a.value_default * s.probability + a.weighted_override) as "Weighted"
              from agg_pipeline a join pipeline_stages s on s.id = a.stage_id where a.n <> 0 {sql.And("a.owner_id")} group by 1, 2
            """), ct);
    }

    public async Task<IReadOnlyList<EntryCell>> EntriesAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct)
    {
        var sql = new ReportSql(people)
            .Add("""select stage_id as "StageId", currency as "Currency", sum(n)::bigint as "Count", sum(v) as "Value" from (""");
        sql.Both(
            span, "entered_at",
            days => $"select stage_id, currency, n, value_sum from agg_stage_daily where {days} {sql.And("owner_id")}",
            hours =>
                "select to_stage_id, coalesce(currency, 'USD'), 1, coalesce(value, 0) from deal_stage_history where "
                + $"{hours} {sql.And("owner_id")}");
        return await ReadAsync<EntryCell>(sql.Add(") x (stage_id, currency, n, v) group by 1, 2 having sum(n) <> 0"), ct);
    }

    public async Task<IReadOnlyList<FlowCell>> FlowAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct)
    {
        var sql = new ReportSql(people).Add(
            """
            select stage_id as "StageId", next_stage_id as "NextStageId", sum(n)::bigint as "Count", sum(won)::bigint as "Won",
              sum(seconds) as "Seconds" from (
            """);
        sql.Both(
            span, "entered_at",
            days => $"select stage_id, next_stage_id, n, won, seconds from agg_stage_flow where {days} {sql.And("owner_id")}",
            hours => $"""
                select to_stage_id, next_stage_id, 1, is_won::integer, coalesce(greatest(extract(epoch from left_at - entered_at), 0), 0)
                  from deal_stage_history where {hours} {sql.And("owner_id")}
                """);
        return await ReadAsync<FlowCell>(sql.Add(") x (stage_id, next_stage_id, n, won, seconds) group by 1, 2 having sum(n) <> 0"), ct);
    }

    public async Task<IReadOnlyList<MedianStay>> MedianStaysAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct)
    {
        var sql = new ReportSql(people);
        return await ReadAsync<MedianStay>(sql.Add(
            $"""
            select to_stage_id as "StageId", percentile_disc(0.5) within group (order by greatest(extract(epoch from left_at - entered_at),
              0)) as "Seconds"
              from deal_stage_history where left_at is not null and {sql.Within("entered_at", span)} {sql.And("owner_id")} group by 1
            """), ct);
    }

    public async Task<IReadOnlyList<ActivityCell>> ActivitiesAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct)
    {
        var sql = new ReportSql(people).Add("""select owner_id as "OwnerId", type as "Type", sum(n)::bigint as "Count" from (""");
        sql.Both(
            span, "occurred_at",
            days => $"select owner_id, type, n from agg_activity_daily where {days} {sql.And("owner_id")}",
            hours =>
                $"select owner_id, type, 1 from activities where {Happened} and owner_id is not null and {hours} {sql.And("owner_id")}");
        var rows = await ReadAsync<ActivityRow>(sql.Add(") x (owner_id, type, n) group by 1, 2 having sum(n) <> 0"), ct);
        return [.. rows.Select(r => new ActivityCell(r.OwnerId, UpperSnakeCase.Parse<ActivityType>(r.Type), r.Count))];
    }

    public async Task<IReadOnlyList<ClosedCell>> ClosedAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct)
    {
        var sql = new ReportSql(people).Add(
            """
            select owner_id as "OwnerId", status as "Status", currency as "Currency", sum(n)::bigint as "Count", sum(v) as "Value" from (
            """);
        sql.Both(
            span, "closed_at",
            days => $"select owner_id, status, currency, n, value_sum from agg_deal_closed_daily where {days} {sql.And("owner_id")}",
            hours =>
                "select owner_id, status, currency, 1, coalesce(value, 0) from deals where not is_deleted and closed_at is not null and "
                + $"{hours} {sql.And("owner_id")}");
        var rows = await ReadAsync<ClosedRow>(
            sql.Add(") x (owner_id, status, currency, n, v) where status in ('WON','LOST') group by 1, 2, 3 having sum(n) <> 0"), ct);
        return [.. rows.Select(r => new ClosedCell(r.OwnerId, UpperSnakeCase.Parse<DealStatus>(r.Status), r.Currency, r.Count, r.Value))];
    }

    public async Task<IReadOnlyList<LostCell>> LostAsync(
        IReadOnlyList<Guid>? people, IReadOnlyList<DateTimeOffset> starts, DateTimeOffset until, CancellationToken ct)
    {
        var sql = new ReportSql(people);
        return await ReadAsync<LostCell>(sql.Add(
            $"""
            select width_bucket(closed_at, {sql.Value(starts.ToArray())}) - 1 as "Month", min(nullif(btrim(lost_reason), '')) as "Reason",
                   currency as "Currency", count(*) as "Count", coalesce(sum(value), 0) as "Value"
              from deals
             where not is_deleted and status = 'LOST' and {sql.Within("closed_at", new MomentSpan(starts[0], until))} {sql.And("owner_id")}
             group by 1, lower(btrim(coalesce(lost_reason, ''))), currency
            """), ct);
    }

    public async Task<IReadOnlyList<NewDealsCell>> NewDealsAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct)
    {
        var sql = new ReportSql(people);
        return await ReadAsync<NewDealsCell>(sql.Add(
            $"""
             select owner_id as "OwnerId", count(*) as "Count" from deals
              where not is_deleted and {sql.Within("created_at", span)} {sql.And("owner_id")} group by 1
             """), ct);
    }

    /// <summary>The statement as it is: a list of cells is small, whatever it sums up.</summary>
    private Task<List<T>> ReadAsync<T>(ReportSql sql, CancellationToken ct) =>
        db.Database.SqlQueryRaw<T>(sql.Text, sql.Parameters).ToListAsync(ct);

    private sealed record ActivityRow(Guid OwnerId, string Type, long Count);

    private sealed record ClosedRow(Guid OwnerId, string Status, string Currency, long Count, decimal Value);
}
