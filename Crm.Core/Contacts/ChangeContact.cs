using Crm.Core.Records;
using Contact_ = Crm.Core.Records.Changeable<Crm.Core.Contacts.Contact>;

namespace Crm.Core.Contacts;

public sealed class ChangeContactHandler(ICrmDb db, RecordEditor editor)
{
    public async Task<Result<ContactView>> HandleAsync(FieldChanges changes, CancellationToken ct) =>
        await db.SeenAsync(await editor.ChangeAsync(db.Contacts, Contact.Editable, changes, ct), ContactView.Of, ct);
}

public sealed partial class Contact
{
    public const int NotesLength = 20_000;

    /// <summary>What people may change, and by which rules. Who changes company is not the primary contact there.</summary>
    public static EditableEntity<Contact> Editable { get; } = new(
        "contact",
        [
            Contact_.Required("firstName", "The first name", NameLength, c => c.FirstName, (c, v) => c.FirstName = v),
            Contact_.Required("lastName", "The last name", NameLength, c => c.LastName, (c, v) => c.LastName = v),
            Contact_.Email("email", EmailLength, c => c.Email, (c, v) => c.Email = v),
            Contact_.Phone("phone", "The phone number", PhoneLength, c => c.Phone, (c, v) => c.Phone = v),
            Contact_.Phone("mobile", "The mobile number", PhoneLength, c => c.Mobile, (c, v) => c.Mobile = v),
            Contact_.Text("jobTitle", "The job title", JobTitleLength, c => c.JobTitle, (c, v) => c.JobTitle = v),
            Contact_.Text("department", "The department", DepartmentLength, c => c.Department, (c, v) => c.Department = v),
            Contact_.Link("companyId", LinkTo.Company, "a company", c => c.CompanyId, (c, v) => c.At(v, c.JobTitle)),
            Contact_.OneOf("preferredContact", "the preferred way", c => c.PreferredContact, (c, v) => c.PreferredContact = v),
            Contact_.OneOf("status", "the status", c => c.Status, (c, v) => c.Status = v),
            Contact_.Text("leadSource", "The source", LeadSourceLength, c => c.LeadSource, (c, v) => c.LeadSource = v),
            Contact_.Text("linkedInUrl", "The LinkedIn address", LinkedInLength, c => c.LinkedInUrl, (c, v) => c.LinkedInUrl = v),
            Contact_.Text("twitterHandle", "The Twitter name", TwitterLength, c => c.TwitterHandle, (c, v) => c.TwitterHandle = v),
            Contact_.Text("notes", "The notes", NotesLength, c => c.Notes, (c, v) => c.Notes = v),
            Contact_.Text("city", "The city", CityLength, c => c.City, (c, v) => c.City = v),
            Contact_.Country("country", c => c.Country, (c, v) => c.Country = v),
            Contact_.Flag("doNotContact", "Do not contact", c => c.DoNotContact, (c, v) => c.DoNotContact = v),
            Contact_.Person("ownerId", "The owner", c => c.OwnerId, (c, v) => c.OwnerId = v),
        ]);
}
