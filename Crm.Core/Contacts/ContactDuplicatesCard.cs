using Crm.Core.Cards;
using Crm.Core.Records;

namespace Crm.Core.Contacts;

/// <summary>Before a contact is made who may be there already. What was typed travels in the buttons.</summary>
public static class ContactDuplicatesCard
{
    public static AdaptiveCard For(ContactDuplicatesView view)
    {
        var name = Markdown.Short($"{view.Typed.FirstName} {view.Typed.LastName}", 80);
        return new AdaptiveCard(
        [
            Blocks.Title(view.Doubles.Count == 0 ? $"Create {name}?" : DuplicateBlocks.Title),
            new TextBlock(view.Doubles.Count == 0
                ? "Nothing was saved yet, and nothing you typed is lost."
                : $"{name} may be in the CRM already. Nothing was saved yet, and nothing you typed is lost.")
            {
                Spacing = Spacing.Small,
            },
            .. DuplicateBlocks.Lines(view.Doubles, d => ExecuteAction.Press("Open", new ShowContact(d.Id))),
        ])
        {
            Actions =
            [
                ExecuteAction.Send("Create anyway", CreateContact.AnywayVerb, view.Typed, view.Submission),
                ExecuteAction.Press("Change what I typed", new NewContact(view.Typed)),
                .. view.Doubles is [var first, var second, ..]
                    ? [ExecuteAction.Press("Merge the first two", new ChooseMerge(first.Id,
                        second.Id.ToString())) with { Tooltip = $"{first.Name} and {second.Name} are one person" }]
                    : Array.Empty<CardAction>(),
                DismissCard.Button,
            ],
            FallbackText = $"{view.Typed.FirstName} {view.Typed.LastName} may be in the CRM already",
        };
    }
}
