namespace Crm.Bot.Teams;

/// <summary>In the place of an answer that Teams refused: what was asked for was done, it only cannot be shown.</summary>
public static class UndeliverableCard
{
    public static AdaptiveCard For(HttpStatusCode status) => status is HttpStatusCode.RequestEntityTooLarge
        ? NoticeCard.For("This answer is too long for Teams",
            "Please ask for less: a filter, a single record, or a shorter text. What you asked me to change is changed.")
        : NoticeCard.For("This answer could not be shown",
            "Teams refused it. What you asked me to change is changed. Please ask again, or for something smaller.");
}
