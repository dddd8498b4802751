namespace Crm.Data.Tests;

/// <summary>The invented firm, at a hundredth of size S.</summary>
public sealed class LargeFirmTests : DatabaseTests
{
    private static readonly FirmSize Size = FirmSize.Tiny;

    // Stands still at the present moment: the triggers of the oracle ask the server's own clock what lies ahead.
    private readonly TestClock clock = new(TimeProvider.System.GetUtcNow());

    protected override async Task ArrangeAsync() => await MakeTenantAsync(Size);

    [Fact]
    public async Task Everything_promised_is_there_and_the_schema_is_as_the_migrations_made_it()
    {
        var before = await Catalog.ReadAsync(Server.Owner(Database), Size.Schema);
        var steps = new List<SeedProgress>();

        await Seed().RunAsync(Size, reset: false, steps.Add, CancellationToken.None);

        Assert.Equal(before, await Catalog.ReadAsync(Server.Owner(Database), Size.Schema));
        Assert.Equal(
            0, await OneAsync<long>(
                "select count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = "
                + "'t_wideworld_tiny'::regnamespace and t.tgenabled <> 'O'"));
        Assert.Equal("50 100 500 500 2000", await OneAsync<string>(
            "select concat_ws(' ', (select count(*) from users), (select count(*) from companies), (select count(*) from contacts), "
                + "(select count(*) from deals), (select count(*) from activities))"));
        Assert.Equal(
            "1 ADMIN, 5 MANAGER, 44 USER", await OneAsync<string>(
                "select string_agg(n || ' ' || role, ', ' order by role) from (select role, count(*) as n from users group by role) r"));
        Assert.All(["activities", "deal_stage_history", "indexes", "vacuum"],
            step => Assert.Contains(steps, s => s.Step == step && s.Done == s.Total));
        Assert.NotNull(await Seed().SeededAtAsync(Size, CancellationToken.None));
    }

    /// <summary>
    /// The same rows inserted with all triggers on are the oracle: whatever table a trigger keeps, the bulk load must have filled alike.
    /// </summary>
    [Fact]
    public async Task What_triggers_keep_is_as_if_they_had_kept_it()
    {
        await Seed().RunAsync(Size, reset: false, _ => { }, CancellationToken.None);
        var oracle = Size with { Name = "oracle" };
        await MakeTenantAsync(oracle);
        await SqlAsync(
            $"""
            do $$ declare t text; cols text; begin
              foreach t in array array['users','pipeline_stages','custom_field_definitions','companies','contacts','deals',
                'activities','activity_participants','activity_mailboxes'] loop
                select string_agg(quote_ident(attname), ', ') into cols from pg_attribute
                 where attrelid = ('{Size.Schema}.' || t)::regclass and attnum > 0 and attgenerated = '' and not attisdropped
                   and attname <> 'last_activity_at';
                execute format('insert into {oracle.Schema}.%1$I (%2$s) select %2$s from {Size.Schema}.%1$I', t, cols);
              end loop;
            end $$
            """);
        var kept =
            await OneAsync<string[]>(
                "select array_agg(tablename::text order by 1) from pg_tables where schemaname = 't_wideworld_tiny' and tablename like "
                + "'agg\\_%'");

        Assert.NotEmpty(kept);
        foreach (var table in kept.Where(t => t is not ("agg_stage_daily" or "agg_stage_flow")))
        {
            Assert.True(await OneAsync<long>($"select count(*) from {table}") > 0, $"{table} is empty.");
            Assert.Equal((table, 0L), (table, await DifferenceAsync($"select * from {{0}}.{table} where n <> 0")));
        }

        foreach (var table in new[] { "companies", "contacts", "deals" })
        {
            Assert.Equal((table, 0L), (table, await DifferenceAsync($"select id, last_activity_at from {{0}}.{table}")));
        }

        Assert.Equal(0, await DifferenceAsync("select contact_id, owner_id, address, kind from {0}.contact_addresses"));

        // Stage history is invented (a trigger knows the present stage only): its last row is where the deal stands, and its daily sums are
        // its own.
        Assert.Equal(0, await OneAsync<long>(
            """
            select count(*) from deals d where (d.stage_id, d.stage_entered_at) is distinct from
              (select (h.to_stage_id, h.entered_at) from deal_stage_history h where h.deal_id = d.id order by h.entered_at desc limit 1)
            """));
        Assert.Equal(0, await OneAsync<long>(
            """
            select count(*) from agg_stage_daily a full join
              (select (entered_at at time zone 'UTC')::date as day, owner_id, to_stage_id as stage_id, currency, count(*) as n,
                coalesce(sum(value), 0) as s
                 from deal_stage_history group by 1, 2, 3, 4) h using (day, owner_id, stage_id, currency)
             where a.n is distinct from h.n or a.value_sum is distinct from h.s
            """));
        Assert.Equal(0, await OneAsync<long>(
            """
            select count(*) from (
              select left_at, next_stage_id, is_won, lead(entered_at) over way as at, lead(to_stage_id) over way as next,
                     last_value(to_stage_id) over (way rows between unbounded preceding and unbounded following) as last
                from deal_stage_history window way as (partition by deal_id order by entered_at)) h
             where (left_at, next_stage_id, is_won) is distinct
               from (at, next, next is not null and last = (select id from pipeline_stages where stage_type = 'WON'))
            """));
        Assert.Equal("true", await OneAsync<string>(
            """
            select ((select sum(n) from agg_stage_flow) = count(*) and (select sum(won)
              from agg_stage_flow) = count(*) filter (where is_won)
                    and (select sum(seconds) from agg_stage_flow) = sum(extract(epoch from left_at - entered_at)))::text
                      from deal_stage_history
            """));
    }

    [Fact]
    public async Task The_same_moment_gives_the_same_rows()
    {
        await Seed().RunAsync(Size, reset: false, _ => { }, CancellationToken.None);
        var first = await HashAsync();

        await Seed().RunAsync(Size, reset: true, _ => { }, CancellationToken.None);

        Assert.Equal(first, await HashAsync());
    }

    [Fact]
    public async Task A_firm_that_has_rows_is_left_alone_unless_reset_is_said()
    {
        await Seed().RunAsync(Size, reset: false, _ => { }, CancellationToken.None);
        await SqlAsync($"update {Size.Schema}.companies set name = 'Mine' where id = (select id from {Size.Schema}.companies limit 1)");

        var refused = await Assert.ThrowsAsync<FirmNotEmptyException>(
            () => Seed().RunAsync(Size, reset: false, _ => { }, CancellationToken.None));

        Assert.Contains("--reset", refused.Message);
        Assert.Equal(1, await OneAsync<long>("select count(*) from companies where name = 'Mine'"));
        await Seed().RunAsync(Size, reset: true, _ => { }, CancellationToken.None);
        Assert.Equal(0, await OneAsync<long>("select count(*) from companies where name = 'Mine'"));
    }

    [Theory]
    [InlineData("contacts")]
    [InlineData("activities")]
    [InlineData("indexes")]
    [InlineData("aggregates")]
    public async Task A_seed_that_is_broken_off_leaves_nothing_and_the_next_one_works(string during)
    {
        var before = await Catalog.ReadAsync(Server.Owner(Database), Size.Schema);

        await Assert.ThrowsAsync<IOException>(() => Seed().RunAsync(Size, reset: false, p => StopAt(p, during), CancellationToken.None));

        Assert.Equal(before, await Catalog.ReadAsync(Server.Owner(Database), Size.Schema));
        Assert.Equal(0, await OneAsync<long>("select (select count(*) from users) + (select count(*) from companies)"));
        await Seed().RunAsync(Size, reset: false, _ => { }, CancellationToken.None);
        Assert.Equal(2000, await OneAsync<long>("select count(*) from activities"));
    }

    /// <summary>At a tenth of S: enough rows for shares to mean something.</summary>
    [Fact]
    public async Task The_rows_are_spread_as_in_practice()
    {
        var size = new FirmSize("tenth", 1_000, 5_000, 5_000, 20_000);
        await MakeTenantAsync(size);
        await Seed().RunAsync(size, reset: false, _ => { }, CancellationToken.None);

        // one owner in fifty has a ninth
        await AssertShareAsync("select max(n) / sum(n) from (select count(*) as n from companies group by owner_id) o", 0.07, 0.16);
        await AssertShareAsync("select avg(is_deleted::int) from contacts", 0.08, 0.12);
        await AssertShareAsync("select avg((company_id is null)::int) from contacts", 0.03, 0.07);
        await AssertShareAsync("select avg((email <> lower(email))::int) from contacts where email is not null", 0.12, 0.18);
        await AssertShareAsync("select avg((custom <> '{}')::int) from companies", 0.5, 0.65);
        await AssertShareAsync("select avg((status = 'WON')::int) from deals where closed_at is not null", 0.45, 0.58);
        await AssertShareAsync("select avg((type = 'EMAIL')::int) from activities", 0.40, 0.50);
        await AssertShareAsync("select avg((owner_id = assigned_to_id)::int) from activities", 0.80, 0.95);
        Assert.True(
            await OneAsync<long>(
                "select max(n) / percentile_disc(0.5) within group (order by n) from (select count(*) as n from activities where "
                + "company_id is not null group by company_id) c", size.Schema) >= 5,
            "No company is much busier than the median one.");
        Assert.True(
            await OneAsync<long>(
                "select count(*) from activities where due_date::date = (select max(created_at)::date from activities) and status = "
                + "'PENDING'", size.Schema) > 0, "No task is due today.");
        Assert.True(await OneAsync<long>("select count(*) from activities where type = 'MEETING' and occurred_at > now()", size.Schema) > 0,
            "No meeting lies ahead.");
        Assert.True(
            await OneAsync<decimal>("select extract(days from max(closed_at) - min(closed_at)) / 365.25 from deals", size.Schema) > 2.5m,
            "Deals were closed over less than three years.");

        async Task AssertShareAsync(string sql, double least, double most) =>
            Assert.InRange((double)await OneAsync<decimal>(sql, size.Schema), least, most);
    }

    private static void StopAt(SeedProgress progress, string step)
    {
        if (progress.Step == step)
        {
            throw new IOException("the machine stopped");
        }
    }

    private LargeFirmSeed Seed() => new(Server.Owner(Database), clock);

    private async Task MakeTenantAsync(FirmSize size)
    {
        var migrator = new Migrator(Server.Owner(Database), TimeProvider.System);
        await migrator.AddTenantAsync(size.TenantId, size.FirmName, size.Schema, null, CancellationToken.None);
    }

    private Task<long> DifferenceAsync(string query)
    {
        var (a, b) = (query.Replace("{0}", Size.Schema, StringComparison.Ordinal),
            query.Replace("{0}", "t_wideworld_oracle", StringComparison.Ordinal));
        return OneAsync<long>($"select count(*) from (({a} except {b}) union all ({b} except {a})) d");
    }

    private Task<string> HashAsync() => OneAsync<string>(
        string.Join(
            " || ", new[] { "users", "companies", "contacts", "contact_addresses", "deals", "deal_stage_history", "activities",
                "activity_participants", "activity_mailboxes", "agg_pipeline" }
            .Select(t => $"(select md5(string_agg(r::text, '' order by r::text)) from {t} r)")).Insert(0, "select "));

    private async Task<T> OneAsync<T>(string sql, string? schema = null)
    {
        await using var connection = new NpgsqlConnection(Server.Owner(Database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"set search_path = {schema ?? Size.Schema}, crm_ext; {sql}", connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server.Owner(Database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
