using Crm.Core.Access;
using Crm.Core.Companies;

namespace Crm.Core.Contacts;

public enum ContactMethod
{
    Email,
    Phone,
    Mobile,
    Linkedin,
}

public enum ContactStatus
{
    Lead,
    Active,
    Inactive,
    Unsubscribed,
    Bounced,
}

/// <summary>A person, at a company or on their own.</summary>
public sealed partial class Contact : OwnedRecord
{
    public const int NameLength = 100;
    public const int EmailLength = 255;
    public const int PhoneLength = 50;
    public const int JobTitleLength = 150;
    public const int DepartmentLength = 100;
    public const int LeadSourceLength = 100;
    public const int LinkedInLength = 500;
    public const int TwitterLength = 100;
    public const int CityLength = 100;

    public Guid OwnerId { get; private set; }

    public User? Owner { get; private set; }

    public override bool BelongsTo(Guid person) => OwnerId == person;

    public Guid? CompanyId { get; private set; }

    public Company? Company { get; private set; }

    public string FirstName { get; private set; } = "";

    public string LastName { get; private set; } = "";

    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    public string? Mobile { get; private set; }

    public string? JobTitle { get; private set; }

    public string? Department { get; private set; }

    public bool IsPrimary { get; private set; }

    public ContactMethod PreferredContact { get; private set; }

    public ContactStatus Status { get; private set; } = ContactStatus.Active;

    public string? LeadSource { get; private set; }

    public string? LinkedInUrl { get; private set; }

    public string? TwitterHandle { get; private set; }

    public string? Notes { get; private set; }

    public string? City { get; private set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; private set; }

    public bool DoNotContact { get; private set; }

    public DateTimeOffset? LastActivityAt { get; private set; }

    public string? EmailLower { get; private set; }

    /// <summary>"last first", without case and accents: the order of lists.</summary>
    public string NameFolded { get; private set; } = "";

    public string SearchFolded { get; private set; } = "";

    public static Contact Named(string firstName, string lastName, CurrentUser owner, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OwnerId = owner.Id,
        FirstName = firstName,
        LastName = lastName,
        CreatedAt = now,
        CreatedBy = owner.Id,
    };

    public Contact At(Guid? companyId, string? jobTitle, bool primary = false)
    {
        CompanyId = companyId;
        JobTitle = jobTitle;
        IsPrimary = primary && companyId is not null;
        return this;
    }

    /// <param name="country">ISO 3166-1 alpha-2.</param>
    public Contact LivingIn(string? country)
    {
        Country = country;
        return this;
    }

    public Contact Reached(string? email, string? phone, ContactMethod method = ContactMethod.Email)
    {
        Email = email;
        Phone = phone;
        PreferredContact = method;
        return this;
    }
}
