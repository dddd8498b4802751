using Crm.Core.Editing;

namespace Crm.Core.Contacts;

/// <summary>One person, two records: which other one, what becomes of both, and what became of them.</summary>
public static class MergeCards
{
    private static readonly MergeWords Words = new(RecordKind.Contact, "person", name => $"Who else is {name}?", "Nobody to merge with");

    public static AdaptiveCard Choose(MergePreview<ContactView> preview) =>
        MergeBlocks.Choose<ContactView, ChooseMerge>(
            preview, Words, preview.Kept.Id, preview.Kept.Name, ExecuteAction.Press("Cancel", new ShowContact(preview.Kept.Id)));

    public static AdaptiveCard Preview(MergePreview<ContactView> preview, CurrentUser reader)
    {
        var (kept, merged, over) = (preview.Kept, preview.Merged!, preview.GoOver);
        var goes = MergeBlocks.Things(
            new ReaderFormat(reader), (over.Activities, "activity", "activities"), (over.Deals, "deal", "deals"));
        return MergeBlocks.Compare(
            "Merge two contacts", preview, Side,
            $"{goes} go over{MergeBlocks.StillFinds(merged.Email, kept.Email, RecordKind.Contact)}",
            $"Merge {kept.Name} and {merged.Name}",
            ExecuteAction.Press("Merge", new MergeContacts(kept.Id, merged.Id, kept.Version, merged.Version)) with { Style = "positive" },
            ExecuteAction.Press("Keep the other one", new ChooseMerge(merged.Id, kept.Id.ToString())),
            ExecuteAction.Press("Cancel", new ShowContact(kept.Id)));
    }

    public static AdaptiveCard Done(MergeDone done, CurrentUser reader)
    {
        var went = MergeBlocks.Things(
            new ReaderFormat(reader), (done.Activities, "activity", "activities"), (done.Deals, "deal", "deals"),
            (done.Addresses, "address", "addresses"));
        return NoticeCard.For(
            "Merged", $"{went} went over.",
            ExecuteAction.Press("Open", new ShowContact(done.KeptId)), ExecuteAction.Press("Undo", new UndoMerge(done.MergeId)));
    }

    private static Column Side(ContactView contact) => MergeBlocks.Side(
        contact.Name, contact.JobTitle, contact.Company, contact.Email, contact.Owner is { } owner ? $"owned by {owner}" : null);
}
