using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Editing;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Contacts;

/// <summary>Two records of one person become one: activities, deals and addresses go over, gaps are filled, the other is deleted.</summary>
/// <param name="KeepVersion">The version of the kept one that the person saw.</param>
/// <param name="MergeVersion">The same of the other.</param>
public sealed record MergeContacts(Guid KeepId, Guid MergeId, int? KeepVersion = null, int? MergeVersion = null)
    : ICardRequest, IMergeOfTwo
{
    public static string Verb => "contact.merge-both";
}

/// <summary>Everything back where it was, as far as nobody moved it on since.</summary>
public sealed record UndoMerge(Guid MergeId) : ICardRequest
{
    public static string Verb => "contact.merge-undo";
}

public sealed record MergeDone(Guid MergeId, Guid KeptId, int Activities, int Deals, int Addresses);

/// <summary>
/// What points at a contact, moved to another as a set and whoever owns it: nothing may stay at a deleted contact because the person who
/// merges may not see it.
/// </summary>
public interface IContactLinks
{
    /// <param name="only">What an undo moves back; null moves everything.</param>
    Task<MovedLinks> MoveAsync(Guid from, Guid to, MovedLinks? only, CancellationToken ct);
}

public sealed record MovedLinks(IReadOnlyList<Guid> Activities, IReadOnlyList<Guid> Deals, IReadOnlyList<MovedParticipant> Participants);

/// <summary>The key of a participant; the kind as the database writes it.</summary>
public sealed record MovedParticipant(Guid ActivityId, string Kind, string Address);

public sealed class MergeContactsHandler(
    ICrmDb db, RecordMerges merges, IContactLinks links, PrimaryContacts primaries, CurrentUser user, TimeProvider clock)
{
    public async Task<Result<MergeDone>> MergeAsync(MergeContacts merge, CancellationToken ct)
    {
        var found = await merges.FindAsync(db.Contacts, RecordKind.Contact, merge, ct);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var (kept, merged) = found.Value;
        var ofMerged = db.Activities.Where(a => a.ContactId == merged.Id);
        return await RecordMerges.TooManyAsync(ofMerged, $"{merged.FirstName} {merged.LastName}", ct) is { } tooMany
            ? tooMany
            : await MergeAsync(kept, merged, ct);
    }

    private async Task<Result<MergeDone>> MergeAsync(Contact kept, Contact merged, CancellationToken ct)
    {
        var isPrimaryFree = merged is { IsPrimary: true, CompanyId: { } company }
            && (await primaries.OthersAsync(company, kept.Id, ct)).All(c => c.Id == merged.Id);
        var theirs = await db.ContactAddresses.Where(a => a.ContactId == merged.Id).ToListAsync(ct);
        var own = await db.ContactAddresses.Where(a => a.ContactId == kept.Id).ToListAsync(ct);
        var raised = kept.Email is null ? own.Find(a => a.Address == merged.EmailLower) : null;
        // The database takes the deleted contact's addresses back first; only then they are free for the other.
        db.ContactAddresses.RemoveRange(
            [.. theirs.Where(a => a.Kind is not AddressKind.Primary), .. raised is null ? Array.Empty<ContactAddress>() : [raised]]);
        merged.Delete(user.Id, clock.GetUtcNow());
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        var filled = kept.FillFrom(merged, isPrimaryFree);
        var takesEmail = filled.ContainsKey("email");
        var over = theirs.Where(a => own.TrueForAll(o => o.Address != a.Address) && !(takesEmail && a.Kind is AddressKind.Primary))
            .ToList();
        db.ContactAddresses
            .AddRange(
                over.Select(
                    a => ContactAddress.Further(
                        kept, a.Address, a.Kind is AddressKind.Primary ? AddressKind.Work : a.Kind, clock.GetUtcNow())));
        var gone = await links.MoveAsync(merged.Id, kept.Id, only: null, ct);
        var moved = new MovedByMerge(gone.Activities, gone.Deals, [.. over.Select(a => a.Address)], filled, gone.Participants,
            theirs.ToDictionary(a => a.Address, a => a.Kind), raised?.Kind);
        var note = new ContactMerge(kept, merged, moved, user.Id, clock.GetUtcNow());
        db.ContactMerges.Add(note);
        return await db.SaveAsync(ct) is { } wrong ? wrong
            : new MergeDone(note.Id, kept.Id, gone.Activities.Count, gone.Deals.Count, over.Count + (takesEmail ? 1 : 0));
    }

    public async Task<Result<MergeDone>> UndoAsync(UndoMerge undo, CancellationToken ct)
    {
        var note = await RecordMerges.NoteAsync(db.ContactMerges, undo.MergeId, ct);
        var both = await merges.PartedAsync(db.Contacts, RecordKind.Contact, note, ct);
        return both.Refusal is { } refusal ? refusal : await UndoAsync(note!, both.Value.Kept, both.Value.Merged, ct);
    }

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
