using Crm.Core.Access;
using Crm.Core.Records;

namespace Crm.Core.Contacts;

/// <summary>What a kept contact takes from the one that goes up in it, and gives back at an undo.</summary>
public sealed partial class Contact
{
    private const string Yes = "true";

    /// <summary>
    /// Writing an e-mail is what nobody chose. Being the primary contact comes last: it asks for the company. The wish not to be contacted is a value like any other, so it
    /// stays whoever of the two had it.
    /// </summary>
    private static readonly MergeFields<Contact> Fillable = new(
        ("email", c => c.Email, (c, v) => c.Email = v), ("phone", c => c.Phone, (c, v) => c.Phone = v), ("mobile", c => c.Mobile, (c, v) => c.Mobile = v),
        ("jobTitle", c => c.JobTitle, (c, v) => c.JobTitle = v), ("department", c => c.Department, (c, v) => c.Department = v),
        ("leadSource", c => c.LeadSource, (c, v) => c.LeadSource = v), ("linkedInUrl", c => c.LinkedInUrl, (c, v) => c.LinkedInUrl = v),
        ("twitterHandle", c => c.TwitterHandle, (c, v) => c.TwitterHandle = v),
        ("city", c => c.City, (c, v) => c.City = v), ("country", c => c.Country, (c, v) => c.Country = v), ("notes", c => c.Notes, (c, v) => c.Notes = v),
        ("preferredContact", c => c.PreferredContact is ContactMethod.Email ? null : UpperSnake.Of(c.PreferredContact),
            (c, v) => c.PreferredContact = v is null ? ContactMethod.Email : UpperSnake.Parse<ContactMethod>(v)),
        ("doNotContact", c => c.DoNotContact ? Yes : null, (c, v) => c.DoNotContact = v is not null),
        ("companyId", c => c.CompanyId?.ToString(), (c, v) => c.At(v is null ? null : Guid.Parse(v), c.JobTitle, c.IsPrimary)),
        ("isPrimary", c => c.IsPrimary ? Yes : null, (c, v) => c.IsPrimary = v is not null));

    /// <summary>What <see cref="FillFrom"/> would take, and what it would leave behind. An address is never left: it becomes a further one of the kept contact.</summary>
    internal (IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped) Compare(Contact other)
    {
        var lines = Fillable.Differences(this, other).Where(l => IsOfOneCompany(other) || l.Field != "isPrimary").ToList();
        return ([.. lines.Where(l => l.Kept is null)], [.. lines.Where(l => l.Kept is not null && l.Field != "email")]);
    }

    /// <summary>Empty fields take the other's values. The other is deleted by now: its e-mail address is free.</summary>
    /// <param name="other">The contact that goes up in this one.</param>
    /// <param name="isPrimaryFree">Nobody else is the primary contact of the other's company.</param>
    /// <returns>What was taken, for <see cref="TakeBack"/>.</returns>
    internal Dictionary<string, string> FillFrom(Contact other, bool isPrimaryFree)
    {
        var mayBePrimary = isPrimaryFree && IsOfOneCompany(other);
        return Fillable.Fill(this, other, line => mayBePrimary || line.Field != "isPrimary");
    }

    /// <summary>Gives back what nobody changed since.</summary>
    internal void TakeBack(IReadOnlyDictionary<string, string> filled, Contact other) =>
        Fillable.TakeBack(this, filled, field => field != "isPrimary" || CompanyId == other.CompanyId);

    private bool IsOfOneCompany(Contact other) => (CompanyId ?? other.CompanyId) == other.CompanyId;
}
