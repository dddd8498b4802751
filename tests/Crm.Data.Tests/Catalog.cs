namespace Crm.Data.Tests;

/// <summary>
/// A schema as the system catalog describes it, one entry per object, sorted; functions and views with their bodies. Two schemas are equal
/// when the entries are. What an extension brought along is not looked at.
/// </summary>
internal static class Catalog
{
    private const string Query =
        """
        select 'table ' || c.relname || ' ' || coalesce(array_to_string(c.reloptions, ','), '')
               || case when c.relpersistence = 'u' then ' unlogged' else '' end || case when c.relrowsecurity then ' rls' else '' end
          from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('r','v') and c.relname <> 'schema_migrations'
        union all
        select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull
          then ' not null' else '' end
               || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') || case when a.attgenerated = 's' then ' stored' else '' end
               || case when a.attidentity <> '' then ' identity' else '' end
               || coalesce(' collate ' || nullif(l.collname, 'default'), '') || coalesce(' ' || array_to_string(a.attacl, ','), '')
          from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          left join pg_collation l on l.oid = a.attcollation
         where c.relnamespace = $1::regnamespace and c.relkind in ('r','v') and a.attnum > 0 and not a.attisdropped
           and c.relname <> 'schema_migrations'
        union all
        select 'index ' || indexdef from pg_indexes where schemaname = $1 and tablename <> 'schema_migrations'
        union all
        select 'invalid ' || c.relname from pg_index x join pg_class c on c.oid = x.indexrelid where c.relnamespace = $1::regnamespace
          and not x.indisvalid
        union all
        select 'constraint ' || c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
          from pg_constraint k join pg_class c on c.oid = k.conrelid where c.relnamespace = $1::regnamespace
            and c.relname <> 'schema_migrations' and k.contype <> 'n'
        union all
        select 'trigger ' || c.relname || ' ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where c.relnamespace = $1::regnamespace and not t.tgisinternal
        union all
        select 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
               || coalesce((select string_agg(' ' || case when g.grantee = 0 then 'public' else g.grantee::regrole::text end, '' order by 1)
                    from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee <> p.proowner), ' nobody')
               || E'\n' || pg_get_functiondef(p.oid)
          from pg_proc p where p.pronamespace = $1::regnamespace
           and not exists (select from pg_depend e where e.objid = p.oid and e.classid = 'pg_proc'::regclass and e.deptype = 'e')
        union all
        select 'statistics ' || pg_get_statisticsobjdef(oid) from pg_statistic_ext where stxnamespace = $1::regnamespace
        union all
        select 'policy ' || tablename || ' ' || policyname || ' ' || cmd || ' ' || array_to_string(roles, ',') || ' using '
          || coalesce(qual, '') || ' check ' || coalesce(with_check, '')
          from pg_policies where schemaname = $1
        union all
        select 'grant ' || c.relname || ' ' || g.grantee::regrole || ' ' || string_agg(g.privilege_type, ',' order by g.privilege_type)
          from pg_class c cross join lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) g
         where c.relnamespace = $1::regnamespace and c.relkind in ('r','v') and c.relname <> 'schema_migrations'
           and g.grantee <> c.relowner group by c.relname, g.grantee
        union all
        select 'schema ' || coalesce(array_to_string(array(select unnest(nspacl)::text order by 1), ' '), '') from pg_namespace
          where nspname = $1
        union all
        select 'view ' || viewname || ' owner ' || viewowner || E'\n' || definition from pg_views where schemaname = $1
        order by 1
        """;

    public static async Task<IReadOnlyList<string>> ReadAsync(string owner, string schema)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var command = source.CreateCommand(Query);
        command.Parameters.Add(new() { Value = schema });
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(string.Join('\n', rows.GetString(0).Split('\n').Select(line => line.TrimEnd())).TrimEnd());
        }

        return lines;
    }
}
