using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Data.Tests;

/// <summary>Migrations are written by hand; these prove the migrated catalog equal to what the code believes it is.</summary>
public sealed class ModelTests : WorldTests
{
    [Fact]
    public async Task Every_column_of_the_model_is_in_the_catalog_and_the_other_way_round()
    {
        await using var context = new Migrator(World.Owner, World.Clock).OpenTenant("t_contoso");
        var model = context.GetService<IDesignTimeModel>().Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Concat(e.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties()))
                .Select(p => Describe(e, p))).Order(StringComparer.Ordinal).ToList();

        var catalog = await ListAsync(
            """
            select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null'
              else '' end
                   || coalesce(' collate ' || nullif(l.collname, 'default'), '') || case when a.attgenerated = 's' then ' stored'
                     else '' end
              from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_collation l on l.oid = a.attcollation
             where c.relnamespace = 't_contoso'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
               and c.relname <> 'schema_migrations' and c.relname not like 'agg\_%'
            """);

        Assert.Equal(model, catalog.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("companies", "own_companies")]
    [InlineData("contacts", "own_contacts")]
    public async Task A_view_of_own_records_has_every_column_of_its_table(string table, string view)
    {
        const string Columns =
            "select attname || ' ' || atttypid::regtype from pg_attribute where attrelid = 't_contoso.{0}'::regclass and attnum > 0 and "
            + "not attisdropped";

        Assert.Equal(await ListAsync(string.Format(null, Columns, table)), await ListAsync(string.Format(null, Columns, view)));
    }

    [Fact]
    public async Task Every_foreign_key_of_the_model_is_in_the_catalog_with_what_happens_on_delete()
    {
        await using var context = new Migrator(World.Owner, World.Clock).OpenTenant("t_contoso");
        var model = context.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()).Select(Describe).Order(StringComparer.Ordinal)
            .ToList();

        var catalog = await ListAsync(
            """
            select c.relname || '.' || a.attname || ' -> ' || r.relname || ' ' || case k.confdeltype when 'r' then 'Restrict' when 'c'
              then 'Cascade' when 'n' then 'SetNull' else k.confdeltype::text end
              from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
              join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
             where c.relnamespace = 't_contoso'::regnamespace and k.contype = 'f'
            """);

        Assert.Equal(model, catalog.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_foreign_key_is_led_by_an_index_that_is_not_partial_or_proves_itself()
    {
        // A foreign key without one makes a hard delete of the parent walk the table (6 s at a million rows).
        var bare = await ListAsync(
            """
            select c.relname || '.' || a.attname
              from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid
                and a.attnum = k.conkey[1]
             where c.relnamespace = 't_contoso'::regnamespace and k.contype = 'f'
               and not exists (select 1 from pg_index x where x.indrelid = c.oid and x.indkey[0] = k.conkey[1]
                                and (x.indpred is null or pg_get_expr(x.indpred, x.indrelid) in ('(' || a.attname || ' IS NOT NULL)',
                                  'is_deleted', '(NOT is_deleted)')))
             order by 1
            """);

        Assert.Empty(bare);
    }

    [Theory]
    [InlineData("idx_companies_name")]
    [InlineData("idx_companies_industry")]
    [InlineData("idx_companies_status")]
    [InlineData("idx_companies_owner")]
    [InlineData("idx_companies_deleted")]
    [InlineData("idx_companies_active")]
    [InlineData("idx_contacts_company")]
    [InlineData("idx_contacts_name")]
    [InlineData("idx_contacts_email")]
    [InlineData("idx_contacts_primary")]
    [InlineData("idx_deals_stage")]
    [InlineData("idx_deals_company")]
    [InlineData("idx_deals_contact")]
    [InlineData("idx_deals_close_date")]
    [InlineData("idx_deals_value")]
    [InlineData("idx_deals_status")]
    [InlineData("idx_deals_open_stage")]
    [InlineData("idx_activities_timeline")]
    public async Task The_specifications_index_exists_under_its_name(string index) =>
        Assert.Equal(
            1, await World.TruthAsync<long>($"select count(*) from pg_indexes where schemaname = 't_contoso' and indexname = '{index}'"));

    [Fact]
    public async Task The_database_and_the_code_have_one_pattern_of_an_address() => Assert.Contains(
        $"'{Core.Input.EmailAddress.Pattern}'",
        await World.TruthAsync<string>(
            "select pg_get_constraintdef(oid) from pg_constraint where conname = 'chk_email_format' and connamespace = "
            + "'t_contoso'::regnamespace"), StringComparison.Ordinal);

    [Fact]
    public async Task The_catalog_is_as_it_was_approved() =>
        Approved.Matches(string.Join('\n', await Catalog.ReadAsync(World.Owner, "t_contoso")) + "\n", "catalog.txt");

    [Fact]
    public async Task The_catalog_of_what_tenants_share_is_as_it_was_approved()
    {
        var lines = new List<string>();
        foreach (var schema in new[] { "crm_control", "crm_ext", "hangfire" })
        {
            lines.AddRange([$"==== {schema}", .. await Catalog.ReadAsync(World.Owner, schema)]);
        }

        Approved.Matches(string.Join('\n', lines) + "\n", "control-catalog.txt");
    }

    private static string Describe(IEntityType entity, IProperty property)
    {
        var collation = property.GetCollation() is { } c ? $" collate {c}" : "";
        var stored = property.GetComputedColumnSql() is not null ? " stored" : "";
        var required = property.IsNullable || stored.Length > 0 ? "" : " not null";
        return $"{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()}{required}{collation}{stored}";
    }

    private static string Describe(IForeignKey key) =>
        $"{key.DeclaringEntityType.GetTableName()}.{key.Properties[0].GetColumnName()} -> "
            + $"{key.PrincipalEntityType.GetTableName()} {key.DeleteBehavior}";

    private async Task<List<string>> ListAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(World.Owner);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        return lines;
    }
}
