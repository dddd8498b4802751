namespace Crm.Core.Records;

/// <summary>Letters of a hit's title that were looked for.</summary>
/// <param name="Start">Index of the first UTF-16 character.</param>
public sealed record Highlight(int Start, int Length);

/// <summary>One line of a search answer.</summary>
/// <param name="Rank">Higher is better; 2 and more: the title begins with the text, below 1: it is only like it.</param>
public sealed record SearchHit(RecordKind Kind, Guid Id, string Title, string? Detail, double Rank)
{
    public IReadOnlyList<Highlight> Highlights { get; init; } = [];
}

/// <param name="Hits">Best first.</param>
/// <param name="IsPartial">What was found is right, and there may be more: it would have taken too long to look everywhere.</param>
public sealed record SearchHits(IReadOnlyList<SearchHit> Hits, bool IsPartial);

/// <summary>One box over every entity; answers only what the running use case's caller may see.</summary>
public interface ISearchIndex
{
    /// <summary>As many hits as one search gives.</summary>
    const int Most = 20;

    /// <param name="text">One or more words, each a beginning or a part; all must be found. With slips when nothing else fits.</param>
    /// <param name="take">1 to <see cref="Most"/>.</param>
    /// <param name="ct">Cancels the search.</param>
    Task<SearchHits> FindAsync(string text, int take, CancellationToken ct);
}
