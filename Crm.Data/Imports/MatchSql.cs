using Crm.Core.Imports;

namespace Crm.Data.Imports;

/// <summary>
/// Which record a row means, as sets. Parameters: @source, @seers (owners who see the whole tenant), @reassign (the file names owners).
/// A row finds what its owner may see, the owner's own first; somebody else's record is found and left alone.
/// </summary>
internal static partial class MatchSql
{
    private const string CrmId = "case when r.external_id ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' then r.external_id::uuid end";

    /// <summary>
    /// Contacts and companies that were merged away, and the one that is left of them in the end; a merge that was undone, or whose record
    /// was restored, does not count.
    /// </summary>
    public const string Merged =
        """
        create temp table import_merged on commit drop as
          with recursive merge as materialized (
            select m.merged_id, m.kept_id from contact_merges m join contacts c on c.id = m.merged_id and c.is_deleted
              where m.undone_at is null
            union all
            select m.merged_id, m.kept_id from company_merges m join companies c on c.id = m.merged_id and c.is_deleted
              where m.undone_at is null),
          chain as (
            select merged_id, kept_id from merge
            union
            select chain.merged_id, m.kept_id from chain join merge m on m.merged_id = chain.kept_id)
          select merged_id, kept_id from chain
           where exists (select 1 from contacts c where c.id = kept_id and not c.is_deleted) or exists (select 1 from companies c
             where c.id = kept_id and not c.is_deleted);
        analyze import_merged
        """;

    /// <summary>The companies that rows name, once each; then found, or to be made.</summary>
    public static readonly string Companies =
        """
        create temp table import_companies on commit drop as
          select owner_id, company_key as key, min(company_ref) as ref, min(ltrim(company_domain, '@')) as domain, min(company) as name,
                 crm_ext.fold(min(company)) collate "C" as name_key, bool_and(company is null and company_ref is null
                   and company_domain like '@%') as guessed,
                 null::uuid as company_id, false as is_new
            from import_rows where company_key is not null and matched_by is distinct from 'merged' group by owner_id, company_key;
        analyze import_companies;
        """ + ById("company", "companies") + FindCompanies;

    /// <summary>Named by the id that they have in the file's source, or by ours; a merged one is the one that was kept.</summary>
    private static string ById(string entity, string plural) =>
        $$"""

        update import_{{plural}} s set {{entity}}_id = m.id from (
          select distinct on (r.owner_id, r.key) r.owner_id, r.key, t.id
            from import_{{plural}} r join external_ids e on e.source = @source and e.entity = '{{entity}}' and e.key = r.ref
              and (e.owner_id = r.owner_id or @reassign)
            left join import_merged g on g.merged_id = e.record_id
            join {{plural}} t on t.id = coalesce(g.kept_id, e.record_id) and not t.is_deleted
           order by r.owner_id, r.key, e.owner_id = r.owner_id desc, t.id) m
         where m.owner_id = s.owner_id and m.key = s.key;
        update import_{{plural}} s set {{entity}}_id = m.id from (
          select r.owner_id, r.key, t.id
            from import_{{plural}} r
            cross join lateral (select case when r.ref ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' then r.ref::uuid end as id) c
            left join import_merged g on g.merged_id = c.id
            join {{plural}} t on t.id = coalesce(g.kept_id, c.id) and not t.is_deleted
           where r.{{entity}}_id is null and @source = 'crm') m
         where m.owner_id = s.owner_id and m.key = s.key;
        """;

    private const string FindCompanies =
        """
        update import_companies s set company_id = m.id from (
          select distinct on (r.owner_id, r.key) r.owner_id, r.key, t.id
            from import_companies r join companies t on t.domain = r.domain and not t.is_deleted
              and (t.owner_id = r.owner_id or r.owner_id = any(@seers))
           where r.company_id is null order by r.owner_id, r.key, t.owner_id = r.owner_id desc, t.created_at, t.id) m
         where m.owner_id = s.owner_id and m.key = s.key;
        update import_companies s set company_id = m.id from (
          select distinct on (r.owner_id, r.key) r.owner_id, r.key, t.id
            from company_domains d join import_companies r on r.domain = d.domain
            join companies t on t.id = d.company_id and not t.is_deleted and (t.owner_id = r.owner_id or r.owner_id = any(@seers))
           where r.company_id is null order by r.owner_id, r.key, t.owner_id = r.owner_id desc, t.created_at, t.id) m
         where m.owner_id = s.owner_id and m.key = s.key;
        update import_companies s set company_id = m.id from (
          select distinct on (r.owner_id, r.key) r.owner_id, r.key, t.id
            from import_companies r join companies t on t.name_folded = r.name_key and not t.is_deleted
              and (t.owner_id = r.owner_id or r.owner_id = any(@seers))
           where r.company_id is null and (r.domain is null or t.domain is null or t.domain = r.domain)
           order by r.owner_id, r.key, t.owner_id = r.owner_id desc, t.created_at, t.id) m
         where m.owner_id = s.owner_id and m.key = s.key;
        insert into import_faults
          select r.line, 'company', r.company_ref,
            format('No company with the id “%s” was imported from %s yet: import the companies first.', r.company_ref, @source)
            from import_rows r join import_companies c on c.owner_id = r.owner_id and c.key = r.company_key
           where c.company_id is null and c.name is null and c.ref is not null;
        with fresh as (
          select owner_id, coalesce('r' || ref, 'n' || name_key) as one, min(key) as first_key, min(domain) as domain,
            crm_ext.uuid_v7() as id
            from import_companies where company_id is null and name is not null group by 1, 2)
        update import_companies s set company_id = f.id, is_new = (s.key = f.first_key), domain = coalesce(s.domain, f.domain)
          from fresh f where s.company_id is null and s.name is not null and f.owner_id = s.owner_id
            and f.one = coalesce('r' || s.ref, 'n' || s.name_key);
        """;

    /// <summary>The contacts that deals name. A contact is never made by a deal: a name is too little.</summary>
    public static readonly string Contacts =
        """
        create temp table import_contacts on commit drop as
          select owner_id, contact_key as key, min(contact_ref) as ref, min(lower(contact_email)) as email,
            crm_ext.fold(min(contact_sorted)) collate "C" as sorted,
                 crm_ext.fold(min(contact_sorted_too)) collate "C" as sorted_too, min(line) as line, null::uuid as contact_id, null::uuid
                 as company_id
            from import_rows where contact_key is not null group by owner_id, contact_key;
        analyze import_contacts;
        """ + ById("contact", "contacts") +
        """
        update import_contacts s set contact_id = m.id from (
          select distinct on (r.owner_id, r.key) r.owner_id, r.key, t.id
            from import_contacts r join contact_addresses a on a.address = r.email join contacts t on t.id = a.contact_id
              and not t.is_deleted
             and (t.owner_id = r.owner_id or r.owner_id = any(@seers))
           where r.contact_id is null order by r.owner_id, r.key, t.owner_id = r.owner_id desc, t.created_at, t.id) m
         where m.owner_id = s.owner_id and m.key = s.key;
        update import_contacts s set contact_id = m.id from (
          select distinct on (r.owner_id, r.key) r.owner_id, r.key, t.id
            from import_contacts r join contacts t on t.name_folded in (r.sorted, r.sorted_too) and not t.is_deleted
             and (t.owner_id = r.owner_id or r.owner_id = any(@seers))
           where r.contact_id is null and r.email is null order by r.owner_id, r.key, t.owner_id = r.owner_id desc, t.created_at, t.id) m
         where m.owner_id = s.owner_id and m.key = s.key;
        update import_contacts s set company_id = t.company_id from contacts t where t.id = s.contact_id;
        insert into import_faults
          select r.line, 'contact', coalesce(r.contact, r.contact_email, r.contact_ref),
            'This contact is not there yet. Import the contacts first, or correct the name or the address.'
            from import_rows r join import_contacts c on c.owner_id = r.owner_id and c.key = r.contact_key where c.contact_id is null;
        """;

    /// <summary>
    /// Rows whose id belongs to a record that was merged into another: they are that one, whatever else they say, and change nothing of it,
    /// because what the merge kept was chosen by a person. Asked first, with <see cref="Merged"/> in place.
    /// </summary>
    public static IEnumerable<string> MergedSteps(ImportEntity entity) =>
    [
        Step("merged", $"join import_merged g on @source = 'crm' and g.merged_id = ({CrmId}) join {entity.Plural} t on t.id = g.kept_id",
            everybodys: true),
        Step(
            "merged",
            "join external_ids e on e.source = @source and e.entity = "
                + $"'{entity.Singular}' and e.key = r.external_id and (e.owner_id = r.owner_id or @reassign) "
            + $"join import_merged g on g.merged_id = e.record_id join {entity.Plural} t on t.id = g.kept_id", everybodys: true),
    ];

    public static IEnumerable<string> Steps(ImportEntity entity)
    {
        var table = entity.Plural;
        yield return Step("id", $"join {table} t on @source = 'crm' and t.id = " + CrmId, everybodys: true);
        if (entity == ImportEntity.Contacts)
        {
            yield return Step("email", "join contact_addresses a on a.address = lower(r.email) join contacts t on t.id = a.contact_id");
        }

        yield return Step(
            "id",
            "join external_ids e on e.source = @source and e.entity = "
                + $"'{entity.Singular}' and e.key = r.external_id and (e.owner_id = r.owner_id or @reassign) "
            + $"join {table} t on t.id = e.record_id", everybodys: true);
        switch (entity.Plural)
        {
            case "companies":
                yield return Step("domain", "join companies t on t.domain = r.domain");
                yield return Step("domain", "join company_domains d on d.domain = r.domain join companies t on t.id = d.company_id");
                yield return Step("name", "join companies t on t.name_folded = r.name_key and (r.domain is null or t.domain is null)");
                break;
            case "contacts":
                yield return Step(
                    "name", "left join import_companies l on l.owner_id = r.owner_id and l.key = r.company_key join contacts t on "
                    + $"t.name_folded = r.name_key and {SameCompany("l.company_id")}");
                break;
            default:
                yield return Step(
                    "title",
                    "left join import_companies l on l.owner_id = r.owner_id and l.key = r.company_key left join import_contacts k on "
                        + "k.owner_id = r.owner_id and k.key = r.contact_key "
                    + $"join deals t on t.title_folded = r.name_key and {SameCompany("coalesce(l.company_id, k.company_id)")}");
                break;
        }
    }
}
