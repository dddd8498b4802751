namespace Crm.Core.Undo;

/// <summary>Whether a press can be taken back: only then is the way offered.</summary>
/// <param name="Press">As it was kept under its key.</param>
public sealed record FindUndo(string Press);

public sealed class FindUndoHandler(IUndo undo)
{
    public async Task<bool> HandleAsync(FindUndo find, CancellationToken ct) => await undo.LatestAsync(ct) == find.Press;
}
