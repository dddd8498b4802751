using Crm.Core.Access;
using Crm.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Search;

/// <summary>
/// Prefix first, then inside words, by the folded columns and their trigram indexes. The candidates come from search_candidates, a few of each
/// kind (under a policy those indexes could not be used, migration 0012); what is shown of them is read under the caller's own rights. From
/// three letters on; shorter texts match beginnings only.
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
            with term as (select crm_ext.fold({prefix}) as start),
            found as materialized (select kind, id from search_candidates(crm_ext.fold({pattern}), {words}, {PerArm})),
            companies_found as materialized (
              select 'COMPANY' as kind, c.id, c.name as title, concat_ws(' · ', c.industry, c.city) as detail, c.name_folded as folded
                from found f join companies c on c.id = f.id where f.kind = 'COMPANY'),
            contacts_found as materialized (
              select 'CONTACT' as kind, c.id, c.first_name || ' ' || c.last_name as title,
                     concat_ws(' · ', c.job_title, (select o.name from companies o where o.id = c.company_id), c.email) as detail, c.search_folded as folded
                from found f join contacts c on c.id = f.id where f.kind = 'CONTACT'),
            deals_found as materialized (
              select 'DEAL' as kind, d.id, d.title, concat_ws(' · ', (select s.name from pipeline_stages s where s.id = d.stage_id),
                     d.value::text || ' ' || d.currency) as detail, d.title_folded as folded
                from found f join deals d on d.id = f.id where f.kind = 'DEAL'),
            activities_found as materialized (
              select 'ACTIVITY' as kind, a.id, a.subject as title, concat_ws(' · ', initcap(a.type), to_char(a.occurred_at, 'YYYY-MM-DD')) as detail,
                     crm_ext.fold(a.subject) as folded
                from found f join activities a on a.id = f.id where f.kind = 'ACTIVITY')
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
