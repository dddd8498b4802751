namespace Crm.Data.Tests.Reports;

/// <summary>
/// The tables that triggers keep, held against a recount: the one that a bulk load runs, into temporary tables of the same names.
/// </summary>
internal static class Kept
{
    private static readonly Dictionary<string, string> SumsOf = new()
    {
        ["agg_pipeline"] = "value_sum, value_default, weighted_override",
        ["agg_company_facets"] = "0",
        ["agg_activity_daily"] = "0",
        ["agg_stage_daily"] = "value_sum",
        ["agg_stage_flow"] = "won, seconds",
        ["agg_deal_closed_daily"] = "value_sum",
    };

    public static async Task<NpgsqlConnection> OpenAsync(World world)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(world.Owner) { Pooling = false, SearchPath = "t_contoso,crm_ext" }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static async Task AssertEqualRecountsAsync(World world)
    {
        await using var connection = await OpenAsync(world);
        var tables = await ReadAsync<string[]>(
            connection, "select array_agg(tablename::text) from pg_tables where schemaname = 't_contoso' and tablename like 'agg\\_%'");
        Assert.Equal(SumsOf.Keys.Order(), tables.Order());
        await ReadAsync<object>(
            connection,
            string.Concat(tables.Select(t => $"create temp table {t} (like t_contoso.{t});"))
                + "set search_path = pg_temp, t_contoso, crm_ext;" + Recount() + "; select 1");
        foreach (var table in tables)
        {
            var (kept, counted) = ($"select * from t_contoso.{table} where n <> 0", $"select * from pg_temp.{table} where n <> 0");
            Assert.Equal(
                (table, 0L),
                (table, await ReadAsync<long>(
                    connection, $"select count(*) from (({kept} except {counted}) union all ({counted} except {kept})) d")));
            Assert.Equal((table, 0L), (table, await ReadAsync<long>(
                connection,
                $"select count(*) from t_contoso.{table} where n < 0 or (n = 0 and exists (select from (values "
                + $"({SumsOf[table].Replace(", ", "), (")})) v (s) where s <> 0))")));
        }

        foreach (var (table, column) in new[] { ("companies", "company_id"), ("contacts", "contact_id"), ("deals", "deal_id") })
        {
            Assert.Equal((table, 0L), (table, await ReadAsync<long>(
                connection,
                $"""
                select count(*) from {table} r where last_activity_at is distinct from (
                  select max(occurred_at) from activities where {column} = r.id and not is_deleted and status = 'COMPLETED')
                """)));
        }

        Assert.Equal(0, await ReadAsync<long>(
            connection,
            """
            select count(*) from ((select contact_id, owner_id, address from contact_addresses where kind = 'PRIMARY'
                                   except select id, owner_id, email_lower from contacts where not is_deleted)
                        union all (select id, owner_id, email_lower from contacts where email is not null and not is_deleted
                                   except select contact_id, owner_id, address from contact_addresses where kind = 'PRIMARY')) d
            """));

        // How a stay ended is kept in the history itself; paired anew, each entry with the deal's next one, it must be the same.
        Assert.Equal(0, await ReadAsync<long>(
            connection,
            """
            select count(*) from (
              select left_at, next_stage_id, is_won, lead(entered_at) over way as at, lead(to_stage_id) over way as next,
                     exists (select from deal_stage_history o join pipeline_stages s on s.id = o.to_stage_id
                              where o.deal_id = h.deal_id and (o.entered_at, o.id) > (h.entered_at, h.id) and s.stage_type = 'WON') as won
                from deal_stage_history h window way as (partition by deal_id order by entered_at, id)) x
             where (left_at, next_stage_id, is_won) is distinct from (at, next, won)
            """));
    }

    private static string Recount()
    {
        using var stream = typeof(LargeFirmSeed).Assembly.GetManifestResourceStream("Crm.Demo.LargeFirm.recount.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task<T> ReadAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
