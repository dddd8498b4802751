using Crm.Core.Editing;

namespace Crm.Core.Contacts;

/// <summary>Two records of one person become one: activities, deals and addresses go over, gaps are filled, the other is deleted.</summary>
/// <param name="KeepVersion">The version of the kept one that the person saw.</param>
/// <param name="MergeVersion">The same of the other.</param>
public sealed record MergeContacts(Guid KeepId, Guid MergeId, int? KeepVersion = null, int? MergeVersion = null)
    : ICardRequest, IMergeOfTwo
{
    public static string Verb => "contact.merge-both";
}

public sealed record MergeDone(Guid MergeId, Guid KeptId, int Activities, int Deals, int Addresses);

public sealed record MovedLinks(IReadOnlyList<Guid> Activities, IReadOnlyList<Guid> Deals, IReadOnlyList<MovedParticipant> Participants);

/// <summary>The key of a participant; the kind as the database writes it.</summary>
public sealed record MovedParticipant(Guid ActivityId, string Kind, string Address);

public sealed class MergeContactsHandler(
    ICrmDb db, RecordMerges merges, IMergeLinks<MovedLinks> links, PrimaryContacts primaries, CurrentUser user, TimeProvider clock)
    : IChangesData
{
    public Task<Result<MergeDone>> HandleAsync(MergeContacts merge, CancellationToken ct) => merges.RunAsync(
        db.Contacts, RecordKind.Contact, merge, contact => $"{contact.FirstName} {contact.LastName}",
        merged => db.Activities.Where(a => a.ContactId == merged.Id), MergeAsync, ct);

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
}
