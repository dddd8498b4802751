using Crm.Core.Access;
using Crm.Core.Filtering;
using Crm.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Search;

/// <summary>
/// Names that begin with the text, then names in which a word begins with it, then parts of words; activities whose words it holds; where
/// nothing is found, names that are only like it. Candidates come from the functions of migration 0018, a few of each kind; what is shown of
/// them is read under the caller's own rights. What can take long is asked last, under the time limit of every count, and only when needed.
/// </summary>
internal sealed class SearchIndex(CrmDbContext db, IFacetCounts limited) : ISearchIndex
{
    private const int PerArm = 60;
    private const int Likest = 10;

    /// <summary>Newest activities whose subjects are looked at one by one.</summary>
    private const int Newest = 500;

    /// <summary>So many of the newest hold the words: older ones would not be shown.</summary>
    private const int Plenty = 20;

    public bool RanOutOfTime { get; private set; }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken ct)
    {
        RanOutOfTime = false;
        if (SearchWords.Parse(text) is not { } words)
        {
            return [];
        }

        var found = await CandidatesAsync(words, ct);
        var (kinds, ids, likeness) = (found.Select(f => f.Kind).ToArray(), found.Select(f => f.Id).ToArray(), found.Select(f => f.Likeness).ToArray());
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            with term as (select crm_ext.fold({words.Start}) as start, crm_ext.fold({words.Text}) as whole),
            found as materialized (select kind, id, likeness from unnest({kinds}, {ids}, {likeness}) as f (kind, id, likeness)),
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

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(SearchWords words, CancellationToken ct)
    {
        var question = words.Question ?? "";
        var found = await db.Database.SqlQuery<Candidate>(
            $"""
            select kind as "Kind", id as "Id", 1::real as "Likeness" from search_names(array(select crm_ext.fold(w) from unnest({words.Patterns}) w), {PerArm})
            union all
            select 'ACTIVITY', id, 1::real from search_recent(crm_ext.fold({question}), {Newest}, {PerArm}) id where {question} <> ''
            """).ToListAsync(ct);
        if (question.Length > 0 && found.Count(f => f.Kind == "ACTIVITY") < Plenty)
        {
            var anywhere = await InTimeAsync(
                db.Database.SqlQuery<Candidate>($"""select 'ACTIVITY' as "Kind", id as "Id", 1::real as "Likeness" from search_texts(crm_ext.fold({question}), {PerArm}) id"""), ct);
            found = [.. found.Concat(anywhere).DistinctBy(f => f.Id)];
        }

        return found.Count > 0 || words.Slipped is not { } slipped ? found : await InTimeAsync(
            db.Database.SqlQuery<Candidate>($"""select kind as "Kind", id as "Id", likeness as "Likeness" from search_like(crm_ext.fold({slipped}), {Likest})"""), ct);
    }

    private async Task<IReadOnlyList<Candidate>> InTimeAsync(IQueryable<Candidate> question, CancellationToken ct)
    {
        var found = await limited.ListAsync(question, ct);
        RanOutOfTime |= found is null;
        return found ?? [];
    }

    private sealed record Candidate(string Kind, Guid Id, float Likeness);

    private sealed record Row(string Kind, Guid Id, string Title, string? Detail, double Rank);
}
