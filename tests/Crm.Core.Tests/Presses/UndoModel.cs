namespace Crm.Core.Tests.Presses;

/// <summary>What "undo" is to mean, in memory: the records as people see them, and one person's presses in their order.</summary>
internal sealed class UndoModel
{
    /// <summary>A press older than that is asked about first; the last day's only can be taken back.</summary>
    private static readonly TimeSpan Asked = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Undoable = TimeSpan.FromDays(1);

    private readonly List<Press> presses = [];
    private int states;

    public Dictionary<Guid, State> Records { get; } = [];

    /// <summary>
    /// At which company a deal stands. A merge of companies moves it, which isn't a change of the deal: what was done to it before can be
    /// taken back once the merge is.
    /// </summary>
    public Dictionary<Guid, Guid> CompanyOf { get; } = [];

    /// <summary>Somebody does something to a record; only a press of the person who undoes is remembered.</summary>
    public void Change(bool remembered, DateTimeOffset at, bool isRestore, params (Guid Id, Func<State, State> How)[] changes)
    {
        var touched = new List<Touched>();
        foreach (var (id, how) in changes)
        {
            var before = Records[id];
            var after = how(before) with { Mark = ++states };
            Records[id] = after;
            touched.Add(new Touched(id, before, after.Mark));
        }

        if (remembered)
        {
            presses.Add(new Press(at, touched, isRestore, IsBarrier: false));
        }
    }

    /// <summary>One company goes up in another, and its deals with it.</summary>
    public void MergeCompanies(DateTimeOffset at, Guid keep, Guid merge)
    {
        Change(remembered: true, at, isRestore: false, (keep, s => s), (merge, s => s with { IsDeleted = true }));
        List<Guid> moved = [.. CompanyOf.Where(c => c.Value == merge).Select(c => c.Key)];
        moved.ForEach(deal => CompanyOf[deal] = keep);
        presses[^1] = presses[^1] with { Moved = new Moved(moved, merge, keep) };
    }

    public void Made(Guid id, State first, DateTimeOffset at)
    {
        Records[id] = first with { Mark = ++states };
        presses.Add(new Press(at, [new Touched(id, null, states)], IsRestore: false, IsBarrier: false));
    }

    /// <summary>Something was saved that undo does not take back.</summary>
    public void Barrier(DateTimeOffset at) => presses.Add(new Press(at, [], IsRestore: false, IsBarrier: true));

    /// <summary>What the CRM is to say to "undo" now; <paramref name="confirmed"/> after a question.</summary>
    public Answer Undo(DateTimeOffset now, bool confirmed)
    {
        if (presses.Count == 0 || presses[^1].At < now - Undoable)
        {
            return Answer.Refused;
        }

        var last = presses[^1];
        if (last.IsBarrier || last.Records.Any(r => Records[r.Id].Mark != r.Mark))
        {
            return Answer.Refused;
        }

        if (!confirmed && (last.IsRestore || last.At < now - Asked))
        {
            return Answer.Asked;
        }

        foreach (var (id, before, _) in last.Records)
        {
            Records[id] = before ?? Records[id] with { IsDeleted = true, Mark = ++states };
        }

        foreach (var deal in last.Moved?.Deals.Where(deal => CompanyOf[deal] == last.Moved.To) ?? [])
        {
            CompanyOf[deal] = last.Moved!.From;
        }

        presses.RemoveAt(presses.Count - 1);
        return Answer.Done;
    }

    public enum Answer
    {
        Done,
        Asked,
        Refused,
    }

    /// <param name="Mark">Changes with every change, and is the former one again after an undo.</param>
    public sealed record State(RecordKind Kind, string Name, string? Stage, bool IsDeleted = false, int Mark = 0);

    private sealed record Touched(Guid Id, State? Before, int Mark);

    private sealed record Press(DateTimeOffset At, IReadOnlyList<Touched> Records, bool IsRestore, bool IsBarrier, Moved? Moved = null);

    private sealed record Moved(IReadOnlyList<Guid> Deals, Guid From, Guid To);
}
