using System.Text.Json;
using Crm.Core.Records;

namespace Crm.Core.Presses;

/// <summary>What was taken back.</summary>
/// <param name="IsGone">The record was made by that press and is deleted again.</param>
/// <param name="Others">How many further records went back with it.</param>
public sealed record TakenBack(RecordKind Kind, Guid Id, string Name, IReadOnlyList<string> Fields, bool IsGone, int Others);

/// <summary>
/// Every change that a person pressed or said, kept in the change's own transaction: under a key, so that it happens once however often it
/// arrives; with the records it changed, so that it can be taken back.
/// </summary>
public interface IPressLog
{
    /// <summary>Claims the key. While another transaction holds it, waits for that one's end.</summary>
    /// <returns>What the first press with this key led to; null when this is the first.</returns>
    Task<JsonElement?> TakeAsync(string key, string verb, CancellationToken ct);

    /// <param name="key">Null for a press that cannot arrive twice.</param>
    /// <param name="verb">What was done.</param>
    /// <param name="outcome">The answer that a second press with this key gets.</param>
    /// <param name="ct">Cancels the writing.</param>
    Task KeepAsync(string? key, string verb, JsonElement outcome, CancellationToken ct);

    /// <summary>Puts the person's latest change of the last day back, all of it or nothing.</summary>
    Task<Result<TakenBack>> TakeBackAsync(CancellationToken ct);
}
