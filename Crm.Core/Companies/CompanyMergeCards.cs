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
            : MergeBlocks.Choose(
                name => $"Which other record is {name}?", "company", preview.Kept.Name, preview.Others, "companies", preview.Why,
                ExecuteAction.Submit<ChooseCompanyMerge>("Compare", new { id = preview.Kept.Id })
                    with { Style = "positive" },
                cancel);
    }

    public static AdaptiveCard Preview(CompanyMergePreview preview, CurrentUser reader)
    {
        var (kept, merged, shown) = (preview.Kept, preview.Merged!, new ReaderFormat(reader));
        var (contacts, deals, activities) = preview.Counts;
        return MergeBlocks.Compare(
            "Merge two companies", Side("Stays", kept, "good"), Side("Goes up in it", merged, "warning"), preview.Filled, preview.Dropped,
            $"{MergeBlocks.Things(contacts, "contact", "contacts", shown)}, {MergeBlocks.Things(deals, "deal", "deals", shown)} and "
                + $"{MergeBlocks.Things(activities, "activity", "activities", shown)} go over{StillFinds(merged.Domain, kept.Domain)}",
            $"Merge {kept.Name} and {merged.Name}",
            ExecuteAction.Press("Merge", new MergeCompanies(kept.Id, merged.Id, kept.Version, merged.Version)) with { Style = "positive" },
            ExecuteAction.Press("Keep the other one", new ChooseCompanyMerge(merged.Id, kept.Id.ToString())),
            ExecuteAction.Press("Cancel", new ShowCompany(kept.Id)));
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

    private static string StillFinds(string? merged, string? kept) => merged is not null && kept is not null && merged != kept
        ? $"; mail from {Markdown.Escape(merged)} still finds this company"
        : "";
}
