using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Fields;

namespace Crm.Core.Companies;

/// <summary>One company, two records: which other one, what becomes of both, and what became of them.</summary>
public static class CompanyMergeCards
{
    public static AdaptiveCard Choose(CompanyMergePreview preview)
    {
        var cancel = ExecuteAction.Press("Cancel", new ShowCompany(preview.Kept.Id));
        return preview.Others.Count == 0
            ? NoticeCard.For("Nothing to merge with",
                Markdown.Escape(preview.Why?.Message ?? $"{preview.Kept.Name} is the only company that you see."), cancel)
            : new AdaptiveCard(
            [
                Blocks.Title($"Which other record is {Markdown.Short(preview.Kept.Name, 80)}?"),
                new TextBlock(
                    "Choose the other record of the same company. Nothing is merged yet: the next card shows what would become of both."),
                .. Blocks.Field(
                    new ChoiceSetInput("The other record", preview.Others)
                    {
                        Id = "mergeId", Placeholder = "Type a name", Style = "filtered", More = new ChoiceQuery("companies"),
                            IsRequired = true, ErrorMessage = "Please choose the other record.",
                    },
                    preview.Why),
            ])
            {
                Actions = [ExecuteAction.Press("Compare", ChooseCompanyMerge.Verb, new { id = preview.Kept.Id },
                    withInputs: true) with { Style = "positive" }, cancel],
                FallbackText = $"Which other record is {preview.Kept.Name}?",
            };
    }

    public static AdaptiveCard Preview(CompanyMergePreview preview, CurrentUser reader)
    {
        var (kept, merged, shown) = (preview.Kept, preview.Merged!, new ReaderFormat(reader));
        var (contacts, deals, activities) = preview.Counts;
        return new AdaptiveCard(
        [
            Blocks.Title("Merge two companies"),
            new ColumnSet([Side("Stays", kept, "good"), Side("Goes up in it", merged, "warning")]),
            .. MergeBlocks.Lines("Taken over from the other", preview.Filled, line => Markdown.Short(line.Other, 100)),
            .. MergeBlocks.Lines("Different: the left one stays", preview.Dropped,
                line => $"{Markdown.Short(line.Kept, 80)} (not {Markdown.Short(line.Other, 80)})"),
            new TextBlock(
                $"{MergeBlocks.Things(contacts, "contact", "contacts", shown)}, "
                    + $"{MergeBlocks.Things(deals, "deal", "deals", shown)} and "
                    + $"{MergeBlocks.Things(activities, "activity", "activities", shown)} go over"
                + $"{(merged.Domain is { } domain && kept.Domain is not null && domain != kept.Domain ? "; mail from "
                + $"{Markdown.Escape(domain)} still finds this company" : "")}. Undo brings everything back.")
            {
                Spacing = Spacing.Medium,
            },
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Merge", new MergeCompanies(kept.Id, merged.Id, kept.Version, merged.Version))
                    with { Style = "positive" },
                ExecuteAction.Press("Keep the other one", new ChooseCompanyMerge(merged.Id, kept.Id.ToString())),
                ExecuteAction.Press("Cancel", new ShowCompany(kept.Id)),
            ],
            FallbackText = $"Merge {kept.Name} and {merged.Name}",
        };
    }

    public static AdaptiveCard Done(CompanyMergeDone done, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return NoticeCard.For(
            "Merged",
            $"{MergeBlocks.Things(done.Contacts, "contact", "contacts", shown)}, "
                + $"{MergeBlocks.Things(done.Deals, "deal", "deals", shown)} and "
                + $"{MergeBlocks.Things(done.Activities, "activity", "activities", shown)} went over.",
            ExecuteAction.Press("Open", new ShowCompany(done.KeptId)),
                ExecuteAction.Press("Undo", new UndoCompanyMerge(done.MergeId)));
    }

    private static Column Side(string what, CompanyView company, string style) => MergeBlocks.Side(
        what, company.Name, style, company.Domain, company.Industry, company.City, company.Phone, company.Owner is { } owner
            ? $"owned by {owner}" : null);
}
