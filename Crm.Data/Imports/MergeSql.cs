using Crm.Core.Imports;

namespace Crm.Data.Imports;

/// <summary>
/// What an import writes, as sets of @from to @until lines: a cell that is empty changes nothing, a cell that says what is there already
/// changes nothing. New records begin with the defaults of their custom fields (@defaults, @company_defaults: JSON objects). Triggers keep
/// addresses, aggregates and histories as for every other writer.
/// </summary>
internal static class MergeSql
{
    private const string Links = "left join import_companies l on l.owner_id = s.owner_id and l.key = s.company_key";

    public const string NewCompanies =
        """
        insert into companies (id, owner_id, name, domain, custom, created_at, created_by, updated_at, updated_by)
          select company_id, owner_id, name, case when guessed then null else domain end, @company_defaults, @now, @by, @now, @by
            from import_companies where is_new;
        insert into external_ids (source, entity, key, owner_id, record_id, imported_at)
          select distinct on (i.ref, i.owner_id) @source, 'company', i.ref, i.owner_id, c.id, @now from import_companies i
            join companies c on c.id = i.company_id
           where i.ref is not null and not (@source = 'crm' and c.id::text = i.ref)
          on conflict (source, entity, key, owner_id) do nothing
        """;

    public static string Insert(ImportEntity entity)
    {
        var columns = entity.Plain.Select(f => (Name: f.Column!, Value: $"coalesce(s.{f.Column}, {DefaultOf(entity, f)})"))
            .Concat(Extra(entity)).ToList();
        return
            $$"""
            insert into {{entity.Plural}} (id, owner_id, {{string.Join(", ", columns.Select(c => c.Name))}}, custom, created_at,
              created_by, updated_at, updated_by)
              select s.id, s.owner_id, {{string.Join(", ", columns.Select(c => c.Value))}}, @defaults || coalesce(s.custom, '{}'), @now,
                @by, @now, @by
                from import_rows s {{Joins(entity)}} where s.match_id is null and s.line >= @from and s.line < @until
            """;
    }

    public static string Update(ImportEntity entity) =>
        $$"""
        update {{entity.Plural}} t set {{string.Join(", ", Sets(entity).Select(s => $"{s.Column} = {s.Value}"))}},
               custom = t.custom || coalesce(s.custom, '{}'), version = t.version + 1, updated_at = @now, updated_by = @by
          from import_rows s {{Joins(entity)}}
         where t.id = s.match_id and s.line >= @from and s.line < @until and {{Changes(entity)}}
        """;

    /// <summary>Counts before anything is written: rows, new, changed, left to somebody else.</summary>
    public static string Count(ImportEntity entity) =>
        $"""
        select (select count(*) from import_rows), (select count(*) from import_rows where match_id is null),
               (select count(*) from import_rows s {Joins(entity)} join {entity.Plural} t on t.id = s.match_id where {Changes(entity)}),
               (select count(*) from import_rows s where s.match_id is not null and not {IsTheirs})
        """;

    public static string FirstRows(ImportEntity entity) =>
        $"""
        select s.line, {Title(entity)}, coalesce({Second(entity)}, ''), {Company(entity)},
               case when s.match_id is null then 'new' when not {IsTheirs} then 'somebody else''s, left alone' when s.matched_by = 'merged'
                 then 'merged into another, unchanged' when {Changes(entity)} then 'changed' else 'unchanged' end
          from import_rows s {Joins(entity)} left join {entity.Plural} t on t.id = s.match_id order by s.line limit 8
        """;

    /// <summary>The id of a merged contact stays with it: should the merge be undone, its row finds it again.</summary>
    public static string Remember(ImportEntity entity) =>
        $"""
        insert into external_ids (source, entity, key, owner_id, record_id, imported_at)
          select @source, '{entity.Singular}', s.external_id, s.owner_id, coalesce(s.match_id, s.id), @now from import_rows s
           where s.external_id is not null and not (@source = 'crm' and coalesce(s.match_id, s.id)::text = s.external_id)
             and s.matched_by is distinct from 'merged' and s.line >= @from and s.line < @until
          on conflict (source, entity, key, owner_id) do update set record_id = excluded.record_id, imported_at = excluded.imported_at
           where external_ids.record_id <> excluded.record_id
        """;

    private const string AtCompany =
        "case when coalesce(l.guessed, true) then coalesce(t.company_id, l.company_id) else coalesce(l.company_id, t.company_id) end";

    private const string IsTheirs = "(not s.foreign_owner or (@reassign and s.matched_by = 'id'))";

    private const string MayChange = $"({IsTheirs} and s.matched_by is distinct from 'merged')";

    private static string Changes(ImportEntity entity) =>
        $"({MayChange} and ({string.Join(" or ", Sets(entity).Select(c => $"t.{c.Column} is distinct from "
        + $"{c.Value}"))} or (s.custom is not null and not t.custom @> s.custom)))";

    /// <summary>Column and new value; the value is the old one where the file says nothing.</summary>
    private static IEnumerable<(string Column, string Value)> Sets(ImportEntity entity)
    {
        foreach (var field in entity.Plain)
        {
            yield return (field.Column!, field.Column switch
            {
                // The same address in other letters isn't a change, and one of the contact's further addresses does not become the first.
                "email" when entity == ImportEntity.Contacts =>
                    "case when s.email is null or lower(s.email) = t.email_lower or exists (select 1 from contact_addresses a where "
                    + "a.contact_id = t.id and a.address = lower(s.email)) "
                    + "then t.email else s.email end",
                "lost_reason" when entity == ImportEntity.Deals =>
                    "case when coalesce(case when s.stage_id <> t.stage_id then s.stage_status end, t.status) = 'LOST' then "
                    + "coalesce(s.lost_reason, t.lost_reason) end",
                _ => $"coalesce(s.{field.Column}, t.{field.Column})",
            });
        }

        yield return ("owner_id", "case when @reassign then s.owner_id else t.owner_id end");
        if (entity != ImportEntity.Companies)
        {
            yield return ("company_id", AtCompany);
        }

        if (entity == ImportEntity.Contacts)
        {
            // Who changes company is not the primary contact there.
            yield return ("is_primary", $"t.is_primary and t.company_id is not distinct from {AtCompany}");
        }

        if (entity == ImportEntity.Deals)
        {
            yield return ("contact_id", "coalesce(k.contact_id, t.contact_id)");
            yield return (
                "status",
                "case when s.stage_id <> t.stage_id or (s.stage_status = 'ON_HOLD' and t.status = 'OPEN') "
                + "then s.stage_status else t.status end");
            yield return ("stage_entered_at",
                "case when s.stage_id <> t.stage_id then coalesce(s.closed_at, @now) else t.stage_entered_at end");
            yield return ("closed_at", "case when s.stage_id <> t.stage_id then s.closed_at else t.closed_at end");
        }
    }

    private static IEnumerable<(string Name, string Value)> Extra(ImportEntity entity) => entity.Plural switch
    {
        "companies" => [],
        "contacts" => [("company_id", "l.company_id")],
        _ =>
        [
            ("company_id", "case when l.guessed then coalesce(k.company_id, l.company_id) else coalesce(l.company_id, k.company_id) end"),
            ("contact_id", "k.contact_id"),
            ("status", "coalesce(s.stage_status, 'OPEN')"), ("stage_entered_at", "coalesce(s.closed_at, @now)"),
            ("closed_at", "s.closed_at"),
        ],
    };

    private static string DefaultOf(ImportEntity entity, ImportField field) => (entity.Plural, field.Column) switch
    {
        ("deals", "stage_id") => "@stage",
        ("deals", "currency") => "@currency",
        _ => field.Default ?? "null",
    };

    private static string Joins(ImportEntity entity) => entity.Plural switch
    {
        "companies" => "",
        "contacts" => Links,
        _ => Links + " left join import_contacts k on k.owner_id = s.owner_id and k.key = s.contact_key",
    };

    private static string Title(ImportEntity entity) => entity.Plural switch
    {
        "companies" => "coalesce(s.name, t.name, '')",
        "contacts" => "trim(coalesce(s.first_name, t.first_name, '') || ' ' || coalesce(s.last_name, t.last_name, ''))",
        _ => "coalesce(s.title, t.title, '')",
    };

    private static string Second(ImportEntity entity) => entity.Plural switch
    {
        "companies" => "s.domain",
        "contacts" => "s.email",
        _ => "s.value::text || ' ' || coalesce(s.currency, @currency)",
    };

    private static string Company(ImportEntity entity) => entity.Plural == "companies"
        ? "''"
        : "case when l.company_id is null then '' when l.is_new then l.name || ' (new)' when exists (select 1 from import_companies n "
        + "where n.is_new and n.company_id = l.company_id) "
          + "then l.name || ' (new)' else coalesce((select c.name from companies c where c.id = l.company_id), '') end";
}
