namespace Crm.Core.Search;

public enum HitKind
{
    Company,
    Contact,
    Deal,
    Activity,
}

/// <summary>Letters of a hit's title that were looked for.</summary>
/// <param name="Start">Index of the first UTF-16 character.</param>
public sealed record Highlight(int Start, int Length);

/// <summary>One line of a search answer.</summary>
/// <param name="Rank">Higher is better; 2 and more: the title begins with the text, below 1: it is only like it.</param>
public sealed record SearchHit(HitKind Kind, Guid Id, string Title, string? Detail, double Rank)
{
    public IReadOnlyList<Highlight> Highlights { get; init; } = [];
}

/// <summary>One box over every entity; answers only what the running use case's caller may see. At most 20 hits, best first.</summary>
public interface ISearchIndex
{
    /// <param name="text">One or more words, each a beginning or a part; all must be found. With slips when nothing else fits.</param>
    /// <param name="take">1 to 20.</param>
    /// <param name="ct">Cancels the search.</param>
    Task<IReadOnlyList<SearchHit>> FindAsync(string text, int take, CancellationToken ct);

    /// <summary>The last search ran into its time limit: what it found is right, and there may be more.</summary>
    bool RanOutOfTime { get; }
}
