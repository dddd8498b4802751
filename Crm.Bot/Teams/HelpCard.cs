using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Bot.Teams;

/// <summary>What can be typed, with examples that work, and buttons for the rest.</summary>
public static class HelpCard
{
    public const string Verb = "help";

    public static AdaptiveCard For(CurrentUser reader) => new(
    [
        Blocks.Title($"Hello {Markdown.Escape(reader.Name.Split(' ')[0])}, this is your CRM"),
        new TextBlock("Type it, or press a button. Mails and meetings with your contacts are logged by themselves."),
        Blocks.Facts(
            ("new deal", "also new company, new contact"),
            ("find litware", "companies, contacts, deals and activities"),
            ("show Clara Nilsson", "a person with open deals and last contacts"),
            ("my deals", "what is open, yours"),
            ("deals where stage is Proposal and value > 10000", "any conditions, also for companies, contacts, activities"),
            ("contacts where last contact older than 30 days", "who was forgotten")),
    ])
    {
        Actions =
        [
            ExecuteAction.Press("New deal", NewDeal.Verb, new NewDeal()),
            ExecuteAction.Press("New contact", NewContact.Verb, new NewContact()),
            ExecuteAction.Press("New company", NewCompany.Verb, new NewCompany()),
            ExecuteAction.Press("My open deals", ListDeals.Verb, new ListDeals("owner is me and status is Open order by expected close")),
        ],
        FallbackText = "Type: new deal, find …, show …, my deals, deals where …",
    };
}
