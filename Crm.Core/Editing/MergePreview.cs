namespace Crm.Core.Editing;

/// <summary>Which other record is the same one; once one is chosen, what a merge would make of both.</summary>
/// <param name="Kept">As it would be afterwards.</param>
/// <param name="Merged">As it is now; null while none was chosen.</param>
/// <param name="Filled">Fields that the kept one has empty and takes from the other.</param>
/// <param name="Dropped">Fields in which both differ: the kept one's stands, the other's is shown here for the last time.</param>
/// <param name="GoOver">What would go over with the other.</param>
/// <param name="Others">Which it could be, while none was chosen.</param>
/// <param name="Why">What is wrong with what was chosen.</param>
public sealed record MergePreview<TView>(
    TView Kept, TView? Merged, IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped, MergeCounts GoOver,
    IReadOnlyList<Choice> Others, Refusal? Why) : IMergePreview
    where TView : class
{
    public bool IsChosen => Merged is not null;
}

/// <param name="Contacts">Of a company.</param>
public sealed record MergeCounts(int Activities, int Deals, int Contacts = 0);

public interface IMergePreview
{
    /// <summary>Whether the other record was chosen already.</summary>
    bool IsChosen { get; }
}

/// <summary>What points at a record, moved to another one.</summary>
/// <typeparam name="TMoved">What was moved, by its ids.</typeparam>
public interface IMergeLinks<TMoved>
    where TMoved : class
{
    /// <summary>
    /// Moves it as a set and whoever owns it: nothing may stay at a deleted record because the person who merges may not see it.
    /// </summary>
    /// <param name="from">The record that it points at.</param>
    /// <param name="to">The one that it points at then.</param>
    /// <param name="only">What an undo moves back; null moves everything.</param>
    /// <param name="ct">Cancels the move.</param>
    Task<TMoved> MoveAsync(Guid from, Guid to, TMoved? only, CancellationToken ct);
}
