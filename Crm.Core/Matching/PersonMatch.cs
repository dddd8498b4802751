using Crm.Core.Activities;
using Crm.Core.Companies;

namespace Crm.Core.Matching;

/// <summary>One person on an item: which contact it is, and of which company.</summary>
internal sealed record PersonMatch(PersonOnItem Person, Outcome Contact, Outcome Company, bool IsOwn, IReadOnlyList<Guid> Firms)
{
    /// <summary>The author comes first, then whom it was written to.</summary>
    public int Rank => Person.Kind switch
    {
        ParticipantKind.From or ParticipantKind.Organizer => 0,
        ParticipantKind.To => 1,
        ParticipantKind.Attendee => 2,
        ParticipantKind.Cc => 3,
        ParticipantKind.Bcc => 4,
    };

    /// <summary>A contact has the address, be it another than was asked about.</summary>
    public bool IsContact => IsKnown(Contact);

    public bool IsOfCompany => IsKnown(Company);

    public static PersonMatch Of(MatchFacts facts, PersonOnItem person)
    {
        var (known, why) = facts.Contacts[person.Address].ToList() is [_, ..] exact ? (exact, MatchReason.Address)
            : PersonAddress.BaseOf(person.Address) is { } address && facts.Contacts[address].ToList() is [_, ..] folded
            ? (folded, MatchReason.PlusAddress)
            : ([], MatchReason.UnknownPerson);
        List<KnownContact> own = [.. known.Where(c => c.IsOwn)];
        var candidates = own.Count > 0 ? own : known;
        var contact = ContactOf(facts, person, candidates, own.Count == 1 && known.Count > 1 ? MatchReason.OwnOfSeveral : why);
        var meant = contact.Known is { } id ? candidates.Where(c => c.Id == id).ToList() : candidates;
        var company = CompanyOf(facts, person, contact is Outcome.None ? [] : meant);
        return new PersonMatch(
            person, contact, company, own.Count > 0,
            [.. meant.Select(c => c.CompanyId).OfType<Guid>().Concat(company.Known is { } firm ? [firm] : []).Distinct()]);
    }

    private static bool IsKnown(Outcome outcome) => outcome is not Outcome.None || outcome.Reasons.Contains(MatchReason.RuleOfNone);

    private static Outcome ContactOf(MatchFacts facts, PersonOnItem person, List<KnownContact> candidates, MatchReason why) =>
        Outcome.Of(candidates.Select(c => c.Id), why, MatchReason.SeveralContacts) switch
        {
            Outcome.Ambiguous several => Said(facts, MatchKind.Contact, several),
            null => new Outcome.None([PersonAddress.IsRole(person.Address) ? MatchReason.RoleAddress : MatchReason.UnknownPerson]),
            var one => one,
        };

    /// <summary>The contact's own company; else whose domain the address has, or whose domain lies above it.</summary>
    private static Outcome CompanyOf(MatchFacts facts, PersonOnItem person, List<KnownContact> contacts)
    {
        if (contacts.Count > 0 && contacts.TrueForAll(c => c.CompanyId is not null)
            && contacts.Select(c => c.CompanyId!.Value).Distinct().ToList() is [var shared])
        {
            return new Outcome.Certain(shared, [MatchReason.OfContact]);
        }

        var domains = MailDomain.AllOfCompany(person.Address);
        var nearest = domains.FirstOrDefault(d => facts.Companies[d].Any());
        if (nearest is null)
        {
            return new Outcome.None([PersonAddress.IsFreeMail(person.Address) ? MatchReason.FreeMail : MatchReason.UnknownDomain]);
        }

        List<KnownCompany> known = [.. facts.Companies[nearest]], own = [.. known.Where(c => c.IsOwn)];
        var why = own.Count == 1 && known.Count > 1 ? MatchReason.OwnOfSeveral
            : nearest == domains[0] ? MatchReason.Domain
            : MatchReason.ParentDomain;
        return Outcome.Of((own.Count > 0 ? own : known).Select(c => c.Id), why, MatchReason.SeveralCompanies) is Outcome.Ambiguous several
            ? Said(facts, MatchKind.Company, several)
            : new Outcome.Certain((own.Count > 0 ? own : known)[0].Id, [why]);
    }

    /// <summary>What was answered when the same was asked before.</summary>
    private static Outcome Said(MatchFacts facts, MatchKind kind, Outcome.Ambiguous several)
    {
        var rules = facts.Rules.Where(r => r.Kind == kind).ToList();
        return rules.Find(r => r.Target is { } target && several.Candidates.Contains(target)) is { Target: { } said } rule
            ? new Outcome.Certain(said, [MatchReason.Rule], rule.Id)
            : rules.Exists(r => r.Target is null && several.Candidates.All(r.Asked.Contains))
            ? new Outcome.None([MatchReason.RuleOfNone])
            : several;
    }
}
