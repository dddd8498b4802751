using Bogus;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Pipeline;

namespace Crm.Demo;

/// <summary>Invents customers, people and deals, always the same ones: the seed is fixed.</summary>
internal sealed class DemoSales(IReadOnlyList<CurrentUser> owners, IReadOnlyList<PipelineStage> stages, DateTimeOffset now)
{
    private static readonly string[] Industries = [
        "Technology", "Manufacturing", "Logistics", "Retail", "Healthcare", "Finance", "Energy", "Food"];

    private static readonly string[] Offers = ["Fleet renewal", "Support contract", "Pilot project", "Licence upgrade", "Office roll-out",
        "Training days", "Data migration", "Annual renewal"];

    /// <summary>Customers whose people write the demo mails; they belong to the first person, who is also the Playground's user.</summary>
    private static readonly (string First, string Last, string Mail, string Title, string Company, string Industry, string City,
        CompanySize Size)[] Named =
    [
        ("Clara", "Nilsson", "clara.nilsson@litware.example", "Head of Procurement", "Litware Inc.", "Technology", "Stockholm",
            CompanySize.Medium),
        ("Ben", "Adekoya", "ben.adekoya@tailspin.example", "Operations Director", "Tailspin Toys", "Retail", "London", CompanySize.Large),
        ("Mei", "Tanaka", "mei.tanaka@wingtip.example", "Supply Chain Manager", "Wingtip Logistics", "Logistics", "Osaka",
            CompanySize.Large),
        ("Omar", "Haddad", "omar.haddad@proseware.example", "Chief Technology Officer", "Proseware", "Technology", "Dubai",
            CompanySize.Small),
        ("Sofia", "Rossi", "sofia.rossi@fourthcoffee.example", "Managing Director", "Fourth Coffee", "Food", "Milan", CompanySize.Small),
    ];

    private static readonly string[] LossReasons = ["Too dear", "Chose a competitor", "No budget this year", "Project was cancelled"];

    private readonly Randomizer random = new(20261122);
    private readonly List<(Deal Deal, PipelineStage Stage, DateTimeOffset At)> closed = [];
    private readonly Faker faker = new("en") { Random = new Randomizer(20261122) };

    public List<Company> Companies { get; } = [];

    public List<Contact> Contacts { get; } = [];

    public List<Deal> Deals { get; } = [];

    public List<Activity> Activities { get; } = [];

    public void AddNamedCustomers()
    {
        var owner = owners[0];
        var worth = 14_500m;
        foreach (var (first, last, mail, title, name, industry, city, size) in Named)
        {
            var company = Company.Named(name, owner, now.AddDays(-200)).Qualified(mail.Split('@')[1], industry, size, CompanyStatus.Active)
                .Reached($"https://{mail.Split('@')[1]}", null, city, null);
            var contact = Contact.Named(first, last, owner, now.AddDays(-190)).At(company.Id, title, primary: true).Reached(mail, null);
            Companies.Add(company);
            Contacts.Add(contact);
            Add(owner, company, contact, $"{name}: {Offers[0].ToLowerInvariant()}", stages[2], worth, 21);
            Add(owner, company, contact, $"{name}: {Offers[1].ToLowerInvariant()}", stages[2], worth + 6_000, 45);
            worth += 9_250;
        }

        Activities.Add(
            Activity.Noted(ActivityType.Call, "Call: wants a quote for twelve vehicles", "Budget is approved for this quarter.", owner,
                now.AddDays(-6))
            .About(Companies[0].Id, Contacts[0].Id, Deals[0].Id));
    }

    public void AddInvented(int companies)
    {
        for (var i = 0; i < companies; i++)
        {
            var owner = owners[i % owners.Count];
            var name = faker.Company.CompanyName();
            var domain = $"{new string([.. name.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)])}.example";
            var company = Company.Named(name, owner, now.AddDays(-random.Int(30, 700)))
                .Qualified(domain, random.ArrayElement(Industries), random.Enum<CompanySize>(), random.Enum<CompanyStatus>())
                .Reached($"https://{domain}", faker.Phone.PhoneNumber("+1 ###-###-####"), faker.Address.City(), null)
                .Sized(random.Int(1, 400) * 100_000m, "USD", random.Int(5, 4000));
            Companies.Add(company);
            AddPeople(owner, company, domain);
        }
    }

    private void AddPeople(CurrentUser owner, Company company, string domain)
    {
        var people = random.Int(1, 4);
        for (var p = 0; p < people; p++)
        {
            var (first, last) = (faker.Name.FirstName(), faker.Name.LastName());
            var mail =
                $"{new string([.. $"{first}.{last}".ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '.')])}"
                    + $"{(p == 0 ? "" : p)}@{domain}";
            var contact = Contact.Named(first, last, owner, now.AddDays(-random.Int(10, 600))).At(company.Id, faker.Name.JobTitle(), p == 0)
                .Reached(mail, faker.Phone.PhoneNumber("+1 ###-###-####"));
            Contacts.Add(contact);
            if (random.Bool(0.7f))
            {
                Add(owner, company, contact, $"{company.Name}: {random.ArrayElement(Offers).ToLowerInvariant()}",
                    random.CollectionItem([.. stages]),
                    random.Int(10, 900) * 100m, random.Int(-20, 90));
            }

            if (random.Bool(0.6f))
            {
                Activities.Add(Activity.Noted(
                        random.Bool() ? ActivityType.Call : ActivityType.Note,
                        faker.PickRandom("Intro call", "Asked for references", "Wants to see a demo", "Price discussed", "Met at the fair"),
                        null, owner, now.AddDays(-random.Int(1, 90)))
                    .About(company.Id, contact.Id, null));
            }
        }
    }

    /// <summary>
    /// Wins and loses those deals that are closed today: once saved as open ones, so that each has a stage to go back to.
    /// </summary>
    public void Close()
    {
        foreach (var (deal, stage, at) in closed)
        {
            deal.MoveTo(stage, at);
            deal.LostBecause(random.ArrayElement(LossReasons));
        }
    }

    private void Add(CurrentUser owner, Company company, Contact contact, string title, PipelineStage stage, decimal value, int closesIn)
    {
        var (isClosed, last) = (stage.StageType is StageType.Won or StageType.Lost, now.AddDays(-random.Int(1, 60)));
        var (first, begun) = isClosed ? (stages.Last(s => s.StageType is StageType.Opportunity), last.AddDays(-random.Int(5, 40)))
            : (stage, last);
        var deal = Deal.Titled(title.Length > Deal.TitleLength ? title[..Deal.TitleLength] : title, first, owner, begun)
            .Worth(value, random.ArrayElement(["USD", "EUR", "GBP"])).For(company.Id, contact.Id)
            .Closing(DateOnly.FromDateTime(now.UtcDateTime).AddDays(closesIn), random.Enum<Priority>());
        Deals.Add(deal);
        if (isClosed)
        {
            closed.Add((deal, stage, last));
        }
    }
}
