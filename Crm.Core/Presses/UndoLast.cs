namespace Crm.Core.Presses;

/// <summary>Takes back the last change that the person made, in Teams or in Outlook; said again, the one before it.</summary>
/// <param name="Press">The press that <see cref="UndoAnswer.AskFirst"/> asked about: yes, that one.</param>
public sealed record UndoLast(string? Press = null) : ICardRequest
{
    public static string Verb => "undo";
}

public sealed class UndoLastHandler(IPressLog log)
{
    public Task<Result<UndoAnswer>> HandleAsync(UndoLast undo, CancellationToken ct) => log.TakeBackAsync(undo.Press, ct);
}
