using Crm.Data.Migrations;
using Crm.Testing;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Crm.Data.Tests;

public sealed class MigrationTests : IAsyncLifetime
{
    private World world = null!;

    public async Task InitializeAsync() => world = await World.CreateAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Up_down_up_of_an_empty_database_is_the_identity()
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        var migrator = new Migrator(server.Owner(database), TimeProvider.System);
        await migrator.AddTenantAsync(World.Contoso, "Contoso", "t_contoso", null, CancellationToken.None);
        var before = await Catalog.ReadAsync(server.Owner(database), "t_contoso");

        await migrator.RollbackAsync(Migration.InitialDatabase, dropData: false, null, CancellationToken.None);
        var empty = await Catalog.ReadAsync(server.Owner(database), "t_contoso");
        await migrator.MigrateAsync(null, CancellationToken.None);

        Assert.Equal(before, await Catalog.ReadAsync(server.Owner(database), "t_contoso"));
        Assert.DoesNotContain(
            empty, line => line.StartsWith("table ", StringComparison.Ordinal) || line.StartsWith("function ", StringComparison.Ordinal));
        await server.DropAsync(database);
    }

    [Fact]
    public async Task Every_single_step_down_restores_the_catalog_of_the_step_before()
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        var migrator = new Migrator(server.Owner(database), TimeProvider.System);
        await migrator.AddTenantAsync(World.Contoso, "Contoso", "t_contoso", null, CancellationToken.None);

        // Down to each step twice, once straight and once after having been further up: the catalogs must agree.
        var known = migrator.Known();
        for (var i = known.Count - 2; i >= 0; i--)
        {
            await migrator.RollbackAsync(known[i], false, null, CancellationToken.None);
            var straight = await Catalog.ReadAsync(server.Owner(database), "t_contoso");
            await migrator.MigrateAsync(null, CancellationToken.None);
            await migrator.RollbackAsync(known[i], false, null, CancellationToken.None);
            Assert.Equal(straight, await Catalog.ReadAsync(server.Owner(database), "t_contoso"));
        }

        await server.DropAsync(database);
    }

    [Fact]
    public async Task Up_down_up_of_a_populated_database_keeps_every_row()
    {
        var ann = await world.UserAsync("Ann Miller");
        var company = await world.CompanyAsync(ann, "Litware", "litware.example");
        var contact = await world.ContactAsync(ann, "Clara", "Nilsson", "clara@litware.example", company);
        await world.DealAsync(ann, "Vans", "12000", "Proposal", company, contact);
        var migrator = new Migrator(world.Owner, world.Clock);
        var rows = await RowsAsync();
        var catalog = await Catalog.ReadAsync(world.Owner, "t_contoso");

        await migrator.RollbackAsync(migrator.Known()[0], dropData: false, null, CancellationToken.None);
        await migrator.MigrateAsync(null, CancellationToken.None);

        Assert.Equal(rows, await RowsAsync());
        Assert.Equal(catalog, await Catalog.ReadAsync(world.Owner, "t_contoso"));
    }

    [Fact]
    public async Task What_was_planned_before_only_completed_activities_counted_happens_when_it_was_done_afterwards()
    {
        var ann = await world.UserAsync("Ann Miller");
        var company = await world.CompanyAsync(ann, "Litware", "litware.example");
        var migrator = new Migrator(world.Owner, world.Clock);
        await migrator.RollbackAsync(
            migrator.Known().Last(m => string.CompareOrdinal(m, "20261127008000") < 0), dropData: false, null, CancellationToken.None);
        await world.TruthAsync<int>(
            $"""
            insert into activities (id, type, owner_id, company_id, subject, occurred_at, due_date, completed_at, status) values
              (gen_random_uuid(), 'CALL', '{ann.Id}', '{company}', 'Done', '2026-03-01', null, '2026-03-05', 'COMPLETED'),
              (gen_random_uuid(), 'CALL', '{ann.Id}', '{company}', 'Planned', '2026-03-20', '2026-03-25', null, 'PENDING'),
              (gen_random_uuid(), 'MEETING', '{ann.Id}', '{company}', 'Met', '2026-02-01', '2026-02-10', '2026-02-12', 'COMPLETED'),
              (gen_random_uuid(), 'MEETING', '{ann.Id}', '{company}', 'Met early', '2026-01-01', '2026-01-20', '2026-01-15', 'COMPLETED'),
              (gen_random_uuid(), 'MEETING', '{ann.Id}', '{company}', 'Ahead', '2026-03-21', '2027-04-01', null, 'PENDING');
            select 1
            """);

        await migrator.MigrateAsync(null, CancellationToken.None);

        Assert.Equal(
            "Ahead 2027-04-01, Planned 2026-03-20, Done 2026-03-05, Met 2026-02-10, Met early 2026-01-15",
            await world.TruthAsync<string>(
                "select string_agg(subject || ' ' || (occurred_at at time zone 'UTC')::date, ', ' order by occurred_at desc, subject) "
                + "from activities"));
        Assert.Equal(
            "2026-03-05", await world.TruthAsync<string>(
                $"select (last_activity_at at time zone 'UTC')::date::text from companies where id = '{company}'"));
        Assert.Equal(
            "2026-01-15 MEETING 1, 2026-02-10 MEETING 1, 2026-03-05 CALL 1",
            await world.TruthAsync<string>(
                "select string_agg(day || ' ' || type || ' ' || n, ', ' order by day) from agg_activity_daily where n <> 0"));
    }

    /// <summary>Until then a day stood as its last minute where its writer was.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-04-01 23:59+02", "2027-04-01")]
    [InlineData("America/Los_Angeles", "2027-04-01 23:59-07", "2027-04-01")]
    [InlineData("Europe/Berlin", "2027-04-01 14:00+02", null)]
    [InlineData("No/Where", "2027-04-01 23:59+02", null)]
    public async Task A_day_that_stood_as_its_last_minute_is_a_date_and_comes_back_on_the_way_down(string zone, string due, string? day)
    {
        var ann = await world.UserAsync("Ann Miller");
        var migrator = new Migrator(world.Owner, world.Clock);
        await migrator.RollbackAsync(
            migrator.Known().Last(m => string.CompareOrdinal(m, "20261127009500") < 0), dropData: false, null, CancellationToken.None);
        await world.TruthAsync<int>(
            $"""
            update users set timezone = '{zone}';
            insert into activities (id, type, owner_id, created_by, subject, due_date, occurred_at, status) values
              (gen_random_uuid(), 'TASK', '{ann.Id}', '{ann.Id}', 'Renewal', '{due}', '2026-03-01', 'PENDING'), (gen_random_uuid(),
              'MEETING', '{ann.Id}', '{ann.Id}', 'Fair', '{due}', '{due}', 'PENDING');
            select 1
            """);

        await migrator.MigrateAsync(null, CancellationToken.None);
        Assert.Equal(
            $"Fair {day ?? "-"} {day ?? "-"}, Renewal {day ?? "-"} -",
            await world.TruthAsync<string>(
                "select string_agg(subject || ' ' || coalesce(due_on::text, '-') || ' ' || coalesce(occurred_on::text, '-'), ', ' order "
                + "by subject) from activities"));

        await migrator.RollbackAsync(
            migrator.Known().Last(m => string.CompareOrdinal(m, "20261127009500") < 0), dropData: false, null, CancellationToken.None);
        Assert.Equal(2, await world.TruthAsync<long>($"select count(*) from activities where due_date = '{due}'"));
        await migrator.MigrateAsync(null, CancellationToken.None);
    }

    [Fact]
    public async Task Rolling_back_the_tables_themselves_is_refused_while_they_hold_rows()
    {
        await world.UserAsync("Ann Miller");
        var migrator = new Migrator(world.Owner, world.Clock);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => migrator.RollbackAsync(Migration.InitialDatabase, dropData: false, null, CancellationToken.None));

        Assert.Contains("--drop-data", refused.Message);
    }

    [Fact]
    public async Task An_index_that_a_killed_migration_left_invalid_is_built_again()
    {
        var migrator = new Migrator(world.Owner, world.Clock);
        await migrator.RollbackAsync(migrator.Known()[0], false, null, CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(world.Server.Superuser(world.Database));
        await using (var killed = source.CreateCommand(
            "create index idx_companies_name on t_contoso.companies (id); update pg_index set indisvalid = false where indexrelid = "
                + "'t_contoso.idx_companies_name'::regclass"))
        {
            await killed.ExecuteNonQueryAsync();
        }

        await migrator.MigrateAsync(null, CancellationToken.None);

        Assert.Contains(await Catalog.ReadAsync(world.Owner, "t_contoso"),
            line => line.Contains("idx_companies_name ON t_contoso.companies USING btree (name_folded, id)", StringComparison.Ordinal));
        Assert.DoesNotContain(
            await Catalog.ReadAsync(world.Owner, "t_contoso"), line => line.StartsWith("invalid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alter table companies drop column phone")]
    [InlineData("alter table companies add column x int, drop phone")]
    [InlineData("drop table deals")]
    [InlineData("alter table deals add column score integer not null")]
    [InlineData("alter table deals add column if not exists score numeric(5,2) not null, add column b int")]
    public void A_migration_that_could_lose_data_is_refused(string sql)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => MigrationGuard.Check("20990101000000_Bad", new One(sql)));

        Assert.Contains("20990101000000_Bad", refused.Message);
    }

    [Theory]
    [InlineData("alter table deals add column score integer")]
    [InlineData("alter table deals add column score integer not null default 0")]
    [InlineData("alter table deals add column doubled numeric generated always as (value * 2) stored not null")]
    [InlineData("alter table deals drop constraint chk_probability")]
    [InlineData("alter table deals alter column title drop not null -- drop column in a comment only")]
    public void A_migration_that_keeps_to_the_rules_passes(string sql) => MigrationGuard.Check("20990101000000_Good", new One(sql));

    [Fact]
    public void Typed_operations_are_held_to_the_same_rules()
    {
        Assert.Throws<InvalidOperationException>(() => MigrationGuard.Check("x", new Typed(m => m.DropColumn("phone", "companies"))));
        Assert.Throws<InvalidOperationException>(
            () => MigrationGuard.Check("x", new Typed(m => m.AddColumn<int>("score", "deals", nullable: false))));
        MigrationGuard.Check("x", new Typed(m => m.AddColumn<int>("score", "deals", nullable: true)));
    }

    private Task<string> RowsAsync() => world.TruthAsync<string>(
        """
        select string_agg(x, E'\n' order by x) from (
          select to_jsonb(u)::text as x from users u union all select to_jsonb(c)::text from companies c union all select to_jsonb(c)::text
            from contacts c
          union all select to_jsonb(d)::text from deals d union all select to_jsonb(h)::text from deal_stage_history h
          union all select to_jsonb(a)::text from contact_addresses a union all select to_jsonb(s)::text from pipeline_stages s
          union all select to_jsonb(p)::text from agg_pipeline p union all select to_jsonb(f)::text from agg_company_facets f
          union all select to_jsonb(f)::text from agg_stage_daily f union all select to_jsonb(f)::text from agg_stage_flow f where n <> 0) r
        """);

    private sealed class One(string sql) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(sql);
    }

    private sealed class Typed(Action<MigrationBuilder> up) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => up(migrationBuilder);
    }
}
