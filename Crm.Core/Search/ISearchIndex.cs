namespace Crm.Core.Search;

public enum HitKind
{
    Company,
    Contact,
    Deal,
    Activity,
}

/// <summary>One line of a search answer.</summary>
public sealed record SearchHit(HitKind Kind, Guid Id, string Title, string? Detail, double Rank);

/// <summary>One box over every entity; answers only what the running use case's caller may see. At most 20 hits, best first.</summary>
public interface ISearchIndex
{
    Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken ct);
}
