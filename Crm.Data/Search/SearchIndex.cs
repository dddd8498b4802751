using Crm.Core.Access;
using Crm.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Search;

/// <summary>
/// Prefix first, then inside words, by the folded columns and their trigram indexes. Each arm is fenced and capped, so that a common
/// term cannot make the planner walk a sort index. From three letters on; shorter texts match beginnings only.
/// </summary>
internal sealed class SearchIndex(CrmDbContext db) : ISearchIndex
{
    private const int PerArm = 60;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken ct)
    {
        var words = text.Trim();
        if (words.Length == 0)
        {
            return [];
        }

        var pattern = (words.Length < 3 ? "" : "%") + Escape(words) + "%";
        var prefix = Escape(words) + "%";
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            with term as (select crm_ext.fold({pattern}) as inside, crm_ext.fold({prefix}) as start),
            companies_found as materialized (
              select 'COMPANY' as kind, c.id, c.name as title, concat_ws(' · ', c.industry, c.city) as detail, c.name_folded as folded
                from companies c, term where not c.is_deleted and c.name_folded like term.inside limit {PerArm}),
            contacts_found as materialized (
              select 'CONTACT' as kind, c.id, c.first_name || ' ' || c.last_name as title,
                     concat_ws(' · ', c.job_title, (select o.name from companies o where o.id = c.company_id), c.email) as detail, c.search_folded as folded
                from contacts c, term where not c.is_deleted and c.search_folded like term.inside limit {PerArm}),
            deals_found as materialized (
              select 'DEAL' as kind, d.id, d.title, concat_ws(' · ', (select s.name from pipeline_stages s where s.id = d.stage_id),
                     d.value::text || ' ' || d.currency) as detail, d.title_folded as folded
                from deals d, term where not d.is_deleted and d.title_folded like term.inside limit {PerArm}),
            activities_found as materialized (
              select 'ACTIVITY' as kind, a.id, a.subject as title, concat_ws(' · ', initcap(a.type), to_char(a.occurred_at, 'YYYY-MM-DD')) as detail,
                     crm_ext.fold(a.subject) as folded
                from activities a where not a.is_deleted
                 and to_tsvector('simple', a.subject || ' ' || coalesce(left(a.body, 4000), '')) @@ plainto_tsquery('simple', {words}) limit {PerArm})
            select x.kind, x.id, x.title, x.detail,
                   (case when x.folded like term.start then 2.0 when x.folded like '% ' || term.start then 1.5 else 1.0 end
                    + case x.kind when 'CONTACT' then 0.3 when 'COMPANY' then 0.2 when 'DEAL' then 0.1 else 0.0 end)::float8 as rank
              from (select * from companies_found union all select * from contacts_found
                    union all select * from deals_found union all select * from activities_found) x, term
             order by rank desc, x.folded, x.id limit {Math.Clamp(take, 1, 20)}
            """).ToListAsync(ct);
        return [.. rows.Select(r => new SearchHit(UpperSnake.Parse<HitKind>(r.Kind), r.Id, r.Title, r.Detail, r.Rank))];
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private sealed record Row(string Kind, Guid Id, string Title, string? Detail, double Rank);
}
