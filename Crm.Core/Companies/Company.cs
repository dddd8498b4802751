using Field = Crm.Core.Fields.Declare<Crm.Core.Companies.Company>;

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

    /// <summary>Each field once.</summary>
    public static class Fields
    {
        private const FieldUse Typed = FieldUse.Created | FieldUse.Edited | FieldUse.Filtered | FieldUse.InFiles;
        private const FieldUse Changed = FieldUse.Edited | FieldUse.Merged | FieldUse.InFiles;

        public static readonly RecordField<Company, string> Name =
            Field.Required("name", "Name", NameLength, c => c.Name, (c, v) => c.Name = v) with
        {
            Use = Typed, Noun = "company's name", Missing = "A company needs a name.", FilteredBy = Of(c => c.NameFolded),
            Synonyms =
            [
                "company name", "company", "account name", "account", "organization name", "organisation name", "organization",
                "organisation", "firm", "firma",
            ],
        };

        public static readonly RecordField<Company, string?> Domain =
            Field.Text("domain", "Domain", DomainLength, c => c.Domain, (c, v) => c.Domain = v) with
        {
            Use = Typed | FieldUse.Merged, Placeholder = "contoso.com",
            Reading = (_, check, place, typed) => MailDomain.Parse(check, place, typed),
            FilteredBy = Of(c => c.Domain), Filtering = f => f with { IsFolded = false, Normalised = DomainName.Find },
            Synonyms = ["company domain", "company domain name", "domain name", "e-mail domain"],
        };

        public static readonly RecordField<Company, string?> Website =
            Field.Text("website", "Website", WebsiteLength, c => c.Website, (c, v) => c.Website = v) with
        {
            Use = Changed | FieldUse.Created | FieldUse.Shown, Style = "Url", Synonyms = ["website url", "web site", "url", "homepage"],
        };

        public static readonly RecordField<Company, string?> Phone =
            Field.Phone("phone", "Phone", 50, c => c.Phone, (c, v) => c.Phone = v) with
        {
            Use = Typed | FieldUse.Merged, Noun = "phone number", Aliases = ["phone number", "tel"],
            Synonyms = ["phone number", "telephone", "tel", "telefon"],
        };

        public static readonly RecordField<Company, string?> Email =
            Field.Email("email", "E-mail", 255, c => c.Email, (c, v) => c.Email = v) with
        {
            Use = Changed | FieldUse.Shown, ListName = "email", Synonyms = ["e-mail", "email address", "mail"],
        };

        public static readonly RecordField<Company, string?> Industry =
            Field.Text("industry", "Industry", 100, c => c.Industry, (c, v) => c.Industry = v) with
        {
            Use = Typed | FieldUse.Merged, FilteredBy = Of(c => c.IndustryFolded),
            Filtering = f => f with { GroupedBy = Of(c => c.Industry) },
            Synonyms = ["sector", "branche"],
        };

        public static readonly RecordField<Company, CompanySize?> Size =
            Field.Choice<CompanySize>("companySize", "Size", c => c.CompanySize, (c, v) => c.CompanySize = v) with
        {
            Use = Typed | FieldUse.Merged, Placeholder = "Not known", Synonyms = ["company size"],
        };

        public static readonly RecordField<Company, CompanyStatus> Status =
            Field.OneOf("status", "Status", CompanyStatus.Active, c => c.Status, (c, v) => c.Status = v) with
        {
            Use = Typed, Synonyms = ["company status"],
        };

        public static readonly RecordField<Company, string?> Source =
            Field.Text("source", "Source", 100, c => c.Source, (c, v) => c.Source = v) with
        {
            Use = Changed | FieldUse.Filtered, Synonyms = ["lead source", "account source"],
        };

        /// <summary>A merge takes it with its currency: both are one value.</summary>
        public static readonly RecordField<Company, decimal?> Revenue =
            Field.Amount("annualRevenue", "Revenue", digits: 15, c => c.AnnualRevenue, (c, v) => c.AnnualRevenue = v) with
        {
            Use = Changed | FieldUse.Filtered | FieldUse.Shown, Placeholder = "1,500,000",
            Filtering = f => f with { UnitOfTotal = Of(c => c.RevenueCurrency) },
            Synonyms = ["annual revenue", "turnover", "umsatz"], Merging = (c => c.RevenueText, (c, kept) => c.RevenueText = kept),
        };

        public static readonly RecordField<Company, string?> RevenueCurrency =
            Field.Currency("revenueCurrency", "Revenue currency", c => c.RevenueCurrency, (c, v) => c.RevenueCurrency = v) with
        {
            Use = FieldUse.Edited | FieldUse.Shown | FieldUse.InFiles, Placeholder = "EUR", Synonyms = ["currency"],
        };

        public static readonly RecordField<Company, int?> Employees =
            Field.Whole("employeeCount", "Employees", most: null, c => c.EmployeeCount, (c, v) => c.EmployeeCount = v) with
        {
            Use = Changed | FieldUse.Filtered | FieldUse.Shown, Noun = "number of employees", Placeholder = "250",
            Synonyms = ["number of employees", "employee count", "headcount", "mitarbeiter"],
        };

        public static readonly RecordField<Company, string?> Description =
            Field.LongText("description", "Description", 20_000, c => c.Description, (c, v) => c.Description = v) with
        {
            Use = Changed | FieldUse.Shown, Synonyms = ["about", "about us", "notes", "note"],
        };

        public static readonly RecordField<Company, string?> Address =
            Field.Text("addressLine1", "Address", 255, c => c.AddressLine1, (c, v) => c.AddressLine1 = v) with
        {
            Use = Changed, Synonyms = ["street", "street address", "address 1", "billing street", "strasse", "straße"],
        };

        public static readonly RecordField<Company, string?> Address2 =
            Field.Text("addressLine2", "Address, second line", 255, c => c.AddressLine2, (c, v) => c.AddressLine2 = v) with
        {
            Use = Changed, ListName = "address 2", Noun = "second line of the address", Synonyms = ["street address 2", "address line 2"],
        };

        public static readonly RecordField<Company, string?> City = Field.Text("city", "City", 100, c => c.City, (c, v) => c.City = v) with
        {
            Use = Typed | FieldUse.Merged, Synonyms = ["town", "billing city", "ort", "stadt"],
        };

        public static readonly RecordField<Company, string?> State =
            Field.Text("state", "State", 100, c => c.State, (c, v) => c.State = v) with
        {
            Use = Changed, Synonyms = ["region", "state/region", "province", "county", "billing state", "billing state/province"],
        };

        public static readonly RecordField<Company, string?> PostalCode =
            Field.Text("postalCode", "Postal code", 20, c => c.PostalCode, (c, v) => c.PostalCode = v) with
        {
            Use = Changed,
            Synonyms = ["zip", "zip code", "postcode", "billing zip", "billing postal code", "billing zip/postal code", "plz"],
        };

        public static readonly RecordField<Company, string?> Country =
            Field.Text("country", "Country", 2, c => c.Country, (c, v) => c.Country = v) with
        {
            Use = Changed | FieldUse.Filtered, Reading = (_, check, place, typed) => Countries.Read(check, place, typed), InputLength = 100,
            Placeholder = "SE, Sweden", FilteredBy = Of(c => c.Country),
            Filtering = f => f with { Kind = FieldKind.Select, Options = Countries.Options },
            Synonyms = ["country/region", "country code", "billing country", "land"],
        };

        public static readonly RecordField<Company, string?> LinkedIn =
            Field.Text("linkedInUrl", "LinkedIn", 500, c => c.LinkedInUrl, (c, v) => c.LinkedInUrl = v) with
        {
            Use = Changed, Noun = "LinkedIn address", Style = "Url",
            Synonyms = ["linkedin url", "linkedin company page", "linkedin profile"],
        };

        public static readonly RecordField<Company, Guid> Owner =
            Field.Person("ownerId", "Owner", c => c.OwnerId, (c, v) => c.OwnerId = v) with { Use = FieldUse.Edited };

        /// <summary>Parts of one address: the street of one company with the town of the other would be nobody's.</summary>
        internal static readonly IReadOnlyList<RecordField<Company>> AddressParts = [Address, Address2, City, State, PostalCode, Country];

        public static readonly RecordFields<Company> All = new(
            Name, Domain, Website, Phone, Email, Industry, Size, Status, Source, Revenue, RevenueCurrency, Employees, Description, Address,
                Address2, City,
            State, PostalCode, Country, LinkedIn, Owner);

        private static LambdaExpression Of<TValue>(Expression<Func<Company, TValue>> column) => column;
    }
}
