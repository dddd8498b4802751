using Crm.Core.Fields;

namespace Crm.Core.Contacts;

/// <summary>One person, two records: which other one, what becomes of both, and what became of them.</summary>
public static class MergeCards
{
    public static AdaptiveCard Choose(MergePreview preview)
    {
        var cancel = ExecuteAction.Press("Cancel", new ShowContact(preview.Kept.Id));
        return preview.Others.Count == 0
            ? NoticeCard.For("Nobody to merge with",
                Markdown.Escape(preview.Why?.Message ?? $"{preview.Kept.Name} is the only contact that you see."), cancel)
            : MergeBlocks.Choose(
                name => $"Who else is {name}?", "person", preview.Kept.Name, preview.Others, "contacts", preview.Why,
                ExecuteAction.Submit<ChooseMerge>("Compare", new { id = preview.Kept.Id })
                    with { Style = "positive" },
                cancel);
    }

    public static AdaptiveCard Preview(MergePreview preview, CurrentUser reader)
    {
        var (kept, merged, shown) = (preview.Kept, preview.Merged!, new ReaderFormat(reader));
        return MergeBlocks.Compare(
            "Merge two contacts", Side("Stays", kept, "good"), Side("Goes up in it", merged, "warning"), preview.Filled, preview.Dropped,
            $"{MergeBlocks.Things(preview.Activities, "activity", "activities", shown)} and "
                + $"{MergeBlocks.Things(preview.Deals, "deal", "deals", shown)} go over{StillFinds(merged.Email, kept.Email)}",
            $"Merge {kept.Name} and {merged.Name}",
            ExecuteAction.Press("Merge", new MergeContacts(kept.Id, merged.Id, kept.Version, merged.Version)) with { Style = "positive" },
            ExecuteAction.Press("Keep the other one", new ChooseMerge(merged.Id, kept.Id.ToString())),
            ExecuteAction.Press("Cancel", new ShowContact(kept.Id)));
    }

    public static AdaptiveCard Done(MergeDone done, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return NoticeCard.For(
            "Merged",
            $"{MergeBlocks.Things(done.Activities, "activity", "activities", shown)}, "
                + $"{MergeBlocks.Things(done.Deals, "deal", "deals", shown)} and "
                + $"{MergeBlocks.Things(done.Addresses, "address", "addresses", shown)} went over.",
            ExecuteAction.Press("Open", new ShowContact(done.KeptId)), ExecuteAction.Press("Undo", new UndoMerge(done.MergeId)));
    }

    private static Column Side(string what, ContactView contact, string style) => MergeBlocks.Side(
        what, contact.Name, style, contact.JobTitle, contact.Company, contact.Email, contact.Owner is { } owner
            ? $"owned by {owner}" : null);

    private static string StillFinds(string? merged, string? kept) => merged is not null && kept is not null && merged != kept
        ? $"; mail from {Markdown.Escape(merged)} still finds this contact"
        : "";
}
