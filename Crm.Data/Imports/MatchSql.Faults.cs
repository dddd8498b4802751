using Crm.Core.Imports;

namespace Crm.Data.Imports;

internal static partial class MatchSql
{
    /// <summary>
    /// Companies that a row or a named company would have found, beside those that the import makes itself. What is there when the rows are
    /// matched is passed over on purpose (a record known under another id); what comes later was made by somebody else meanwhile.
    /// </summary>
    public static string Twins(ImportEntity entity)
    {
        var made = entity == ImportEntity.Companies
            ? "select id, owner_id, name_key, domain from import_rows where match_id is null"
            : "select company_id as id, owner_id, name_key, case when guessed then null else domain end as domain from import_companies "
            + "where is_new";
        return $"""
            with made as materialized ({made})
            select t.id from made m join companies t on t.domain = m.domain and not t.is_deleted
              and (t.owner_id = m.owner_id or m.owner_id = any(@seers))
             where t.id not in (select id from made)
            union select t.id from made m join companies t on t.name_folded = m.name_key and not t.is_deleted
              and (t.owner_id = m.owner_id or m.owner_id = any(@seers))
             where (m.domain is null or t.domain is null or t.domain = m.domain) and t.id not in (select id from made)
            """;
    }

    /// <summary>Two rows of one file that mean one record: the second would change what the first has just said.</summary>
    public static string Twice(ImportEntity entity) =>
        $"""
        insert into import_faults
          select line, '{entity.Singular}', coalesce({Shown(entity)}, ''),
            format('Line %s of this file is the same {entity.Singular}. Keep one of the two.', first_line) from (
            select line, {Shown(entity)}, min(line) over (partition by owner_id, one) as first_line from (
              select *, {OneKey(entity)} as one from import_rows) k
             where (owner_id, one) in (select owner_id, {OneKey(entity)} from import_rows group by 1, 2 having count(*) > 1)) d
           where line <> first_line
        """;

    /// <summary>
    /// Two rows with ids of their own that look like one record are two records all the same: the one with the id, else the first, is that
    /// record, and the others are new. A row of a merged contact takes part in neither this nor <see cref="MatchedTwice"/>.
    /// </summary>
    public const string LookAlikes =
        """
        update import_rows s set match_id = null, matched_by = null, foreign_owner = false from (
          select line, row_number() over (partition by match_id order by matched_by = 'id' desc, line) as n from import_rows
           where match_id in (select match_id from import_rows where matched_by <> 'merged' group by 1 having count(*) > 1)
             and matched_by <> 'merged') d
         where d.line = s.line and d.n > 1 and s.external_id is not null and s.matched_by in ('title', 'name', 'domain')
        """;

    /// <summary>After matching: the same record found by two different keys.</summary>
    public static string MatchedTwice(ImportEntity entity) =>
        $"""
        insert into import_faults
          select line, '{entity.Singular}', coalesce({Shown(entity)}, ''),
            format('Line %s of this file is the same {entity.Singular}. Keep one of the two.', first_line) from (
            select *, min(line) over (partition by match_id) as first_line from import_rows
             where match_id in (select match_id from import_rows where matched_by <> 'merged' group by 1 having count(*) > 1)
               and matched_by <> 'merged') d
           where line <> first_line and line not in (select line from import_faults)
        """;

    /// <summary>An owner has an address once; what the unique index would refuse for the whole file is said for the row.</summary>
    public const string TakenAddresses =
        """
        insert into import_faults
          select r.line, 'email', r.email, case when c.is_deleted
            then 'A deleted contact has this address. Restore it, or take the address from it.'
                 else format('%s %s has this e-mail address already.', c.first_name, c.last_name) end
            from import_rows r join contact_addresses a on a.address = lower(r.email) and a.owner_id = r.owner_id
              join contacts c on c.id = a.contact_id
           where a.contact_id is distinct from r.match_id and (not r.foreign_owner or @reassign) and r.matched_by is distinct from 'merged'
        """;

    /// <summary>Fields a new record cannot do without; a row that only updates may leave them out.</summary>
    public static IEnumerable<string> Missing(ImportEntity entity) => entity.Plain.Where(f => f.IsNeeded).Select(f =>
        $"""
        insert into import_faults
          select line, '{f.Name}', '', 'A new {entity.Singular} needs a {f.Name}.' from import_rows r
            where match_id is null and {f.Column} is null
        """);

    /// <summary>
    /// The same for custom fields that are required and have no default. Parameters: @needed (names in the records' JSON), @labels (for
    /// people).
    /// </summary>
    public static string MissingCustom(ImportEntity entity) =>
        $$"""
        insert into import_faults
          select r.line, n.label, '', format('%s is needed: it is required of a new {{entity.Singular}}.', n.label)
            from import_rows r cross join unnest(@needed, @labels) with ordinality as n(name, label, place)
           where r.match_id is null and not jsonb_exists(coalesce(r.custom, '{}'), n.name) order by r.line, n.place
        """;

    /// <summary>What a person recognises the row by.</summary>
    public static string Shown(ImportEntity entity) => entity.Plural switch
    {
        "companies" => "name",
        "contacts" => "email",
        _ => "title",
    };

    private static string OneKey(ImportEntity entity) => entity.Plural switch
    {
        "companies" => "coalesce('i' || external_id, 'd' || domain, 'n' || name_key, 'l' || line)",
        "contacts" => "coalesce('e' || lower(email), 'i' || external_id, 'n' || name_key || coalesce(company_key, ''), 'l' || line)",
        _ => "coalesce('i' || external_id, 'n' || name_key || coalesce(company_key, '') || coalesce(contact_key, ''), 'l' || line)",
    };

    private static string SameCompany(string company) => $"t.company_id is not distinct from {company}";

    private static string Step(string by, string join, bool everybodys = false)
    {
        var visible = everybodys ? "true" : "(t.owner_id = r.owner_id or r.owner_id = any(@seers))";

        // A record that is known under another id of the same source is another record, however alike it looks.
        var other = by is "id" or "merged"
            ? "true"
            : "(r.external_id is null or not exists (select 1 from external_ids o where o.record_id = t.id and o.source = @source and "
            + "o.owner_id = r.owner_id and o.key <> r.external_id))";
        return
            $"""
            update import_rows s set match_id = m.id, matched_by = '{by}', foreign_owner = m.foreign_owner from (
              select distinct on (r.line) r.line, t.id, t.owner_id <> r.owner_id as foreign_owner
                from import_rows r {join}
               where r.match_id is null and not t.is_deleted and {visible} and {other}
               order by r.line, t.owner_id = r.owner_id desc, t.created_at, t.id) m
             where m.line = s.line
            """;
    }
}
