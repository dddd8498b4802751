namespace Crm.Core.Matching;

/// <summary>Why an item is, or is not, about a record.</summary>
public enum MatchReason
{
    Address,
    PlusAddress,
    OwnOfSeveral,
    SeveralContacts,
    UnknownPerson,
    RoleAddress,
    OfContact,
    Domain,
    ParentDomain,
    SeveralCompanies,
    FreeMail,
    UnknownDomain,
    Thread,
    ThreadOfOthers,
    SeveralInThread,
    Rule,
    RuleOfNone,
    RuleLapsed,
    Number,
    Title,
    SeveralNamed,
    ContactOfDeal,
    SeveralOfContacts,
    OnlyOfCompany,
    SeveralOfCompanies,
    NoOpenDeal,
    WaitsForContact,
    WaitsForCompany,
    LoggedManually,
}

/// <summary>The reasons for people.</summary>
public static class MatchReasons
{
    public static string Sentence(this MatchReason reason) => reason switch
    {
        MatchReason.Address => "The contact has this address.",
        MatchReason.PlusAddress => "The contact has this address without what follows the plus sign.",
        MatchReason.OwnOfSeveral => "Several have this address; this one is yours.",
        MatchReason.SeveralContacts => "Several contacts have this address.",
        MatchReason.UnknownPerson => "No contact has this address.",
        MatchReason.RoleAddress => "The address is a firm's, not a person's.",
        MatchReason.OfContact => "It is the contact's company.",
        MatchReason.Domain => "The company has the address's domain.",
        MatchReason.ParentDomain => "The address's domain lies below the company's.",
        MatchReason.SeveralCompanies => "Several companies have this domain.",
        MatchReason.FreeMail => "Everybody can have an address there, so it says nothing about a company.",
        MatchReason.UnknownDomain => "No company has this domain.",
        MatchReason.Thread => "An earlier mail of the conversation is about this deal.",
        MatchReason.ThreadOfOthers => "Earlier mails of the conversation were with other people.",
        MatchReason.SeveralInThread => "Earlier mails of the conversation are about several deals.",
        MatchReason.Rule => "You said so.",
        MatchReason.RuleOfNone => "You said that it is none of them.",
        MatchReason.RuleLapsed => "What you said once does not count any more: the deal is closed, deleted or somebody else's.",
        MatchReason.Number => "The subject has the deal's number.",
        MatchReason.Title => "The subject has the deal's title.",
        MatchReason.SeveralNamed => "The subject names several deals.",
        MatchReason.ContactOfDeal => "It is the only open deal with somebody on it.",
        MatchReason.SeveralOfContacts => "There are several open deals with the people on it.",
        MatchReason.OnlyOfCompany => "It is the company's only open deal.",
        MatchReason.SeveralOfCompanies => "There are several open deals with the companies on it.",
        MatchReason.NoOpenDeal => "There is no open deal with these people.",
        MatchReason.WaitsForContact => "First it has to be known which contact it is.",
        MatchReason.WaitsForCompany => "First it has to be known which company it is.",
        MatchReason.LoggedManually => "You logged it.",
    };
}
