using Crm.Core.Access;

namespace Crm.Core.Companies;

public enum CompanySize
{
    Micro,
    Small,
    Medium,
    Large,
    Enterprise,
}

public enum CompanyStatus
{
    Lead,
    Prospect,
    Active,
    Inactive,
    Churned,
}

/// <summary>The root entity: a firm that buys, might buy, or bought.</summary>
public sealed partial class Company : OwnedRecord
{
    public const int NameLength = 255;
    public const int DomainLength = 255;
    public const int WebsiteLength = 500;
    public const int PhoneLength = 50;
    public const int EmailLength = 255;
    public const int IndustryLength = 100;
    public const int SourceLength = 100;
    public const int AddressLength = 255;
    public const int CityLength = 100;
    public const int StateLength = 100;
    public const int PostalCodeLength = 20;
    public const int LinkedInLength = 500;

    public Guid OwnerId { get; private set; }

    public User? Owner { get; private set; }

    public override bool BelongsTo(Guid person) => OwnerId == person;

    public string Name { get; private set; } = "";

    public string? Domain { get; private set; }

    public string? Website { get; private set; }

    public string? Phone { get; private set; }

    public string? Email { get; private set; }

    public string? Industry { get; private set; }

    public CompanySize? CompanySize { get; private set; }

    public CompanyStatus Status { get; private set; }

    public string? Source { get; private set; }

    public decimal? AnnualRevenue { get; private set; }

    public string? RevenueCurrency { get; private set; }

    public int? EmployeeCount { get; private set; }

    public string? Description { get; private set; }

    public string? AddressLine1 { get; private set; }

    public string? AddressLine2 { get; private set; }

    public string? City { get; private set; }

    public string? State { get; private set; }

    public string? PostalCode { get; private set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; private set; }

    public string? LinkedInUrl { get; private set; }

    public DateTimeOffset? LastActivityAt { get; private set; }

    public string NameFolded { get; private set; } = "";

    public string? IndustryFolded { get; private set; }

    public static Company Named(string name, CurrentUser owner, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OwnerId = owner.Id,
        Name = name,
        Status = CompanyStatus.Active,
        CreatedAt = now,
        CreatedBy = owner.Id,
    };

    public Company Qualified(string? domain, string? industry, CompanySize? size, CompanyStatus status)
    {
        Domain = domain;
        Industry = industry;
        CompanySize = size;
        Status = status;
        return this;
    }

    public Company Reached(string? website, string? phone, string? city, string? country)
    {
        Website = website;
        Phone = phone;
        City = city;
        Country = country;
        return this;
    }

    public Company Sized(decimal? revenue, string? currency, int? employees)
    {
        AnnualRevenue = revenue;
        RevenueCurrency = revenue is null ? null : currency;
        EmployeeCount = employees;
        return this;
    }
}
