using Bogus;

namespace Crm.Demo.LargeFirm;

/// <summary>
/// Pools of words that Bogus makes once, from a fixed seed; rows combine them. Asking Bogus for each of ten million rows would take longer
/// than loading them.
/// </summary>
internal sealed class Words
{
    private static readonly string[] Locales = ["en", "en", "en", "de", "fr", "es", "it", "pl", "sv", "nl"];

    private readonly Faker faker = new("en") { Random = new Randomizer(20261122) };

    public Words()
    {
        var faces = Locales.Select((l, i) => new Faker(l) { Random = new Randomizer(20261122 + i) }).ToArray();
        FirstNames = Pool(300, i => faces[i % faces.Length].Name.FirstName());
        LastNames = Pool(900, i => faces[i % faces.Length].Name.LastName());
        Cities = Pool(120, i => faces[i % faces.Length].Address.City());
        JobTitles = Pool(60, _ => faker.Name.JobTitle());
        Departments = Pool(20, _ => faker.Commerce.Department(1));
        Offers = Pool(160, _ => faker.Commerce.ProductName());
        Topics = Pool(120, _ => faker.Company.Bs());
        Sentences = Pool(500, _ => faker.Hacker.Phrase());
        Streets = Pool(200, _ => faker.Address.StreetAddress());
        Trades = Pool(60, _ => faker.Commerce.ProductAdjective() + " " + faker.Commerce.ProductMaterial());
    }

    public string[] FirstNames { get; }

    public string[] LastNames { get; }

    public string[] Cities { get; }

    public string[] JobTitles { get; }

    public string[] Departments { get; }

    public string[] Offers { get; }

    public string[] Topics { get; }

    public string[] Sentences { get; }

    public string[] Streets { get; }

    public string[] Trades { get; }

    public static string[] LegalForms { get; } = [
        "Inc", "LLC", "Ltd", "GmbH", "Corp", "SA", "AG", "BV", "Oy", "AB", "Co", "PLC", "Pty Ltd", "SRL", "KG"];

    public static string[] Branches { get; } =
        ["Systems", "Solutions", "Group", "Industries", "Partners", "Consulting", "Logistics", "Software", "Energy", "Foods", "Media",
            "Capital", "Labs", "Pharma", "Motors", "Textiles"];

    public static string[] Industries { get; } =
    [
        "Technology", "Healthcare", "Finance", "Manufacturing", "Retail", "Construction", "Education", "Real Estate", "Logistics",
        "Hospitality", "Energy", "Media",
        "Telecommunications", "Agriculture", "Automotive", "Legal Services", "Consulting", "Insurance", "Non-Profit", "Government",
        "Pharmaceuticals", "Food & Beverage",
        "Aerospace", "Biotechnology", "Utilities",
    ];

    public static string[] Countries { get; } = ["US", "US", "US", "US", "GB", "DE", "FR", "ES", "IT", "AT", "CH", "NL", "SE", "NO", "DK",
        "FI", "PL", "CZ", "CA", "AU", "JP", "SG", "IN", "BR"];

    /// <summary>As often as they occur.</summary>
    public static string[] Priorities { get; } =
        ["LOW", "MEDIUM", "MEDIUM", "MEDIUM", "MEDIUM", "MEDIUM", "HIGH", "HIGH", "HIGH", "URGENT"];

    public static string[] Sources { get; } = ["WEB", "REFERRAL", "TRADE_SHOW", "COLD_CALL", "LINKEDIN", "PARTNER", "EMAIL_CAMPAIGN"];

    public static string[] LossReasons { get; } = ["Price", "Competitor", "No budget", "Timing", "No response"];

    /// <summary>The plain letters of a name, as they stand in an address: ä becomes a, what has no plain form goes.</summary>
    public static string Plain(string text) => new(
    [
        .. text.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant().Where(char.IsAsciiLetterOrDigit),
    ]);

    private static string[] Pool(int size, Func<int, string> make)
    {
        var words = new HashSet<string>(size);
        var ordered = new List<string>(size);
        for (var i = 0; i < size * 20 && ordered.Count < size; i++)
        {
            var word = make(i);
            if (Plain(word).Length > 1 && words.Add(word))
            {
                ordered.Add(word);
            }
        }

        return [.. ordered];
    }
}
