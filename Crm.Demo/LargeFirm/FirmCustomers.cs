using System.Globalization;

namespace Crm.Demo.LargeFirm;

/// <summary>Companies, the people in them, and the addresses by which these write.</summary>
internal sealed class FirmCustomers
{
    private static readonly string[] Sizes =
        ["MICRO", "MICRO", "MICRO", "MICRO", "MICRO", "MICRO", "MICRO", "SMALL", "SMALL", "SMALL", "SMALL", "SMALL", "SMALL", "MEDIUM",
            "MEDIUM", "MEDIUM", "MEDIUM", "LARGE", "LARGE", "ENTERPRISE"];

    private static readonly string[] CompanyStates =
        ["LEAD", "LEAD", "PROSPECT", "PROSPECT", "PROSPECT", "PROSPECT", "PROSPECT", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE",
            "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "INACTIVE", "INACTIVE", "CHURNED"];

    private static readonly string[] ContactStates = [
        "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "LEAD", "LEAD", "INACTIVE", "UNSUBSCRIBED", "BOUNCED"];

    private static readonly string[] Preferred = ["EMAIL", "EMAIL", "EMAIL", "PHONE", "MOBILE", "LINKEDIN"];

    private static readonly string[] Endings = [".com", ".com", ".com", ".io", ".de", ".co.uk", ".net"];

    private static readonly string[] FreeMail = ["gmail.com", "outlook.com", "yahoo.com"];

    private readonly FirmPlan plan;
    private readonly Words words;
    private readonly LastActivity last;
    private readonly string[] domains;
    private readonly string?[] addresses;

    public FirmCustomers(FirmPlan plan, Words words, LastActivity last)
    {
        this.plan = plan;
        this.words = words;
        this.last = last;
        domains = new string[plan.Size.Companies];
        for (var i = 0; i < domains.Length; i++)
        {
            var chance = Chance.Of(Chance.Stream.CompanyText, i);
            domains[i] = Words.Plain(NameOf(ref chance)) + (chance.Happens(0.3) ? "" : (i % 89).ToString(CultureInfo.InvariantCulture))
                + chance.Of(Endings);
        }

        addresses = Addresses();
    }

    /// <summary>As the contact writes it, in mixed case now and then; null for the few without one.</summary>
    public string? AddressOf(int contact) => contact < 0 ? null : addresses[contact];

    public CopiedTable Companies() => new(
        "companies",
        "id, owner_id, name, domain, website, phone, email, industry, company_size, status, source, annual_revenue, revenue_currency, "
            + "employee_count, description, "
        + "address_line1, city, postal_code, country, linkedin_url, custom, last_activity_at, created_at, created_by, updated_at, "
        + "updated_by, is_deleted, deleted_at",
        plan.Size.Companies,
        (row, i) =>
        {
            var company = plan.Company(i);
            var chance = Chance.Of(Chance.Stream.CompanyText, i);
            var name = NameOf(ref chance);
            var owner = FirmPlan.UserId(company.Owner);
            row.Start().Id(company.Id).Id(owner).Text(name).Text(domains[i]).Text("https://www." + domains[i]).Text(Phone(ref chance))
                .Text("info@" + domains[i])
                .Text(chance.Happens(0.97) ? chance.FirstOnes(Words.Industries, 1.8) : null)
                .Text(chance.Happens(0.96) ? chance.Of(Sizes) : null)
                .Text(chance.Of(CompanyStates)).Text(chance.Of(Words.Sources))
                .Number(decimal.Round((decimal)Math.Exp(13 + (4 * chance.Real())), 2)).Text("USD")
                .Whole((int)Math.Exp(1 + (7 * chance.Real()))).Text(chance.Of(words.Sentences)).Text(chance.Of(words.Streets))
                .Text(chance.Of(words.Cities))
                .Text((10_000 + chance.Below(89_999)).ToString(CultureInfo.InvariantCulture)).Text(chance.Of(Words.Countries))
                .Text("https://linkedin.com/company/" + Words.Plain(name)).Json(CustomFields(ref chance)).Moment(last.OfCompany(i));
            Stamp(row, ref chance, company.Made, owner, company.IsDeleted);
        });

    public CopiedTable Contacts() => new(
        "contacts",
        "id, owner_id, company_id, first_name, last_name, email, phone, mobile, job_title, department, is_primary, preferred_contact, "
            + "status, lead_source, notes, "
        + "city, country, do_not_contact, custom, last_activity_at, created_at, created_by, updated_at, updated_by, is_deleted, deleted_at",
        plan.Size.Contacts,
        (row, i) =>
        {
            var contact = plan.Contact(i);
            var chance = Chance.Of(Chance.Stream.ContactText, i);
            var (first, family) = Person(ref chance);
            var owner = FirmPlan.UserId(contact.Owner);
            row.Start().Id(contact.Id).Id(owner).Id(contact.Company < 0 ? null : plan.Company(contact.Company).Id).Text(first).Text(family)
                .Text(addresses[i])
                .Text(Phone(ref chance)).Text(chance.Happens(0.5) ? Phone(ref chance) : null).Text(chance.Of(words.JobTitles))
                .Text(chance.Of(words.Departments))
                .Flag(contact.Company >= 0 && chance.Happens(0.2)).Text(chance.Of(Preferred)).Text(chance.Of(ContactStates))
                .Text(chance.Of(Words.Sources))
                .Text(chance.Happens(0.15) ? chance.Of(words.Sentences) : null).Text(chance.Of(words.Cities))
                .Text(chance.Of(Words.Countries)).Flag(chance.Happens(0.03))
                .Json(chance.Happens(0.2) ? $$"""{"language": "{{chance.Of(Languages)}}", "topics": ["{{chance.Of(Topics)}}"]}""" : "{}")
                .Moment(last.OfContact(i));
            Stamp(row, ref chance, contact.Made, owner, contact.IsDeleted);
        });

    /// <summary>The row that a trigger keeps for every live contact's own address.</summary>
    public CopiedTable ContactAddresses()
    {
        var live = Enumerable.Range(0, plan.Size.Contacts).Where(i => addresses[i] is not null && !plan.Contact(i).IsDeleted).ToArray();
        return new CopiedTable("contact_addresses", "id, contact_id, owner_id, address, kind, created_at", live.Length, (row, n) =>
        {
            var contact = plan.Contact(live[n]);
            row.Start().Id(FirmPlan.Id(7, live[n], contact.Made)).Id(contact.Id).Id(FirmPlan.UserId(contact.Owner))
                .Text(addresses[live[n]]!.ToLowerInvariant()).Text("PRIMARY")
                .Moment(contact.Made);
        });
    }

    public (string First, string Last) NameOf(int contact)
    {
        var chance = Chance.Of(Chance.Stream.ContactText, contact);
        return Person(ref chance);
    }

    private static string[] Languages { get; } = ["English", "English", "German", "French", "Spanish"];

    private static string[] Topics { get; } = ["Product", "Events", "Price list", "Training"];

    private string NameOf(ref Chance chance)
    {
        var shape = chance.Real();
        var family = chance.FirstOnes(words.LastNames, 1.3);
        var name = shape < 0.25 ? $"{family} & {chance.Of(words.LastNames)}"
            : shape < 0.6 ? $"{family} {chance.FirstOnes(Words.Branches, 1.5)}"
            : shape < 0.85 ? $"{chance.Of(words.Trades)} {chance.FirstOnes(Words.Branches, 1.5)}"
            : $"{chance.Of(words.Cities)} {chance.FirstOnes(Words.Branches, 1.5)}";
        return $"{name} {chance.FirstOnes(Words.LegalForms, 1.6)}";
    }

    private (string First, string Last) Person(ref Chance chance) =>
        (chance.FirstOnes(words.FirstNames, 1.4), chance.FirstOnes(words.LastNames, 1.3));

    /// <summary>An owner may know an address once: who would be second gets a number, as in real mail systems.</summary>
    private string?[] Addresses()
    {
        var taken = new HashSet<string>(plan.Size.Contacts);
        var all = new string?[plan.Size.Contacts];
        for (var i = 0; i < all.Length; i++)
        {
            var chance = Chance.Of(Chance.Stream.Address, i);
            if (!chance.Happens(0.92))
            {
                continue;
            }

            var (first, family) = NameOf(i);
            var company = plan.Contact(i).Company;
            var domain = company < 0 ? chance.Of(FreeMail) : domains[company];
            var (plainFirst, plainLast, shape) = (Words.Plain(first), Words.Plain(family), chance.Real());
            var local = shape < 0.85 ? $"{plainFirst}.{plainLast}" : $"{plainFirst[0]}{plainLast}";
            var address = $"{local}@{domain}";
            for (var n = 2; !taken.Add(address); n++)
            {
                address = string.Create(CultureInfo.InvariantCulture, $"{local}{n}@{domain}");
            }

            all[i] = shape < 0.15 ? $"{char.ToUpperInvariant(address[0])}{address[1..]}" : address;
        }

        return all;
    }

    private string CustomFields(ref Chance chance)
    {
        if (!chance.Happens(0.6))
        {
            return "{}";
        }

        var fields = new List<string>(6);
        Add(ref chance, "\"region\": \"" + chance.FirstOnes(Regions, 1.5) + "\"");
        Add(ref chance, "\"tier\": \"" + chance.Of(Tiers) + "\"");
        Add(ref chance, "\"erp\": \"" + chance.Of(Systems) + "\"");
        Add(ref chance, string.Create(CultureInfo.InvariantCulture, $"\"seats\": {(int)Math.Exp(chance.Real() * 8)}"));
        Add(ref chance,
            string.Create(
                CultureInfo.InvariantCulture, $"\"renewal\": \"{DateOnly.FromDateTime(plan.Now).AddDays(chance.Below(700)):yyyy-MM-dd}\""));
        Add(ref chance, "\"newsletter\": " + (chance.Happens(0.4) ? "true" : "false"));
        return $"{{{string.Join(", ", fields)}}}";

        void Add(ref Chance luck, string field)
        {
            if (luck.Happens(0.8))
            {
                fields.Add(field);
            }
        }
    }

    private static string[] Regions { get; } = ["EMEA", "AMER", "APAC", "LATAM"];

    private static string[] Tiers { get; } = ["GOLD", "SILVER", "BRONZE", "PLATINUM"];

    private static string[] Systems { get; } = ["SAP", "Oracle", "Dynamics", "NetSuite", "Odoo", "None"];

    private void Stamp(CopiedRow row, ref Chance chance, DateTime made, Guid owner, bool isDeleted) => row
        .Moment(made).Id(owner).Moment(made.AddTicks((long)((plan.Now - made).Ticks * chance.Real()))).Id(owner)
        .Flag(isDeleted).Moment(isDeleted ? plan.Now.AddDays(-90 * chance.Real()) : null);

    private static string Phone(ref Chance chance) =>
        string.Create(CultureInfo.InvariantCulture, $"+{1 + chance.Below(98)} {100_000_000 + (long)(chance.Real() * 899_999_999)}");
}
