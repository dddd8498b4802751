using System.Text.Json.Nodes;

namespace Crm.Data.Tests;

public sealed class MigrationTests : IAsyncLifetime
{
    private const string Other = "00000000-0000-4000-8000-000000000001";

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
        await PopulateAsync();
        var migrator = new Migrator(world.Owner, world.Clock);
        var rows = await RowsAsync();
        var catalog = await Catalog.ReadAsync(world.Owner, "t_contoso");
        Assert.Empty(await EmptyTablesAsync());

        // What later migrations brought goes with them; every row and column of the baseline stays.
        await migrator.RollbackAsync(migrator.Known()[0], dropData: true, null, CancellationToken.None);
        var baseline = await RowsAsync();
        Assert.Equal(Within(rows, baseline), Within(baseline, baseline));
        await migrator.MigrateAsync(null, CancellationToken.None);

        Assert.Equal(Within(baseline, baseline), Within(await RowsAsync(), baseline));
        Assert.Equal(catalog, await Catalog.ReadAsync(world.Owner, "t_contoso"));
    }

    [Fact]
    public async Task While_the_rights_are_rolled_back_nobody_but_the_owner_reads_anything()
    {
        var ann = await PopulateAsync();
        var migrator = new Migrator(world.Owner, world.Clock);

        await migrator.RollbackAsync(migrator.Known()[0], dropData: true, null, CancellationToken.None);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => world.InDatabaseAsync(ann, db => db.Companies.AnyAsync()));

        // Who may not use a schema does not find its tables.
        Assert.Equal(PostgresErrorCodes.UndefinedTable, Assert.IsType<PostgresException>(refused.GetBaseException()).SqlState);

        await migrator.MigrateAsync(null, CancellationToken.None);
        Assert.True(await world.InDatabaseAsync(ann, db => db.Companies.AnyAsync()));
    }

    /// <summary>A unique index is built over rows that are there: two with one key stop it, and the next run goes on from there.</summary>
    [Fact]
    public async Task A_build_that_the_rows_do_not_allow_is_continued_when_they_do()
    {
        await PopulateAsync();
        var migrator = new Migrator(world.Owner, world.Clock);
        var catalog = await Catalog.ReadAsync(world.Owner, "t_contoso");
        await migrator.RollbackAsync(migrator.Known()[0], dropData: true, null, CancellationToken.None);
        await world.TruthAsync<int>(
            "insert into contact_addresses (id, contact_id, owner_id, address) select gen_random_uuid(), id, owner_id, email_lower "
            + "from contacts where email is not null; select 1");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => migrator.MigrateAsync(null, CancellationToken.None));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
        Assert.Contains("invalid ux_contact_addresses", await Catalog.ReadAsync(world.Owner, "t_contoso"));

        await world.TruthAsync<int>("delete from contact_addresses where kind <> 'PRIMARY'; select 1");
        await migrator.MigrateAsync(null, CancellationToken.None);
        Assert.Equal(catalog, await Catalog.ReadAsync(world.Owner, "t_contoso"));
    }

    [Theory]
    [InlineData("t_contoso", "20261122000100_Tables", "t_contoso was made by migrations that are gone: 20261122000100_Tables.", false)]
    [InlineData("crm_control", "20261122000100_Control", "crm_control was made by migrations that are gone", false)]
    [InlineData("t_contoso", "20990101000000_Later", "this one does not know 20990101000000_Later. Run the newer one.", true)]
    public async Task A_schema_of_other_migrations_is_refused_in_words_and_left_as_it_is(string schema, string id, string why, bool newer)
    {
        await world.TruthAsync<int>($"insert into {schema}.schema_migrations values ('{id}', '10.0.0'); select 1");
        var before = await Catalog.ReadAsync(world.Owner, "t_contoso");
        var migrator = new Migrator(world.Owner, world.Clock);

        var refused = await Assert.ThrowsAsync<UnknownMigrationsException>(() => migrator.MigrateAsync(null, CancellationToken.None));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(newer, refused.IsNewer);
        await Assert.ThrowsAsync<UnknownMigrationsException>(
            () => migrator.AddTenantAsync(World.Contoso, "Contoso", "t_contoso", null, CancellationToken.None));
        if (schema == "t_contoso")
        {
            await Assert.ThrowsAsync<UnknownMigrationsException>(
                () => migrator.RollbackAsync(null, dropData: true, null, CancellationToken.None));
        }

        Assert.Equal(before, await Catalog.ReadAsync(world.Owner, "t_contoso"));
    }

    [Fact]
    public void Several_that_nobody_knows_are_counted() => Assert.StartsWith(
        "t_x was made by migrations that are gone: 20261122000100_Tables and 2 more.",
        UnknownMigrationsException.Of(
            "t_x", ["20261122000300_C", "20261122000100_Tables", "20261122000200_B", "20261130000000_Now"],
            ["20261130000000_Now"])!.Message,
        StringComparison.Ordinal);

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
        var empty = Assert.Throws<InvalidOperationException>(() => MigrationGuard.Check("x", new Typed(_ => { })));
        Assert.Contains("does nothing", empty.Message, StringComparison.Ordinal);
    }

    /// <summary>A row at least in every table, and in every aggregate.</summary>
    private async Task<CurrentUser> PopulateAsync()
    {
        var (ann, bob) = (await world.UserAsync("Ann Miller"), await world.UserAsync("Bob Stone"));
        var company = await world.CompanyAsync(ann, "Litware", "litware.example");
        var contact = await world.ContactAsync(ann, "Clara", "Nilsson", "clara@litware.example", company);
        var deal = await world.DealAsync(ann, "Vans", "12000", "Proposal", company, contact);
        await world.TruthAsync<int>(
            $"""
            insert into companies (id, owner_id, name, is_deleted) values ('{Other}', '{ann.Id}', 'Litware Inc', true);
            insert into contacts (id, owner_id, first_name, last_name, is_deleted) values ('{Other}', '{ann.Id}', 'Cl', 'Nilsson', true);
            insert into activities (id, type, owner_id, company_id, contact_id, deal_id, subject, body, status, source_key, due_on,
                due_date)
              values ('{Other}', 'MEETING', '{ann.Id}', '{company}', '{contact}', '{deal}', 'Vans', 'Twelve', 'COMPLETED', 'meeting:1',
                '2026-03-05', '2026-03-05 10:00Z');
            insert into activity_participants (activity_id, address, kind) values ('{Other}', 'clara@litware.example', 'ATTENDEE');
            insert into activity_mailboxes (activity_id, user_id, graph_id) values ('{Other}', '{bob.Id}', 'g');
            insert into word_requests (id, activity_id, asked_by) values (gen_random_uuid(), '{Other}', '{ann.Id}');
            insert into withheld_words (activity_id, subject) values ('{Other}', 'Vans');
            insert into company_domains (company_id, domain) values ('{company}', 'litware.test');
            insert into company_merges (id, owner_id, kept_id, merged_id, moved, merged_by)
              values (gen_random_uuid(), '{ann.Id}', '{company}', '{Other}', '[]', '{ann.Id}');
            insert into contact_merges (id, owner_id, kept_id, merged_id, moved, merged_by)
              values (gen_random_uuid(), '{ann.Id}', '{contact}', '{Other}', '[]', '{ann.Id}');
            insert into external_ids (source, entity, key, owner_id, record_id) values ('other', 'company', '1', '{ann.Id}', '{company}');
            insert into custom_field_definitions (id, entity, field_name, label) values (gen_random_uuid(), 'deal', 'Fleet', 'Fleet');
            insert into exchange_rates (currency, in_currency, rate, as_of) values ('SEK', 'EUR', 0.09, '2026-03-01');
            insert into saved_views (id, owner_id, entity, name) values (gen_random_uuid(), '{ann.Id}', 'deal', 'Mine');
            insert into presses (user_id, key, verb, door, made_at) values ('{ann.Id}', 'k', 'deal.move', 'TEAMS', now());
            insert into capture_cursors (user_id, resource) values ('{bob.Id}', 'inbox');
            insert into capture_folders (user_id, folder_id, name) values ('{bob.Id}', 'f', 'Sent');
            insert into capture_backfills (user_id, resource, stage, started_at, read_from, read_before, window_start)
              values ('{bob.Id}', 'inbox', 'LISTING', now(), now(), now(), now());
            insert into capture_proofs (user_id, resource, proven_at, since, until, item_count, decided_count, missed_count)
              values ('{bob.Id}', 'inbox', now(), now(), now(), 2, 2, 0);
            insert into mailbox_grants (user_id, tokens) values ('{bob.Id}', '\x00');
            insert into erased_people (mark) values (gen_random_uuid());
            insert into capture_policies (id, user_id) values (gen_random_uuid(), '{bob.Id}');
            with team as (insert into teams (id, name) values (gen_random_uuid(), 'Field') returning id),
                 policy as (insert into team_policies (team_id) select id from team)
            insert into team_members (user_id, team_id) select '{bob.Id}', id from team;
            insert into capture_receipts (id, user_id, is_retroactive, removed, read_again)
              values (gen_random_uuid(), '{bob.Id}', true, 1, 2);
            insert into capture_ledger (id, user_id, kind, graph_id, outcome, reason)
              values (gen_random_uuid(), '{bob.Id}', 'EVENT', 'g', 'LOGGED', 'known');
            insert into match_questions (id, user_id, key, kind, contact_id, company_id, candidates, reason)
              values ('{Other}', '{bob.Id}', gen_random_uuid(), 'DEAL', '{contact}', '{company}', array['{deal}'::uuid], 'SEVERAL_NAMED');
            insert into match_question_items (question_id, activity_id) values ('{Other}', '{Other}');
            update deals set owner_id = '{bob.Id}' where id = '{deal}';
            update deals set status = 'WON', closed_at = now(), stage_id = (select id from pipeline_stages where stage_type = 'WON');
            select 1
            """);
        return ann;
    }

    /// <summary>Each table's rows, each row as its columns in JSON.</summary>
    private async Task<SortedDictionary<string, IReadOnlyList<string>>> RowsAsync()
    {
        var tables = await world.TruthAsync<string>(
            "select string_agg(relname, ',') from pg_class where relnamespace = 't_contoso'::regnamespace and relkind = 'r' "
            + "and relname <> 'schema_migrations'");
        var rows = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var table in tables.Split(','))
        {
            rows[table] = await world.TruthAsync<string[]>(
                $"select coalesce(array_agg(to_jsonb(r)::text order by to_jsonb(r)), '{{}}') from {table} r");
        }

        return rows;
    }

    private async Task<IReadOnlyList<string>> EmptyTablesAsync() =>
        [.. (await RowsAsync()).Where(t => t.Value.Count == 0).Select(t => t.Key)];

    /// <summary>The rows of those tables and columns that the other has.</summary>
    private static List<string> Within(
        SortedDictionary<string, IReadOnlyList<string>> rows, SortedDictionary<string, IReadOnlyList<string>> other)
    {
        var within = new List<string>();
        foreach (var (table, there) in other)
        {
            var columns = there.SelectMany(r => JsonNode.Parse(r)!.AsObject().Select(p => p.Key)).ToHashSet(StringComparer.Ordinal);
            within.AddRange(rows[table].Select(r => $"{table} {Reduced(r, columns)}").Order(StringComparer.Ordinal));
        }

        return within;
    }

    private static string Reduced(string row, HashSet<string> columns)
    {
        var json = JsonNode.Parse(row)!.AsObject();
        foreach (var added in json.Select(p => p.Key).Where(c => !columns.Contains(c)).ToList())
        {
            json.Remove(added);
        }

        return json.ToJsonString();
    }

    private sealed class One(string sql) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(sql);
    }

    private sealed class Typed(Action<MigrationBuilder> up) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => up(migrationBuilder);
    }
}
