namespace Crm.Core.Tests.Matching;

/// <summary>The records of a theme of golden.txt, by the names that stand there.</summary>
internal sealed class GoldenWorld
{
    private static readonly Colleagues Firm = new(
        new Dictionary<string, Guid> { ["me@northwind.com"] = Guid.Empty, ["bo@northwind.com"] = Guid.Empty },
        new HashSet<string> { "northwind.com" }, new HashSet<string> { "me@northwind.com", "me@nw-group.com" });

    private readonly Dictionary<string, Guid> ids = [];
    private readonly List<(string Address, KnownContact Contact)> contacts = [];
    private readonly List<(string Domain, KnownCompany Company)> companies = [];
    private readonly List<KnownDeal> deals = [];
    private readonly List<(string Name, ThreadDeal Deal)> threads = [];
    private readonly List<MatchRule> rules = [];

    public string NameOf(Guid id) => ids.Single(i => i.Value == id).Key;

    /// <returns>False for a line that is no record.</returns>
    public bool Learn(string line)
    {
        var (kind, rest) = Cut(line, " ");
        switch (kind)
        {
            case "company":
                var (company, domains) = Cut(rest, ": ");
                companies.AddRange(domains.Split(", ").Select(d => (DomainName.Find(d)!, new KnownCompany(Id(company), IsOwn(company)))));
                return true;
            case "contact":
                var (who, addresses) = Cut(rest, ": ");
                var (contact, firm) = Cut(who, " @ ");
                contacts.AddRange(addresses.Split(", ").Select(
                    a => (EmailAddress.Key(a)!, new KnownContact(Id(contact), firm.Length == 0 ? null : ids[firm], IsOwn(contact)))));
                return true;
            case "deal":
            case "closed":
                deals.Add(Deal(rest, isOpen: kind == "deal"));
                return true;
            case "thread":
                var (thread, about) = Cut(rest, ": ");
                var (title, people) = Cut(about, " with ");
                var deal = deals.Single(d => d.Id == ids[title]);
                threads.Add((thread, new ThreadDeal(deal.Id, deal.ContactId, deal.CompanyId, deal.IsOpen, people.Split(", "))));
                return true;
            case "rule":
                rules.Add(Rule(rest));
                return true;
            default:
                return false;
        }
    }

    public ItemMatch? Match(string item, string subject)
    {
        var isMeeting = item.StartsWith("meeting ", StringComparison.Ordinal);
        var (people, named) = Cut(isMeeting ? item["meeting ".Length..] : item, " [");
        var names = named.Length == 0 ? [] : named.TrimEnd(']').Split("] [");
        var outsiders = Participant.Distinct(People(people, isMeeting)).Where(p => !Firm.Include(p));
        return ItemMatcher.Find(
            new MatchFacts(
                contacts.ToLookup(c => c.Address, c => c.Contact), companies.ToLookup(c => c.Domain, c => c.Company), deals,
                threads.ToLookup(t => t.Name, t => t.Deal), rules),
            new ItemToMatch(
                subject, [.. outsiders.Select(p => new PersonOnItem(p.Address, p.Kind))], names.Length == 0 ? null : names[0], names));
    }

    private static IEnumerable<Participant?> People(string text, bool isMeeting)
    {
        var (from, rest) = text.StartsWith("> ", StringComparison.Ordinal) ? ("", text[2..]) : Cut(text, " > ");
        yield return Person(from, isMeeting ? ParticipantKind.Organizer : ParticipantKind.From);
        foreach (var part in rest.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (word, others) = Cut(part, " ");
            var (kind, all) = word switch
            {
                "cc" => (ParticipantKind.Cc, others),
                "bcc" => (ParticipantKind.Bcc, others),
                _ => (isMeeting ? ParticipantKind.Attendee : ParticipantKind.To, part),
            };
            foreach (var person in all.Split(", "))
            {
                yield return Person(person, kind);
            }
        }
    }

    private static Participant? Person(string text, ParticipantKind kind) =>
        Participant.Parse(text == "me" ? "me@northwind.com" : text, null, kind);

    private KnownDeal Deal(string text, bool isOpen)
    {
        var (name, with) = Cut(text, " @ ");
        var (company, contact) = Cut(with, ", ");
        return new KnownDeal(
            Id(name), Cut(name, " {").Item1, company == "-" ? null : Cut(company, " (").Item1, contact.Length == 0 ? null : ids[contact],
            company == "-" ? null : ids[company], isOpen);
    }

    private MatchRule Rule(string text)
    {
        var hasLapsed = text.StartsWith("lapsed ", StringComparison.Ordinal);
        var (head, target) = Cut(hasLapsed ? text["lapsed ".Length..] : text, " -> ");
        var (word, scope) = Cut(head, " ");
        var asked = target.StartsWith("none of ", StringComparison.Ordinal)
            ? target["none of ".Length..].Split(" / ").Select(n => ids[n]).ToList()
            : [];
        Guid? said = asked.Count > 0 ? null : ids[target];
        return new MatchRule(
            Id("rule " + text), Enum.Parse<MatchKind>(word, ignoreCase: true),
            scope.Length == 0 ? null : scope[0] == '[' ? new MatchScope.OfThread(scope[1..^1])
                : contacts.Exists(c => c.Contact.Id == ids[scope]) ? new MatchScope.OfContact(ids[scope])
                : new MatchScope.OfCompany(ids[scope]),
            said, asked)
        {
            Counts = !hasLapsed && deals.TrueForAll(d => d.Id != said || d.IsOpen),
        };
    }

    private Guid Id(string name) => ids.TryGetValue(name, out var id) ? id : ids[name] = new Guid(ids.Count + 1, 0, 0, new byte[8]);

    private static bool IsOwn(string name) => !name.EndsWith("(Bo)", StringComparison.Ordinal);

    private static (string, string) Cut(string text, string at) => text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var place
        ? (text[..place], text[(place + at.Length)..])
        : (text, "");
}
