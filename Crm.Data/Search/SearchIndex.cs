using Crm.Core.Cards;
using Crm.Core.Filtering;

namespace Crm.Data.Search;

/// <summary>
/// Names that begin with the text, then names in which a word begins with it, then parts of words; activities whose words it holds; where
/// nothing is found, names that are only like it. Candidates come from the functions of search.sql, a few of each kind;
/// what is shown of them is read under the caller's own rights. What can take long is asked last, under the time limit of every count, and
/// only when needed.
/// </summary>
internal sealed class SearchIndex(CrmDbContext db, CurrentUser reader, IFacetCounts limited) : ISearchIndex
{
    /// <summary>Names of each kind that are ranked; activities all rank alike.</summary>
    private const int PerArm = 40;
    private const int Likest = 10;

    /// <summary>Newest activities whose subjects are looked at for a word that very many hold.</summary>
    private const int Newest = 1_000;

    /// <summary>Of a row that says: older activities were not looked at.</summary>
    private const string More = "MORE";

    public async Task<SearchHits> FindAsync(string text, int take, CancellationToken ct)
    {
        if (SearchWords.Parse(text) is not { } words)
        {
            return new SearchHits([], IsPartial: false);
        }

        var most = Math.Clamp(take, 1, ISearchIndex.Most);
        var (candidates, isPartial) = await CandidatesAsync(words, ct);
        var hits = candidates.Count == 0 ? [] : await BestAsync(words, candidates, most, ct);
        return new SearchHits(hits, isPartial && hits.Count < most);
    }

    private async Task<IReadOnlyList<SearchHit>> BestAsync(
        SearchWords words, IReadOnlyList<Candidate> found, int most, CancellationToken ct)
    {
        var (kinds, ids, likeness) =
            (found.Select(f => f.Kind).ToArray(), found.Select(f => f.Id).ToArray(), found.Select(f => f.Likeness).ToArray());
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            with term as (select crm_ext.fold({words.Start}) as start, crm_ext.fold({words.Text}) as whole),
            found as materialized (select kind, id, likeness from unnest({kinds}, {ids}, {likeness}) as f (kind, id, likeness)),
            seen as materialized (
              select f.kind, f.id, c.name_folded as folded, f.likeness from found f join companies c on c.id = f.id
                where f.kind = 'COMPANY' and not c.is_deleted
              union all
              select f.kind, f.id, c.search_folded, f.likeness from found f join contacts c on c.id = f.id
                where f.kind = 'CONTACT' and not c.is_deleted
              union all
              select f.kind, f.id, d.title_folded, f.likeness from found f join deals d on d.id = f.id
                where f.kind = 'DEAL' and not d.is_deleted
              union all
              select f.kind, f.id, crm_ext.fold(a.subject), f.likeness from found f join activities a on a.id = f.id
                where f.kind = 'ACTIVITY' and not a.is_deleted),
            best as materialized (
              select x.kind, x.id, x.folded,
                     (case when x.likeness < 1 then x.likeness / 2
                           when x.folded = term.whole then 2.5 when x.folded like term.start then 2.0 when x.folded like '% ' || term.start
                             then 1.5 else 1.0 end
                      + case x.kind when 'CONTACT' then 0.3 when 'COMPANY' then 0.2 when 'DEAL' then 0.1 else 0.0 end)::float8 as rank
                from seen x, term order by rank desc, x.folded, x.id limit {most}),
            shown as (
              select b.*, c.name as title, concat_ws(' · ', c.industry, c.city) as detail, null::numeric as value, null as currency,
                null::timestamptz as moment
                from best b join companies c on c.id = b.id where b.kind = 'COMPANY'
              union all
              select b.*, c.first_name || ' ' || c.last_name, concat_ws(' · ', c.job_title, (select o.name from companies o
                where o.id = c.company_id), c.email), null, null, null
                from best b join contacts c on c.id = b.id where b.kind = 'CONTACT'
              union all
              select b.*, d.title, (select s.name from pipeline_stages s where s.id = d.stage_id), d.value, d.currency, null
                from best b join deals d on d.id = b.id where b.kind = 'DEAL'
              union all
              select b.*, a.subject, initcap(a.type), null, null, a.occurred_at from best b join activities a on a.id = b.id
                where b.kind = 'ACTIVITY')
            select kind, id, title, detail, value, currency, moment, rank from shown order by rank desc, folded, id
            """).ToListAsync(ct);
        var shown = new ReaderFormat(reader);
        return [
            .. rows.Select(
                r => new SearchHit(UpperSnakeCase.Parse<RecordKind>(r.Kind), r.Id, r.Title, Detail(r, shown), r.Rank)
                { Highlights = words.In(r.Title) })];
    }

    private async Task<(IReadOnlyList<Candidate> Found, bool IsPartial)> CandidatesAsync(SearchWords words, CancellationToken ct)
    {
        var question = words.Question ?? "";
        var found = await db.Database.SqlQuery<Candidate>(
            $"""
            select kind as "Kind", id as "Id", 1::real as "Likeness"
              from search_names(crm_ext.fold({words.Start}), array(select crm_ext.fold(w) from unnest({words.Patterns}) w),
                {ISearchIndex.Most}, {PerArm})
            union all
            select kind, id, 1::real from search_in_sight(array(select crm_ext.fold(w) from unnest({words.Patterns}) w),
              {ISearchIndex.Most}) where {!reader.MaySeeEverybody}
            union all
            select kind, coalesce(id, {Guid.Empty}), 1::real
              from search_activities(crm_ext.fold({question}), {Newest}, {ISearchIndex.Most}) where {question} <> ''
            """).ToListAsync(ct);
        if (EmailAddress.Key(words.Text) is { } address)
        {
            found.AddRange(await db.ContactAddresses.Where(a => a.Address == address && !a.Contact!.IsDeleted).Take(Likest)
                .Select(a => new Candidate("CONTACT", a.ContactId, 1)).ToListAsync(ct));
        }
        else if (DomainName.Find(words.Text) is { } domain)
        {
            found.AddRange(await db.Companies.Where(c => c.Domain == domain && !c.IsDeleted).Take(Likest)
                .Select(c => new Candidate("COMPANY", c.Id, 1)).ToListAsync(ct));
            found.AddRange(await db.FurtherDomains.Where(d => d.Domain == domain && !d.Company!.IsDeleted).Take(Likest)
                .Select(d => new Candidate("COMPANY", d.CompanyId, 1)).ToListAsync(ct));
        }

        if (PhoneText.Sought(words.Text, reader.Tenant.Country) is { } digits)
        {
            found.AddRange(
                await db.Database.SqlQuery<Candidate>(
                    $"""select kind as "Kind", id as "Id", 1::real as "Likeness" from search_phones({digits}, {ISearchIndex.Most})""")
                    .ToListAsync(ct));
        }

        var all = found.Where(f => f.Kind != More).DistinctBy(f => (f.Kind, f.Id)).ToList();
        var isPartial = found.Exists(f => f.Kind == More);
        if (all.Count > 0 || words.Slipped is not { } slipped)
        {
            return (all, isPartial);
        }

        var like = await limited.ListAsync(
            db.Database.SqlQuery<Candidate>(
                $"""select kind as "Kind", id as "Id", likeness as "Likeness" from search_like(crm_ext.fold({slipped}), {Likest})"""), ct);
        return (like ?? [], isPartial || like is null);
    }

    private static string Detail(Row row, ReaderFormat shown)
    {
        string?[] parts = [row.Detail, row is { Value: { } value, Currency: { } currency } ? shown.Money(value, currency) : null,
            row.Moment is { } moment ? shown.Date(shown.DayOf(moment)) : null];
        return string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p)));
    }

    private sealed record Candidate(string Kind, Guid Id, float Likeness);

    private sealed record Row(
        string Kind, Guid Id, string Title, string? Detail, decimal? Value, string? Currency, DateTimeOffset? Moment, double Rank);
}
