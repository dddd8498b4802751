namespace Crm.Core.Contacts;

/// <summary>What a merge of two contacts moved.</summary>
public sealed class ContactMerge : MergeNote
{
    private ContactMerge()
    {
    }

    internal ContactMerge(Contact kept, Contact merged, MovedByMerge moved, Guid by, DateTimeOffset now)
        : base(kept.OwnerId, kept, merged, Written(moved), by, now)
    {
    }

    internal MovedByMerge Read() => Read<MovedByMerge>();
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
