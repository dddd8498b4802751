using Crm.Core.Editing;

namespace Crm.Core.Contacts;

/// <summary>Everything back where it was, as far as nobody moved it on since.</summary>
public sealed record UndoMerge(Guid MergeId) : ICardRequest
{
    public static string Verb => "contact.merge-undo";
}

public sealed class UndoMergeHandler(
    ICrmDb db, RecordMerges merges, IMergeLinks<MovedLinks> links, TimeProvider clock) : IChangesData
{
    public Task<Result<MergeDone>> HandleAsync(UndoMerge undo, CancellationToken ct) =>
        merges.UndoAsync(db.Contacts, RecordKind.Contact, db.ContactMerges, undo.MergeId, UndoAsync, ct);

    private async Task<Result<MergeDone>> UndoAsync(ContactMerge note, Contact kept, Contact merged, CancellationToken ct)
    {
        var (moved, email) = (note.Read(), kept.Email);
        kept.TakeBack(moved.Filled, merged);
        var back = await db.ContactAddresses.Where(
            a => a.ContactId == kept.Id && a.Kind != AddressKind.Primary && moved.Addresses.Contains(a.Address)).ToListAsync(ct);
        db.ContactAddresses.RemoveRange(back);
        if (await merges.ReturnAsync(note, merged, ct) is { } wrong)
        {
            return wrong;
        }

        var gone = await links.MoveAsync(kept.Id, merged.Id, moved.Links, ct);
        await ReturnAddressesAsync(moved, [.. back.Select(a => a.Address)], kept, merged, ct);
        return await db.SaveAsync(ct) is { } last ? last
            : new MergeDone(
                note.Id, kept.Id, gone.Activities.Count, gone.Deals.Count, back.Count + (email is not null && kept.Email is null ? 1 : 0));
    }

    /// <summary>Each further address to whom it belonged, of the kind that it was; the database itself gives back the first ones.</summary>
    /// <param name="back">What the kept contact still had of the addresses that it took over.</param>
    private async Task ReturnAddressesAsync(
        MovedByMerge moved, IReadOnlyList<string> back, Contact kept, Contact merged, CancellationToken ct)
    {
        var kinds = moved.Kinds ?? new Dictionary<string, AddressKind>();
        var has = await db.ContactAddresses.Where(a => a.ContactId == merged.Id || a.ContactId == kept.Id)
            .Select(a => new { a.ContactId, a.Address }).ToListAsync(ct);
        foreach (var address in back.Concat(kinds.Keys.Except(moved.Addresses, StringComparer.Ordinal))
            .Where(address => !has.Exists(a => a.ContactId == merged.Id && a.Address == address)))
        {
            var kind = kinds.TryGetValue(address, out var was) && was is not AddressKind.Primary ? was : AddressKind.Work;
            db.ContactAddresses.Add(ContactAddress.Further(merged, address, kind, clock.GetUtcNow()));
        }

        if (moved.EmailWas is { } further && moved.Filled["email"].ToLowerInvariant() is var raised
            && !has.Exists(a => a.ContactId == kept.Id && a.Address == raised))
        {
            db.ContactAddresses.Add(ContactAddress.Further(kept, raised, further, clock.GetUtcNow()));
        }
    }
}
