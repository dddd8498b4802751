using Crm.Core.Editing;

namespace Crm.Core.Companies;

/// <summary>One company, two records: which other one, what becomes of both, and what became of them.</summary>
public static class CompanyMergeCards
{
    private static readonly MergeWords Words =
        new(RecordKind.Company, "company", name => $"Which other record is {name}?", "Nothing to merge with");

    public static AdaptiveCard Choose(MergePreview<CompanyView> preview) =>
        MergeBlocks.Choose<CompanyView, ChooseCompanyMerge>(
            preview, Words, preview.Kept.Id, preview.Kept.Name, ExecuteAction.Press("Cancel", new ShowCompany(preview.Kept.Id)));

    public static AdaptiveCard Preview(MergePreview<CompanyView> preview, CurrentUser reader)
    {
        var (kept, merged, over) = (preview.Kept, preview.Merged!, preview.GoOver);
        return MergeBlocks.Compare(
            "Merge two companies", preview, Side,
            Over(over.Contacts, over.Deals, over.Activities, reader) + " go over"
                + MergeBlocks.StillFinds(merged.Domain, kept.Domain, RecordKind.Company),
            $"Merge {kept.Name} and {merged.Name}",
            ExecuteAction.Press("Merge", new MergeCompanies(kept.Id, merged.Id, kept.Version, merged.Version)) with { Style = "positive" },
            ExecuteAction.Press("Keep the other one", new ChooseCompanyMerge(merged.Id, kept.Id.ToString())),
            ExecuteAction.Press("Cancel", new ShowCompany(kept.Id)));
    }

    public static AdaptiveCard Done(CompanyMergeDone done, CurrentUser reader) => NoticeCard.For(
        "Merged", $"{Over(done.Contacts, done.Deals, done.Activities, reader)} went over.",
        ExecuteAction.Press("Open", new ShowCompany(done.KeptId)), ExecuteAction.Press("Undo", new UndoCompanyMerge(done.MergeId)));

    private static string Over(int contacts, int deals, int activities, CurrentUser reader) => MergeBlocks.Things(
        new ReaderFormat(reader), (contacts, "contact", "contacts"), (deals, "deal", "deals"), (activities, "activity", "activities"));

    private static Column Side(CompanyView company) => MergeBlocks.Side(
        company.Name, company.Domain, company.Industry, company.City, company.Phone,
        company.Owner is { } owner ? $"owned by {owner}" : null);
}
