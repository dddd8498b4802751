namespace Crm.Core.Undo;

/// <summary>Takes back the last change that the person made, in Teams or in Outlook; said again, the one before it.</summary>
/// <param name="Press">The press that <see cref="UndoResult.AskFirst"/> asked about: yes, that one.</param>
public sealed record UndoLast(string? Press = null) : ICardRequest
{
    public static string Verb => "undo";
}

public sealed class UndoLastHandler(IUndo undo) : IChangesData
{
    public Task<Result<UndoResult>> HandleAsync(UndoLast request, CancellationToken ct) => undo.TakeBackAsync(request.Press, ct);
}
