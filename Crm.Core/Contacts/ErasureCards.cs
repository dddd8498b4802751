namespace Crm.Core.Contacts;

/// <summary>A person is forgotten: what that takes, and that it is done.</summary>
public static class ErasureCards
{
    public static AdaptiveCard Confirm(Erasure erasure, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title($"Erase {Markdown.Escape(erasure.Name)}?"),
            new TextBlock(
                "The contact goes for good, with addresses, notes, history and merges. Nothing of it can be taken back, and capture "
                + "does not take this person up again, whatever a mailbox shows."),
            Blocks.Facts(
                ("Mails and meetings that go", shown.Count(erasure.Removed)),
                ("Activities that stay, without the person", shown.Count(erasure.Emptied))),
            Blocks.Subtle("What people typed elsewhere, such as a deal's title, stays: please read it. So do the mailboxes themselves."),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Erase for good", new EraseContact(erasure.Id)) with { Style = "destructive" },
                ExecuteAction.Press("Cancel", new ShowContact(erasure.Id)),
            ],
            FallbackText = "Erase a person?",
        };
    }

    /// <summary>Without the name: the card stays in the chat.</summary>
    public static AdaptiveCard Done(Erasure erasure, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return NoticeCard.For(
            "The person is erased",
            $"{shown.Count(erasure.Removed)} {(erasure.Removed == 1 ? "mail or meeting" : "mails and meetings")} went with them"
            + (erasure.Emptied == 0 ? "."
                : $", {shown.Count(erasure.Emptied)} activit{(erasure.Emptied == 1 ? "y stays" : "ies stay")} without them."));
    }
}
