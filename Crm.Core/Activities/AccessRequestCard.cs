namespace Crm.Core.Activities;

/// <summary>What became of a request for words.</summary>
public static class AccessRequestCard
{
    public static AdaptiveCard For(RequestAccess asked, AccessRequestState state) => state switch
    {
        AccessRequestState.Asked => NoticeCard.For(
            "You asked for access", "The owner of the mailbox is told. Once they allow it, you read more here.", Open(asked)),
        AccessRequestState.Allowed => NoticeCard.For("You have access", "You read all of it.", Open(asked)),
        AccessRequestState.Declined => NoticeCard.For("Not allowed", "The owner of the mailbox declined it.", Open(asked)),
        AccessRequestState.TakenBack => NoticeCard.For("Not allowed any more", "The owner of the mailbox took it back.", Open(asked)),
    };

    private static ExecuteAction Open(RequestAccess asked) => ExecuteAction.Press("Open", new ShowActivity(asked.ActivityId));
}
