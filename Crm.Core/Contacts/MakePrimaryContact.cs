namespace Crm.Core.Contacts;

/// <summary>Makes a contact the one to ask at its company; whoever was it before is no longer.</summary>
/// <param name="Version">The version of the contact that the person saw.</param>
public sealed record MakePrimaryContact(Guid Id, int? Version = null) : ICardRequest
{
    public static string Verb => "contact.make-primary";
}

public sealed class MakePrimaryContactHandler(ICrmDb db, PrimaryContacts primaries, CurrentUser user) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(MakePrimaryContact make, CancellationToken ct)
    {
        var asked = await db.Contacts.NotDeleted().Where(c => c.Id == make.Id)
            .Select(c => new { c.CompanyId, Name = c.FirstName + " " + c.LastName }).SingleOrDefaultAsync(ct);
        if (asked is null)
        {
            return Refusal.NotFound("contact");
        }

        if (asked.CompanyId is not { } company)
        {
            return Refusal.Invalid(new FieldError("companyId", $"{asked.Name} belongs to no company yet."));
        }

        // The contact is read when it is its turn: the one before may have changed it.
        var others = await primaries.OthersAsync(company, make.Id, ct);
        var contact = await db.Contacts.NotDeleted().SingleOrDefaultAsync(c => c.Id == make.Id && c.CompanyId == company, ct);
        if (contact is null)
        {
            return Refusal.Conflict("contact");
        }

        if (contact.ChangedSince(make.Version, "contact") is { } stale)
        {
            return stale;
        }

        if (others.Append(contact).FirstOrDefault(c => !user.MayChange(c)) is { } foreign)
        {
            return Refusal.NotAllowed($"You may not change {foreign.FirstName} {foreign.LastName}: this contact belongs to somebody else.");
        }

        foreach (var former in others)
        {
            former.At(company, former.JobTitle, primary: false);
        }

        contact.At(company, contact.JobTitle, primary: true);
        return await db.SaveAsync(ct) is { } refused ? refused : contact.Id;
    }
}
