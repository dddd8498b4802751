namespace Crm.Core.Undo;

/// <summary>Takes back what <see cref="Commands.ICommandLog"/> remembers.</summary>
public interface IUndo
{
    /// <summary>
    /// Puts the person's latest change of the last day back, all of it or nothing; or asks first (<see cref="UndoResult.AskFirst"/>).
    /// </summary>
    /// <param name="confirmed">
    /// The press that the person was asked about and wants to be taken back; null when nothing was asked yet.
    /// </param>
    /// <param name="ct">Cancels it.</param>
    Task<Result<UndoResult>> TakeBackAsync(string? confirmed, CancellationToken ct);

    /// <returns>The press that <see cref="TakeBackAsync"/> would take back; null where it could only say why not.</returns>
    Task<string?> LatestAsync(CancellationToken ct);
}
