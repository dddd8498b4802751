namespace Crm.Core.Activities;

public enum ActivityType
{
    Call,
    Email,
    Meeting,
    Task,
    Note,
    Message,
}

public enum ActivityStatus
{
    Pending,
    InProgress,
    Completed,
    Cancelled,
}

public enum Direction
{
    Inbound,
    Outbound,
}
