namespace Crm.Data.Tests.Rights;

/// <summary>The database's own word on who sees and changes what, asked by raw SQL under the application's roles.</summary>
public sealed class RowLevelSecurityTests(RightsFixture fixture) : IClassFixture<RightsFixture>
{
    private readonly RightsWorld rights = fixture.Rights;

    public static TheoryData<string> OwnedTables => [.. RightsWorld.OwnedTables];

    [Theory]
    [MemberData(nameof(OwnedTables))]
    public async Task A_user_sees_own_rows_only(string table)
    {
        Assert.Equal(0, await rights.AsAsync<long>(rights.Ann, $"select count(*) from {table} where owner_id <> '{rights.Ann.Id}'"));
        Assert.Equal(1, await rights.AsAsync<long>(rights.Ann, $"select count(*) from {table}"));
    }

    [Theory]
    [InlineData("companies")]
    [InlineData("contacts")]
    public async Task A_users_lists_are_read_from_what_is_theirs_and_nobody_writes_there_or_takes_on_its_role(string table)
    {
        Assert.Equal(1, await rights.AsAsync<long>(rights.Ann, $"select count(*) from own_{table}"));
        Assert.Equal(0, await rights.AsAsync<long>(rights.Ann, $"select count(*) from own_{table} where owner_id <> '{rights.Ann.Id}'"));
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Ann, $"update own_{table} set version = version"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Ann, $"delete from own_{table}"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Ann, "set role t_contoso_lists"));
    }

    [Theory]
    [MemberData(nameof(OwnedTables))]
    public async Task Where_everyone_reads_a_user_sees_the_tenant(string table) =>
        Assert.Equal(3, await rights.AsAsync<long>(RightsWorld.With(rights.Ann, Visibility.Everyone), $"select count(*) from {table}"));

    [Theory]
    [MemberData(nameof(OwnedTables))]
    public async Task A_manager_sees_the_tenant_and_nothing_beyond_it(string table) =>
        Assert.Equal(3, await rights.AsAsync<long>(rights.Mia, $"select count(*) from {table}"));

    [Theory]
    [MemberData(nameof(OwnedTables))]
    public async Task Who_looks_only_sees_the_tenant_and_nothing_beyond_it(string table) =>
        Assert.Equal(3, await rights.AsAsync<long>(rights.Rita, $"select count(*) from {table}"));

    [Fact]
    public async Task Who_looks_only_writes_the_own_time_zone_and_the_command_log_and_nothing_else()
    {
        Assert.Equal("presses, users", await rights.World.TruthAsync<string>(
            """
            select string_agg(relname, ', ' order by relname) from pg_class
             where relnamespace = 't_contoso'::regnamespace and relkind in ('r', 'p', 'v')
               and (has_any_column_privilege('t_contoso_viewer', oid, 'insert,update')
                 or has_table_privilege('t_contoso_viewer', oid, 'insert,update,delete,truncate,trigger'))
            """));
        Assert.Equal("1 rows", await rights.TryAsync(rights.Rita, "update users set timezone = 'Asia/Tokyo'"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Rita, "update users set role = 'ADMIN'"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Rita, "update companies set name = 'taken'"));
        Assert.Equal(0, await rights.AsAsync<long>(rights.Rita, "select count(*) from presses"));
        foreach (var table in new[] { "company", "contact" })
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(
                rights.Rita, $"select move_{table}_links(gen_random_uuid(), gen_random_uuid(), null, now())"));
        }
    }

    [Fact]
    public async Task Who_looks_only_reads_all_that_somebody_reads_who_sees_everything()
    {
        Assert.Equal("", await rights.World.TruthAsync<string>(
            """
            select coalesce(string_agg(tablename || '.' || policyname, ', '), '') from pg_policies
             where schemaname = 't_contoso' and cmd = 'SELECT' and 't_contoso_read' = any (roles) and not 't_contoso_viewer' = any (roles)
            """));
        Assert.Equal("", await rights.World.TruthAsync<string>(
            """
            select coalesce(string_agg(relname, ', '), '') from pg_class
             where relnamespace = 't_contoso'::regnamespace and relkind in ('r', 'p', 'v')
               and has_any_column_privilege('t_contoso_read', oid, 'select')
               and not has_any_column_privilege('t_contoso_viewer', oid, 'select')
            """));
        Assert.Equal("", await rights.World.TruthAsync<string>(
            """
            select coalesce(string_agg(oid::regprocedure::text, ', '), '') from pg_proc
             where pronamespace = 't_contoso'::regnamespace and provolatile <> 'v'
               and has_function_privilege('t_contoso_read', oid, 'execute')
               and not has_function_privilege('t_contoso_viewer', oid, 'execute')
            """));
    }

    [Theory]
    [InlineData("companies", "name = 'taken'")]
    [InlineData("contacts", "notes = 'taken'")]
    [InlineData("deals", "value = 0")]
    [InlineData("activities", "body = 'taken'")]
    public async Task Nobody_changes_a_colleagues_row(string table, string change)
    {
        var sql = $"update {table} set {change} where owner_id = '{rights.Bob.Id}'";

        Assert.Equal("0 rows", await rights.TryAsync(rights.Ann, sql));
        Assert.Equal("0 rows", await rights.TryAsync(RightsWorld.With(rights.Ann, Visibility.Everyone), sql));
        Assert.Equal("1 rows", await rights.TryAsync(rights.Mia, sql));
    }

    [Theory]
    [InlineData("companies")]
    [InlineData("contacts")]
    [InlineData("deals")]
    [InlineData("activities")]
    public async Task Nobody_gives_a_row_away_or_takes_one(string table)
    {
        var give = $"update {table} set owner_id = '{rights.Bob.Id}' where owner_id = '{rights.Ann.Id}'";

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Ann, give));
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(RightsWorld.With(rights.Ann, Visibility.Everyone), give));
    }

    [Theory]
    [InlineData("insert into companies (id, owner_id, name) values (gen_random_uuid(), '{0}', 'x')")]
    [InlineData("insert into contacts (id, owner_id, first_name, last_name) values (gen_random_uuid(), '{0}', 'x', 'y')")]
    [InlineData("insert into deals (id, owner_id, title, stage_id) select gen_random_uuid(), '{0}', 'x', id from pipeline_stages limit 1")]
    [InlineData("insert into activities (id, owner_id, type, subject) values (gen_random_uuid(), '{0}', 'NOTE', 'x')")]
    [InlineData("insert into activities (id, owner_id, assigned_to_id, type, subject) values (gen_random_uuid(), '{0}', (select "
        + "crm_ext.current_user_id()), 'TASK', 'x')")]
    [InlineData("insert into saved_views (id, owner_id, entity, name) values (gen_random_uuid(), '{0}', 'deal', 'x')")]
    public async Task Nobody_writes_in_a_colleagues_name(string insert)
    {
        var sql = string.Format(System.Globalization.CultureInfo.InvariantCulture, insert, rights.Bob.Id);

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Ann, sql));
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(RightsWorld.With(rights.Ann, Visibility.Everyone), sql));
    }

    [Theory]
    [MemberData(nameof(OwnedTables))]
    public async Task No_role_deletes_records_for_good(string table)
    {
        if (table == "contact_addresses")
        {
            Assert.Equal("0 rows", await rights.TryAsync(rights.Ann, $"delete from {table} where owner_id = '{rights.Bob.Id}'"));
            return;
        }

        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Mia with { Role = Role.Admin }, $"delete from {table}"));
    }

    [Theory]
    [InlineData("record_history")]
    [InlineData("deal_stage_history")]
    [InlineData("agg_pipeline")]
    public async Task Nobody_forges_history_or_aggregates(string table) => Assert.Equal(
        PostgresErrorCodes.InsufficientPrivilege,
        await rights.TryAsync(rights.Mia with { Role = Role.Admin }, $"insert into {table} select * from {table}"));

    [Fact]
    public async Task A_user_does_not_become_manager_by_writing_it_into_the_own_row()
    {
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
            await rights.TryAsync(rights.Ann, $"update users set role = 'ADMIN' where id = '{rights.Ann.Id}'"));
        Assert.Equal("0 rows", await rights.TryAsync(rights.Ann, $"update users set timezone = 'Asia/Tokyo' where id = '{rights.Bob.Id}'"));
        Assert.Equal("1 rows", await rights.TryAsync(rights.Ann, $"update users set timezone = 'Asia/Tokyo' where id = '{rights.Ann.Id}'"));
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Mia, "update pipeline_stages set probability = 1"));
    }

    [Theory]
    [InlineData("insert into exchange_rates (currency, in_currency, rate, as_of) values ('EUR', 'USD', 1.08, '2027-03-10')")]
    [InlineData("update exchange_rates set rate = 1000 where currency = 'GBP'")]
    [InlineData("delete from exchange_rates")]
    [InlineData("update tenant_settings set reporting_currency = 'JPY'")]
    public async Task Rates_are_read_by_everybody_of_the_firm_and_written_by_its_administrator_alone(string sql)
    {
        await using var own = await RightsWorld.CreateAsync();
        var admin = own.Mia with { Role = Role.Admin };
        await own.TryCommitAsync(
            admin, "insert into exchange_rates (currency, in_currency, rate, as_of) values ('GBP', 'USD', 1.27, '2027-03-10')");

        foreach (var reader in new[] { own.Ann, RightsWorld.With(own.Ann, Visibility.Everyone), own.Mia })
        {
            Assert.Equal(1.27m, await own.AsAsync<decimal>(reader, "select rate from exchange_rates"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await own.TryAsync(reader, sql));
        }

        Assert.Equal(0, await own.AsAsync<long>(own.Stranger, "select count(*) from exchange_rates"));
        Assert.Equal("1 rows", await own.TryAsync(admin, sql));
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await own.TryAsync(own.Stranger, "update t_contoso.exchange_rates set rate = 2"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await own.TryAsync(admin, "update tenant_settings set signing_key = ''"));
    }

    [Fact]
    public async Task An_assignee_sees_and_completes_a_task_but_does_not_take_it_over()
    {
        await using var own = await RightsWorld.CreateAsync();
        await own.TryCommitAsync(own.Bob, $"update activities set assigned_to_id = '{own.Ann.Id}' where owner_id = '{own.Bob.Id}'");

        Assert.Equal(2, await own.AsAsync<long>(own.Ann, "select count(*) from activities"));
        Assert.Equal("1 rows", await own.TryAsync(own.Ann, $"update activities set status = 'COMPLETED' where owner_id = '{own.Bob.Id}'"));
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            await own.TryAsync(own.Ann, $"update activities set owner_id = '{own.Ann.Id}' where owner_id = '{own.Bob.Id}'"));
    }

    [Theory]
    [InlineData("select count(*) from t_contoso.companies")]
    [InlineData("update t_contoso.deals set value = 0")]
    [InlineData("select count(*) from t_contoso.users")]
    [InlineData("select count(*) from t_contoso.company_custom_fields")]
    [InlineData("select count(*) from crm_control.tenants")]
    [InlineData("select count(*) from crm_control.graph_subscriptions")]
    public async Task Another_tenants_administrator_reaches_nothing_by_its_full_name(string sql) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Stranger, sql));

    [Theory]
    [InlineData("select count(*) from t_contoso.companies")]
    [InlineData("update t_fabrikam.deals set value = 0")]
    [InlineData("select count(*) from t_contoso.users")]
    [InlineData("update crm_control.tenants set visibility = 'EVERYONE'")]
    [InlineData("create table crm_ext.mine (id int)")]
    [InlineData("create table t_contoso.mine (id int)")]
    public async Task The_login_role_by_itself_may_do_none_of_this(string sql) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsLoginAsync(sql));

    [Fact]
    public async Task Without_a_user_set_the_own_role_sees_nothing() =>
        Assert.Equal(0, await rights.AsAsync<long>(rights.Ann with { Id = Guid.Empty }, "select count(*) from companies"));
}
