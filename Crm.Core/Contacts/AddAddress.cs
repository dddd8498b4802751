namespace Crm.Core.Contacts;

/// <summary>A contact writes from another address as well: what comes from there is theirs, too.</summary>
/// <param name="Version">The version of the contact that the person saw.</param>
public sealed record AddAddress(Guid Id, string? Email = null, int? Version = null) : ICardRequest
{
    public static string Verb => "contact.add-address";
}

/// <param name="Address">In lower case.</param>
public sealed record AddedAddress(Guid ContactId, string Address);

/// <summary>
/// Whoever had no address has this one for their first. Capture looks again at what it left out of it because nobody knew it: the database
/// sees to that (read_again_after_new_names).
/// </summary>
public sealed class AddAddressHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<AddedAddress>> HandleAsync(AddAddress add, CancellationToken ct)
    {
        if (EmailAddress.Read(add.Email) is not { Length: <= ContactAddress.Length } email)
        {
            return Refusal.Invalid(new FieldError("email", "This is not an e-mail address. It should look like name@company.com."));
        }

        if (await db.Contacts.NotDeleted().SingleOrDefaultAsync(c => c.Id == add.Id, ct) is not { } contact)
        {
            return Refusal.NotFound("contact");
        }

        if (!user.MayChange(contact))
        {
            return Refusal.BelongsToSomebodyElse("contact");
        }

        if (contact.ChangedSince(add.Version, "contact") is { } stale)
        {
            return stale;
        }

        var added = new AddedAddress(contact.Id, email.ToLowerInvariant());
        if (await OwnerOfAsync(added.Address, ct) is { } name)
        {
            return Refusal.Duplicate("email", $"{name} has this e-mail address already.");
        }

        if (contact.Email is null)
        {
            Contact.Fields.Email.Set(contact, email);
        }
        else
        {
            db.ContactAddresses.Add(ContactAddress.Further(contact, added.Address, AddressKind.Other, clock.GetUtcNow()));
        }

        var person = $"{contact.FirstName} {contact.LastName}";
        return await db.SaveAsync(ct) is { } refused ? refused
            : ((Result<AddedAddress>)added).Noting(
                [$"What comes from {added.Address} is {person}'s from now on. “undo” in Teams takes that back."]);
    }

    /// <summary>Of a further address; a first one goes back as the field that it is.</summary>
    public async Task<Result<AddedAddress>> TakeBackAsync(AddedAddress added, CancellationToken ct)
    {
        var there = await db.ContactAddresses.SingleOrDefaultAsync(
            a => a.ContactId == added.ContactId && a.Address == added.Address && a.Kind != AddressKind.Primary, ct);
        if (there is null)
        {
            return Refusal.Invalid(new FieldError("undo", $"{added.Address} was given to somebody else since. Nothing was taken back."));
        }

        db.ContactAddresses.Remove(there);
        return await db.SaveAsync(ct) is { } refused ? refused : added;
    }

    private Task<string?> OwnerOfAsync(string address, CancellationToken ct) => db.ContactAddresses
        .Where(a => a.Address == address && !a.Contact!.IsDeleted).Select(a => a.Contact!.FirstName + " " + a.Contact.LastName)
        .FirstOrDefaultAsync(ct);
}
