using Crm.Core.Access;
using Crm.Core.Cards;
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
            : new AdaptiveCard(
            [
                Blocks.Title($"Who else is {Markdown.Short(preview.Kept.Name, 80)}?"),
                new TextBlock(
                    "Choose the other record of the same person. Nothing is merged yet: the next card shows what would become of both."),
                .. Blocks.Field(
                    new ChoiceSetInput("The other record", preview.Others)
                    {
                        Id = "mergeId", Placeholder = "Type a name", Style = "filtered", More = new ChoiceQuery("contacts"),
                        IsRequired = true, ErrorMessage = "Please choose the other record.",
                    },
                    preview.Why),
            ])
            {
                Actions = [
                    ExecuteAction.Press("Compare", ChooseMerge.Verb, new { id = preview.Kept.Id }, withInputs: true)
                    with { Style = "positive" }, cancel],
                FallbackText = $"Who else is {preview.Kept.Name}?",
            };
    }

    public static AdaptiveCard Preview(MergePreview preview, CurrentUser reader)
    {
        var (kept, merged, shown) = (preview.Kept, preview.Merged!, new ReaderFormat(reader));
        return new AdaptiveCard(
        [
            Blocks.Title("Merge two contacts"),
            new ColumnSet([Side("Stays", kept, "good"), Side("Goes up in it", merged, "warning")]),
            .. MergeBlocks.Lines("Taken over from the other", preview.Filled, line => Markdown.Short(line.Other, 100)),
            .. MergeBlocks.Lines("Different: the left one stays", preview.Dropped,
                line => $"{Markdown.Short(line.Kept, 80)} (not {Markdown.Short(line.Other, 80)})"),
            new TextBlock(
                $"{MergeBlocks.Things(preview.Activities, "activity", "activities", shown)} and "
                    + $"{MergeBlocks.Things(preview.Deals, "deal", "deals", shown)} go over"
                    + $"{StillFinds(merged.Email, kept.Email)}. Undo brings everything back.")
            {
                Spacing = Spacing.Medium,
            },
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Merge", new MergeContacts(kept.Id, merged.Id, kept.Version, merged.Version))
                    with { Style = "positive" },
                ExecuteAction.Press("Keep the other one", new ChooseMerge(merged.Id, kept.Id.ToString())),
                ExecuteAction.Press("Cancel", new ShowContact(kept.Id)),
            ],
            FallbackText = $"Merge {kept.Name} and {merged.Name}",
        };
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
