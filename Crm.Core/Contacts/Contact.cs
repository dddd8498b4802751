using Crm.Core.Companies;
using Field = Crm.Core.Fields.Declare<Crm.Core.Contacts.Contact>;

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

    /// <summary>How much this person's word counts when their firm buys: 0 for none, 100 for who decides alone.</summary>
    public int? DecisionInfluence { get; private set; }

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

    /// <summary>Each field once; being the primary contact is given by <see cref="MakePrimaryContact"/>.</summary>
    public static class Fields
    {
        private const FieldUse Typed = FieldUse.Created | FieldUse.Edited | FieldUse.Filtered | FieldUse.InFiles;
        private const FieldUse Changed = FieldUse.Edited | FieldUse.Merged | FieldUse.InFiles;

        public static readonly RecordField<Contact, string> FirstName =
            Field.Required("firstName", "First name", NameLength, c => c.FirstName, (c, v) => c.FirstName = v) with
        {
            Use = Typed, Missing = "A contact needs a first name.", Synonyms = ["given name", "forename", "vorname", "prénom"],
        };

        public static readonly RecordField<Contact, string> LastName =
            Field.Required("lastName", "Last name", NameLength, c => c.LastName, (c, v) => c.LastName = v) with
        {
            Use = Typed, Missing = "A contact needs a last name.", Synonyms = ["surname", "family name", "nachname", "nom"],
        };

        public static readonly RecordField<Contact, string?> Email =
            Field.Email("email", "E-mail", EmailLength, c => c.Email, (c, v) => c.Email = v) with
        {
            Use = Typed | FieldUse.Merged, ListName = "email", Placeholder = "name@company.com", Aliases = ["e-mail", "mail"],
            FilteredBy = Of(c => c.EmailLower), Filtering = f => f with { IsFolded = false, Normalised = EmailAddress.Key },
            Synonyms = ["e-mail", "email address", "e-mail address", "mail", "e-mail 1", "email 1", "primary email", "work email"],
        };

        public static readonly RecordField<Contact, string?> Phone =
            Field.Phone("phone", "Phone", 50, c => c.Phone, (c, v) => c.Phone = v) with
        {
            Use = Typed | FieldUse.Merged, Noun = "phone number", Aliases = ["phone number", "tel"],
            Synonyms = ["phone number", "telephone", "business phone", "work phone", "tel", "telefon"],
        };

        public static readonly RecordField<Contact, string?> Mobile =
            Field.Phone("mobile", "Mobile", 50, c => c.Mobile, (c, v) => c.Mobile = v) with
        {
            Use = Changed | FieldUse.Filtered | FieldUse.Shown, Noun = "mobile number", Aliases = ["mobile phone", "cell"],
            Synonyms = ["mobile phone", "mobile phone number", "cell", "cell phone", "mobil"],
        };

        public static readonly RecordField<Contact, string?> JobTitle =
            Field.Text("jobTitle", "Job title", 150, c => c.JobTitle, (c, v) => c.JobTitle = v) with
        {
            Use = Typed | FieldUse.Merged, Aliases = ["title", "job"], Synonyms = ["title", "position", "role", "funktion"],
        };

        public static readonly RecordField<Contact, string?> Department =
            Field.Text("department", "Department", 100, c => c.Department, (c, v) => c.Department = v) with
        {
            Use = Changed | FieldUse.Filtered | FieldUse.Shown, Synonyms = ["abteilung"],
        };

        /// <summary>Writing an e-mail is what nobody chose, so a merge takes another way over.</summary>
        public static readonly RecordField<Contact, ContactMethod> PreferredContact =
            Field.OneOf("preferredContact", "Preferred contact", ContactMethod.Email, c => c.PreferredContact,
                (c, v) => c.PreferredContact = v) with
        {
            Use = Changed | FieldUse.Filtered, Synonyms = ["preferred contact method"],
            Merging = (
                c => c.PreferredContact is ContactMethod.Email ? null : UpperSnakeCase.Of(c.PreferredContact),
                (c, kept) => c.PreferredContact = kept is null ? ContactMethod.Email : UpperSnakeCase.Parse<ContactMethod>(kept)),
        };

        public static readonly RecordField<Contact, ContactStatus> Status =
            Field.OneOf("status", "Status", ContactStatus.Active, c => c.Status, (c, v) => c.Status = v) with
        {
            Use = FieldUse.Edited | FieldUse.Filtered | FieldUse.InFiles, Synonyms = ["contact status"],
        };

        public static readonly RecordField<Contact, string?> LeadSource =
            Field.Text("leadSource", "Lead source", 100, c => c.LeadSource, (c, v) => c.LeadSource = v) with
        {
            Use = Changed | FieldUse.Filtered, Aliases = ["source"], Synonyms = ["source", "original source"],
        };

        public static readonly RecordField<Contact, string?> LinkedIn =
            Field.Text("linkedInUrl", "LinkedIn", 500, c => c.LinkedInUrl, (c, v) => c.LinkedInUrl = v) with
        {
            Use = Changed, Noun = "LinkedIn address", Style = "Url", Synonyms = ["linkedin url", "linkedin bio", "linkedin profile"],
        };

        public static readonly RecordField<Contact, string?> Twitter =
            Field.Text("twitterHandle", "Twitter", 100, c => c.TwitterHandle, (c, v) => c.TwitterHandle = v) with
        {
            Use = Changed, Noun = "Twitter name", Synonyms = ["twitter username", "twitter handle", "x handle"],
        };

        public static readonly RecordField<Contact, string?> Notes =
            Field.LongText("notes", "Notes", 20_000, c => c.Notes, (c, v) => c.Notes = v) with
        {
            Use = Changed | FieldUse.Shown, Synonyms = ["note", "description", "comments", "notizen"],
        };

        public static readonly RecordField<Contact, string?> City = Field.Text("city", "City", 100, c => c.City, (c, v) => c.City = v) with
        {
            Use = Changed | FieldUse.Filtered | FieldUse.Shown, Synonyms = ["town", "mailing city", "ort", "stadt"],
        };

        public static readonly RecordField<Contact, string?> Country =
            Field.Text("country", "Country", 2, c => c.Country, (c, v) => c.Country = v) with
        {
            Use = Typed | FieldUse.Merged, Reading = (_, check, place, typed) => Countries.Read(check, place, typed),
            InputLength = 100, Placeholder = "SE, Sweden",
            FilteredBy = Of(c => c.Country), Filtering = f => f with { Kind = FieldKind.Select, Options = Countries.Options },
            Synonyms = ["country/region", "country code", "mailing country", "land"],
        };

        /// <summary>A value like any other, so that it stays whoever of two merged contacts had it.</summary>
        public static readonly RecordField<Contact, bool> DoNotContact =
            Field.YesNo("doNotContact", "Do not contact", c => c.DoNotContact, (c, v) => c.DoNotContact = v) with
        {
            Use = Changed | FieldUse.Filtered | FieldUse.Shown, Synonyms = ["do not call", "opt out", "unsubscribed"],
        };

        public static readonly RecordField<Contact, int?> DecisionInfluence =
            Field.Whole("decisionInfluence", "Decision influence", most: 100, c => c.DecisionInfluence,
                (c, v) => c.DecisionInfluence = v) with
        {
            Use = Typed | FieldUse.Merged | FieldUse.Shown, Placeholder = "0 to 100", Aliases = ["influence"],
            Synonyms = ["influence", "buying influence", "decision power", "entscheidungseinfluss"],
        };

        /// <summary>Who changes company is not the primary contact there.</summary>
        public static readonly RecordField<Contact, Guid?> Company =
            Field.Link("companyId", "Company", LinkTo.Company, c => c.CompanyId, (c, v) => c.At(v, c.JobTitle)) with
        {
            Use = FieldUse.Created | FieldUse.Edited | FieldUse.Merged,
            Merging = (c => c.CompanyId?.ToString(), (c, kept) => c.At(kept is null ? null : Guid.Parse(kept), c.JobTitle, c.IsPrimary)),
        };

        /// <summary>Behind the company in a merge: it asks for it.</summary>
        public static readonly RecordField<Contact, bool> IsPrimary =
            Field.YesNo("isPrimary", "Primary contact", c => c.IsPrimary, (c, v) => c.IsPrimary = v) with
        {
            Use = FieldUse.Filtered | FieldUse.Merged, ListName = "primary",
        };

        public static readonly RecordField<Contact, Guid> Owner =
            Field.Person("ownerId", "Owner", c => c.OwnerId, (c, v) => c.OwnerId = v) with { Use = FieldUse.Edited };

        public static readonly RecordFields<Contact> All = new(
            FirstName, LastName, Email, Phone, Mobile, JobTitle, Department, PreferredContact, Status, LeadSource, LinkedIn, Twitter,
                Notes, City, Country,
            DoNotContact, DecisionInfluence, Company, IsPrimary, Owner);

        private static LambdaExpression Of<TValue>(Expression<Func<Contact, TValue>> column) => column;
    }
}
