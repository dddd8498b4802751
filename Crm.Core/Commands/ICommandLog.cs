namespace Crm.Core.Commands;

/// <summary>
/// Every change that a person pressed or said, kept in the change's own transaction: under a key, so that it happens once however often it
/// arrives; with the records it changed, so that it can be taken back. One order over all doors.
/// </summary>
public interface ICommandLog
{
    /// <summary>Claims the key. While another transaction holds it, waits for that one's end.</summary>
    /// <returns>What the first press with this key led to; null when this is the first.</returns>
    Task<JsonElement?> TakeAsync(string key, string verb, CancellationToken ct);

    /// <param name="key">Null for a press that cannot arrive twice.</param>
    /// <param name="verb">What was done.</param>
    /// <param name="outcome">The answer that a second press with this key gets.</param>
    /// <param name="ct">Cancels the writing.</param>
    Task KeepAsync(string? key, string verb, JsonElement outcome, CancellationToken ct);
}
