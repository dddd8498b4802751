using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Help;

/// <summary>Examples first: who sees their own customer's name in one knows what to type.</summary>
public static class HelpCard
{
    public static AdaptiveCard For(HelpView help, CurrentUser reader)
    {
        var (contact, company, stage) =
            (Markdown.Short(help.Contact, 40), Markdown.Short(help.Company, 40), Quoted(help.Stage ?? "Proposal"));
        return new AdaptiveCard(
        [
            Blocks.Title($"Hello {Markdown.Escape(reader.Name.Split(' ')[0])}, this is your CRM"),
            new TextBlock("Type it, or press a button. Mails and meetings with your contacts are logged by themselves."),
            .. Examples(
                ("new deal", "also new company, new contact, new task"),
                ($"find {(company.Length > 0 ? company : "contoso")}", "companies, contacts, deals and activities"),
                (contact.Length > 0 ? $"show {contact}" : "show a name", "a person with open deals and last contacts"),
                ($"log call with {(contact.Length > 0 ? contact : "Ann")} about pricing", "also meeting, mail, note"),
                ("remind me Friday to send the offer", "a task in your time zone; tasks shows them"),
                (
                    "hold DEAL, resume DEAL, start task TASK, cancel TASK because …",
                    "a deal rests and goes on, work begins, or will not take place"),
                ("my deals", "what is open, yours"),
                ($"deals where stage is {stage} and value > 10000 order by value desc",
                    "any conditions, also for companies, contacts, activities"),
                ("today, pipeline, funnel, performance, lost reasons",
                    "what is due, what is open, what goes through, what was won, why deals were lost; also team pipeline, "
                    + "funnel last month"),
                (
                    "views, undo, deleted, settings, capture, questions",
                    "saved filters, the last change taken back, what you deleted with its way back, your time zone and language, "
                    + "what is captured from your mailbox, and what is asked about it"),
                ("stages, fields, currencies", "the pipeline's stages, your firm's own fields, the currency of reports with its rates")),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("New deal", new NewDeal()),
                ExecuteAction.Press("New contact", new NewContact()),
                ExecuteAction.Press("New company", new NewCompany()),
                ExecuteAction.Press("My open deals", new ListDeals("owner is me and status is Open order by expected close")),
            ],
            FallbackText = "Type: new deal, find …, show …, log call with …, remind me …, my deals, deals where …, today",
        };
    }

    private static IEnumerable<Element> Examples(params IReadOnlyList<(string Typed, string Meaning)> examples) =>
        examples.Select(
            (e, i) => (Element)new TextBlock($"**{e.Typed}** – {e.Meaning}") { Spacing = i == 0 ? Spacing.Medium : Spacing.Small });

    private static string Quoted(string stage) =>
        Markdown.Short(stage.Contains(' ', StringComparison.Ordinal) ? $"\"{stage}\"" : stage, 40);
}
