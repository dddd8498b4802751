using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Contacts;

/// <summary>Makes a contact the one to ask at its company; whoever was it before is no longer.</summary>
public sealed record MakePrimaryContact(Guid Id);

public sealed class MakePrimaryContactHandler(ICrmDb db)
{
    public async Task<Result<Guid>> HandleAsync(MakePrimaryContact make, CancellationToken ct)
    {
        var contact = await db.Contacts.NotDeleted().SingleOrDefaultAsync(c => c.Id == make.Id, ct);
        if (contact is null)
        {
            return Refusal.NotFound("contact");
        }

        if (contact.CompanyId is not { } company)
        {
            return Refusal.Invalid(new FieldError("companyId", $"{contact.FirstName} {contact.LastName} belongs to no company yet."));
        }

        foreach (var former in await db.Contacts.NotDeleted().Where(c => c.CompanyId == company && c.IsPrimary && c.Id != contact.Id).ToListAsync(ct))
        {
            former.At(company, former.JobTitle, primary: false);
        }

        contact.At(company, contact.JobTitle, primary: true);
        return await db.SaveAsync(ct) is { } refused ? refused : contact.Id;
    }
}
