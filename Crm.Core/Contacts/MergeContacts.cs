using System.Text.Json;
using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Contacts;

/// <summary>Two records of one person become one: activities, deals and addresses go over, gaps are filled, the other is deleted.</summary>
/// <param name="KeepVersion">The version of the kept one that the person saw.</param>
/// <param name="MergeVersion">The same of the other.</param>
public sealed record MergeContacts(Guid KeepId, Guid MergeId, int? KeepVersion = null, int? MergeVersion = null)
{
    public const string Verb = "contact.merge-both";
}

/// <summary>Everything back where it was, as far as nobody moved it on since.</summary>
public sealed record UndoMerge(Guid MergeId)
{
    public const string Verb = "contact.merge-undo";
}

public sealed record MergeDone(Guid MergeId, Guid KeptId, int Activities, int Deals, int Addresses);

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

/// <param name="Filled">Fields of the kept contact that were empty and took the other's value.</param>
/// <param name="Participants">Absent in merges from before participants were moved.</param>
internal sealed record MovedByMerge(
    IReadOnlyList<Guid> Activities, IReadOnlyList<Guid> Deals, IReadOnlyList<string> Addresses, IReadOnlyDictionary<string, string> Filled,
    IReadOnlyList<MovedParticipant>? Participants = null)
{
    public MovedLinks Links => new(Activities, Deals, Participants ?? []);
}

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

public sealed class MergeContactsHandler(ICrmDb db, IContactLinks links, CurrentUser user, TimeProvider clock)
{
    /// <summary>More would make one transaction too long; such contacts are merged by an administrator's script.</summary>
    private const int MostMoved = 20_000;

    public async Task<Result<MergeDone>> MergeAsync(MergeContacts merge, CancellationToken ct)
    {
        var both = await db.Contacts.NotDeleted().Where(c => c.Id == merge.KeepId || c.Id == merge.MergeId).ToListAsync(ct);
        if (merge.KeepId == merge.MergeId || both.Count != 2)
        {
            return merge.KeepId == merge.MergeId ? Refusal.Invalid(new FieldError("mergeId", "A contact cannot be merged with itself.")) : Refusal.NotFound("contact");
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
            return Refusal.Invalid(new FieldError("mergeId", $"{merged.FirstName} {merged.LastName} has more than {MostMoved} activities: keep that one and merge the other into it."));
        }

        var addresses = await db.ContactAddresses.Where(a => a.ContactId == merged.Id).Select(a => a.Address).ToListAsync(ct);
        var filled = kept.FillFrom(merged);
        // The database takes the deleted contact's addresses back first; only then they are free for the other.
        db.ContactAddresses.RemoveRange(await db.ContactAddresses.Where(a => a.ContactId == merged.Id && a.Kind != AddressKind.Primary).ToListAsync(ct));
        merged.Delete(user.Id, clock.GetUtcNow());
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        var has = await db.ContactAddresses.Where(a => a.ContactId == kept.Id).Select(a => a.Address).ToListAsync(ct);
        var moved = addresses.Except(has, StringComparer.Ordinal).ToList();
        db.ContactAddresses.AddRange(moved.Select(address => ContactAddress.Further(kept, address, AddressKind.Work, clock.GetUtcNow())));
        var gone = await links.MoveAsync(merged.Id, kept.Id, only: null, ct);
        var note = ContactMerge.Of(kept, merged, new MovedByMerge(gone.Activities, gone.Deals, moved, filled, gone.Participants), user.Id, clock.GetUtcNow());
        db.ContactMerges.Add(note);
        return await db.SaveAsync(ct) is { } wrong ? wrong : new MergeDone(note.Id, kept.Id, gone.Activities.Count, gone.Deals.Count, moved.Count);
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

        if (IsNotTheirs(kept, merged))
        {
            return NotTheirs;
        }

        var moved = note.Read();
        kept.TakeBack(moved.Filled);
        var addresses = await db.ContactAddresses.Where(a => a.ContactId == kept.Id && a.Kind != AddressKind.Primary && moved.Addresses.Contains(a.Address)).ToListAsync(ct);
        db.ContactAddresses.RemoveRange(addresses);
        note.Undo(clock.GetUtcNow());
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        merged.Restore();
        if (await db.SaveAsync(ct) is { } wrong)
        {
            return wrong;
        }

        var back = await links.MoveAsync(kept.Id, merged.Id, moved.Links, ct);
        var has = await db.ContactAddresses.Where(a => a.ContactId == merged.Id).Select(a => a.Address).ToListAsync(ct);
        db.ContactAddresses.AddRange(addresses.Select(a => a.Address).Except(has, StringComparer.Ordinal).Select(a => ContactAddress.Further(merged, a, AddressKind.Work, clock.GetUtcNow())));
        return await db.SaveAsync(ct) is { } last ? last : new MergeDone(note.Id, kept.Id, back.Activities.Count, back.Deals.Count, addresses.Count);
    }

    private static Refusal NotTheirs => Refusal.NotAllowed("You may merge contacts that are both yours; a manager may merge others.");

    private bool IsNotTheirs(Contact kept, Contact merged) => user.Role is Role.User && (kept.OwnerId != user.Id || merged.OwnerId != user.Id);
}

public sealed partial class Contact
{
    private static readonly (string Name, Func<Contact, string?> Get, Action<Contact, string?> Set)[] Fillable =
    [
        ("email", c => c.Email, (c, v) => c.Email = v), ("phone", c => c.Phone, (c, v) => c.Phone = v), ("mobile", c => c.Mobile, (c, v) => c.Mobile = v),
        ("jobTitle", c => c.JobTitle, (c, v) => c.JobTitle = v), ("department", c => c.Department, (c, v) => c.Department = v),
        ("leadSource", c => c.LeadSource, (c, v) => c.LeadSource = v), ("linkedInUrl", c => c.LinkedInUrl, (c, v) => c.LinkedInUrl = v),
        ("city", c => c.City, (c, v) => c.City = v), ("country", c => c.Country, (c, v) => c.Country = v), ("notes", c => c.Notes, (c, v) => c.Notes = v),
        ("companyId", c => c.CompanyId?.ToString(), (c, v) => c.CompanyId = v is null ? null : Guid.Parse(v)),
    ];

    /// <summary>Empty fields take the other's values; the address stays with its contact until that one is deleted.</summary>
    internal Dictionary<string, string> FillFrom(Contact other)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, get, set) in Fillable.Where(f => f.Name != "email"))
        {
            if (get(this) is null && get(other) is { } value)
            {
                set(this, value);
                filled[name] = value;
            }
        }

        return filled;
    }

    internal void TakeBack(IReadOnlyDictionary<string, string> filled)
    {
        foreach (var (_, get, set) in Fillable.Where(f => filled.TryGetValue(f.Name, out var value) && f.Get(this) == value))
        {
            set(this, null);
        }
    }
}
