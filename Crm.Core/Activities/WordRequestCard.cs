namespace Crm.Core.Activities;

/// <summary>What became of a request for words.</summary>
public static class WordRequestCard
{
    public static AdaptiveCard For(AskForWords asked, WordRequestState state) => state switch
    {
        WordRequestState.Asked => NoticeCard.For(
            "You asked for access", "The owner of the mailbox is told. Once they allow it, you read more here.", Open(asked)),
        WordRequestState.Allowed => NoticeCard.For("You have access", "You read all of it.", Open(asked)),
        WordRequestState.Declined => NoticeCard.For("Not allowed", "The owner of the mailbox declined it.", Open(asked)),
        WordRequestState.TakenBack => NoticeCard.For("Not allowed any more", "The owner of the mailbox took it back.", Open(asked)),
    };

    private static ExecuteAction Open(AskForWords asked) => ExecuteAction.Press("Open", new ShowActivity(asked.ActivityId));
}
