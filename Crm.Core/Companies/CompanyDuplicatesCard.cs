using Crm.Core.Cards;
using Crm.Core.Records;

namespace Crm.Core.Companies;

/// <summary>Before a company is made that may be there already. What was typed travels in the buttons.</summary>
public static class CompanyDuplicatesCard
{
    public static AdaptiveCard For(CompanyDuplicatesView view)
    {
        var name = Markdown.Short(view.Typed.Name ?? "", 80);
        return new AdaptiveCard(
        [
            Blocks.Title(view.Doubles.Count == 0 ? $"Create {name}?" : DuplicateBlocks.Title),
            new TextBlock(view.Doubles.Count == 0
                ? "Nothing was saved yet, and nothing you typed is lost."
                : $"{name} may be in the CRM already. Nothing was saved yet, and nothing you typed is lost.")
            {
                Spacing = Spacing.Small,
            },
            .. DuplicateBlocks.Lines(view.Doubles, d => ExecuteAction.Press("Open", new ShowCompany(d.Id))),
        ])
        {
            Actions =
            [
                ExecuteAction.Send("Create anyway", CreateCompany.AnywayVerb, view.Typed, view.Submission),
                ExecuteAction.Press("Change what I typed", new NewCompany(view.Typed)),
                .. view.Doubles is [var first, var second, ..]
                    ? [ExecuteAction.Press("Merge the first two", new ChooseCompanyMerge(first.Id,
                        second.Id.ToString())) with { Tooltip = $"{first.Name} and {second.Name} are one company" }]
                    : Array.Empty<CardAction>(),
                DismissCard.Button,
            ],
            FallbackText = $"{view.Typed.Name} may be in the CRM already",
        };
    }
}
