using Crm.Core.Access;
using Crm.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Search;

/// <summary>
/// Names that begin with the text, then names in which a word begins with it, then parts of words, then names that are only like it. The
/// candidates come from search_candidates, a few of each kind (under a policy those indexes could not be used, migrations 0012 and 0014);
/// what is shown of them is read under the caller's own rights.
/// </summary>
internal sealed class SearchIndex(CrmDbContext db) : ISearchIndex
{
    private const int PerArm = 60;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken ct)
    {
        if (SearchWords.Parse(text) is not { } words)
        {
            return [];
        }

        var rows = await db.Database.SqlQuery<Row>(
            $"""
            with term as (select crm_ext.fold({words.Start}) as start, crm_ext.fold({words.Text}) as whole),
            found as materialized (
              select kind, id, max(likeness) as likeness
                from search_candidates(array(select crm_ext.fold(w) from unnest({words.Patterns}) w), crm_ext.fold({words.Question}), crm_ext.fold({words.Slipped}), {PerArm})
               group by 1, 2),
            shown as materialized (
              select f.kind, c.id, c.name as title, concat_ws(' · ', c.industry, c.city) as detail, c.name_folded as folded, f.likeness
                from found f join companies c on c.id = f.id where f.kind = 'COMPANY' and not c.is_deleted
              union all
              select f.kind, c.id, c.first_name || ' ' || c.last_name,
                     concat_ws(' · ', c.job_title, (select o.name from companies o where o.id = c.company_id), c.email), c.search_folded, f.likeness
                from found f join contacts c on c.id = f.id where f.kind = 'CONTACT' and not c.is_deleted
              union all
              select f.kind, d.id, d.title, concat_ws(' · ', (select s.name from pipeline_stages s where s.id = d.stage_id), d.value::text || ' ' || d.currency), d.title_folded,
                     f.likeness
                from found f join deals d on d.id = f.id where f.kind = 'DEAL' and not d.is_deleted
              union all
              select f.kind, a.id, a.subject, concat_ws(' · ', initcap(a.type), to_char(a.occurred_at, 'YYYY-MM-DD')), crm_ext.fold(a.subject), f.likeness
                from found f join activities a on a.id = f.id where f.kind = 'ACTIVITY' and not a.is_deleted)
            select x.kind, x.id, x.title, x.detail,
                   (case when x.likeness < 1 then x.likeness / 2
                         when x.folded = term.whole then 2.5 when x.folded like term.start then 2.0 when x.folded like '% ' || term.start then 1.5 else 1.0 end
                    + case x.kind when 'CONTACT' then 0.3 when 'COMPANY' then 0.2 when 'DEAL' then 0.1 else 0.0 end)::float8 as rank
              from shown x, term order by rank desc, x.folded, x.id limit {Math.Clamp(take, 1, 20)}
            """).ToListAsync(ct);
        return [.. rows.Select(r => new SearchHit(UpperSnake.Parse<HitKind>(r.Kind), r.Id, r.Title, r.Detail, r.Rank) { Highlights = words.In(r.Title) })];
    }

    private sealed record Row(string Kind, Guid Id, string Title, string? Detail, double Rank);
}
