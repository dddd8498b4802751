using System.Text.Json;

namespace Crm.Core.Contacts;

/// <summary>What a merge moved, so that it can be undone.</summary>
public sealed class ContactMerge
{
    public Guid Id { get; private init; }

    public Guid OwnerId { get; private init; }

    public Guid KeptId { get; private init; }

    public Guid MergedId { get; private init; }

    /// <summary>JSON of <see cref="MovedByMerge"/>.</summary>
    public string Moved { get; private init; } = "{}";

    public DateTimeOffset MergedAt { get; private init; }

    public Guid MergedBy { get; private init; }

    public DateTimeOffset? UndoneAt { get; private set; }

    internal static ContactMerge Of(Contact kept, Contact merged, MovedByMerge moved, Guid by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OwnerId = kept.OwnerId,
        KeptId = kept.Id,
        MergedId = merged.Id,
        Moved = JsonSerializer.Serialize(moved, JsonSerializerOptions.Web),
        MergedAt = now,
        MergedBy = by,
    };

    internal MovedByMerge Read() => JsonSerializer.Deserialize<MovedByMerge>(Moved, JsonSerializerOptions.Web)!;

    internal void Undo(DateTimeOffset now) => UndoneAt = now;
}

/// <param name="Addresses">Those that became further addresses of the kept contact.</param>
/// <param name="Filled">
/// Fields of the kept contact that were empty and took the other's value; a custom field is "custom.name" with its value as JSON.
/// </param>
/// <param name="Participants">Absent in merges from before participants were moved.</param>
/// <param name="Kinds">
/// Every address that the other had, and of which kind (HOME); absent in merges from before kinds were kept, whose addresses were all WORK.
/// </param>
/// <param name="EmailWas">The kind of further address that the kept contact's new e-mail was before; null when it did not have it.</param>
internal sealed record MovedByMerge(
    IReadOnlyList<Guid> Activities, IReadOnlyList<Guid> Deals, IReadOnlyList<string> Addresses, IReadOnlyDictionary<string, string> Filled,
    IReadOnlyList<MovedParticipant>? Participants = null, IReadOnlyDictionary<string, AddressKind>? Kinds = null,
    AddressKind? EmailWas = null)
{
    public MovedLinks Links => new(Activities, Deals, Participants ?? []);
}
