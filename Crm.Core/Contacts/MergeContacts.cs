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
public sealed record MergeContacts(Guid KeepId, Guid MergeId, int? KeepVersion = null, int? MergeVersion = null) : ICardRequest
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
    ICrmDb db, IContactLinks links, PrimaryContacts primaries, RestoredRecordRules returned, CurrentUser user, TimeProvider clock)
{
    /// <summary>More would make one transaction too long; such contacts are merged by an administrator's script.</summary>
    private const int MostMoved = 20_000;

    public async Task<Result<MergeDone>> MergeAsync(MergeContacts merge, CancellationToken ct)
    {
        var both = await db.Contacts.NotDeleted().Where(c => c.Id == merge.KeepId || c.Id == merge.MergeId).ToListAsync(ct);
        if (merge.KeepId == merge.MergeId || both.Count != 2)
        {
            return merge.KeepId == merge.MergeId ? Refusal.Invalid(new FieldError("mergeId", "A contact cannot be merged with itself."))
                : Refusal.NotFound("contact");
        }

        var (kept, merged) = (both.Single(c => c.Id == merge.KeepId), both.Single(c => c.Id == merge.MergeId));
        if (IsNotTheirs(kept, merged))
        {
            return NotTheirs;
        }

        if ((kept.ChangedSince(merge.KeepVersion, "contact") ?? merged.ChangedSince(merge.MergeVersion, "contact")) is { } stale)
        {
            return stale;
        }

        if (await db.Activities.Where(a => a.ContactId == merged.Id).Take(MostMoved + 1).CountAsync(ct) > MostMoved)
        {
            return Refusal.Invalid(
                new FieldError(
                    "mergeId",
                    $"{merged.FirstName} {merged.LastName} has more than "
                    + $"{MostMoved} activities: keep that one and merge the other into it."));
        }

        return await MergeAsync(kept, merged, ct);
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
        var note = ContactMerge.Of(kept, merged, moved, user.Id, clock.GetUtcNow());
        db.ContactMerges.Add(note);
        return await db.SaveAsync(ct) is { } wrong ? wrong
            : new MergeDone(note.Id, kept.Id, gone.Activities.Count, gone.Deals.Count, over.Count + (takesEmail ? 1 : 0));
    }

    public async Task<Result<MergeDone>> UndoAsync(UndoMerge undo, CancellationToken ct)
    {
        var note = await db.ContactMerges.SingleOrDefaultAsync(m => m.Id == undo.MergeId && m.UndoneAt == null, ct);
        var kept = note is null ? null : await db.Contacts.SingleOrDefaultAsync(c => c.Id == note.KeptId, ct);
        var merged = note is null ? null : await db.Contacts.SingleOrDefaultAsync(c => c.Id == note.MergedId && c.IsDeleted, ct);
        if (note is null || kept is null || merged is null)
        {
            return Refusal.NotFound("merge");
        }

        return IsNotTheirs(kept, merged) ? NotTheirs : await UndoAsync(note, kept, merged, ct);
    }

    private async Task<Result<MergeDone>> UndoAsync(ContactMerge note, Contact kept, Contact merged, CancellationToken ct)
    {
        var (moved, email) = (note.Read(), kept.Email);
        kept.TakeBack(moved.Filled, merged);
        var back = await db.ContactAddresses.Where(
            a => a.ContactId == kept.Id && a.Kind != AddressKind.Primary && moved.Addresses.Contains(a.Address)).ToListAsync(ct);
        db.ContactAddresses.RemoveRange(back);
        note.Undo(clock.GetUtcNow());
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        merged.Restore();
        if ((await db.SaveAsync(ct) ?? await returned.SettleAsync(merged, ct)) is { } wrong)
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

    private static Refusal NotTheirs => Refusal.NotAllowed("You may merge contacts that are both yours; a manager may merge others.");

    private bool IsNotTheirs(Contact kept, Contact merged) => !user.MayChange(kept) || !user.MayChange(merged);
}
