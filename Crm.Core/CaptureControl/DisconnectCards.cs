namespace Crm.Core.CaptureControl;

/// <summary>The own mailbox leaves capture, and comes back.</summary>
public static class DisconnectCards
{
    public static AdaptiveCard Ask(Disconnecting asked, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title("Disconnect my mailbox"),
            new TextBlock("It is read no longer. What it brought can stay in the CRM, or go with it."),
            Blocks.Facts(
                ("Would go", $"{shown.Count(asked.Removed)} that no other mailbox holds"),
                ("Would stay with colleagues", asked.Left == 0 ? null : shown.Count(asked.Left))),
            Blocks.Subtle("What goes is gone with its history. What you typed yourself stays, and so does everything in the mailbox."),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Disconnect and keep", new DisconnectMailbox(false)),
                ExecuteAction.Press("Disconnect and remove", new DisconnectMailbox(true)) with { Style = "destructive" },
                ExecuteAction.Press("Cancel", new ShowCapture()),
            ],
            FallbackText = "Disconnect my mailbox",
        };
    }

    public static AdaptiveCard Left(Disconnecting left, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return NoticeCard.For(
            "Your mailbox is disconnected",
            left.Removed + left.Left == 0 ? "It is read no longer. What it brought before is as it was."
                : $"It is read no longer. {shown.Count(left.Removed)} activities were taken out, "
                    + $"{shown.Count(left.Left)} stay with colleagues.",
            ExecuteAction.Press("Capture", new ShowCapture()), ExecuteAction.Press("Connect again", new ConnectMailbox()));
    }

    public static AdaptiveCard Connected(Connected connected, CurrentUser reader) => NoticeCard.For(
        "Your mailbox is connected",
        connected.ReadAgain == 0 ? "It is read again from where it stood."
            : $"It is read again from where it stood, and {new ReaderFormat(reader).Count(connected.ReadAgain)} items that had left "
                + "are looked at.",
        ExecuteAction.Press("Capture", new ShowCapture()));
}
