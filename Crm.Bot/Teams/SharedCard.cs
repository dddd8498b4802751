using Crm.Core.Access;
using Crm.Core.Cards;

namespace Crm.Bot.Teams;

/// <summary>
/// The answer in a group chat or channel: nothing of anybody's records stands in it, as everybody reads it. Teams asks for each viewer's own
/// view by itself (in chats of up to 60 people), and everybody can press for it. Source: Microsoft, User-specific views (Universal Actions).
/// </summary>
public static class SharedCard
{
    public static AdaptiveCard For(CurrentUser asker, ExecuteAction again) => NoticeCard.For(
        $"{Markdown.Escape(asker.Name.Split(' ')[0])} asked the CRM", "Each of you sees here what they may see, and nobody else's records.", again) with
    {
        Refresh = new CardRefresh(again),
    };

    /// <summary>An answer that cannot be asked for again: what was done, which one was meant, why not. Only the asker may read it, and not here.</summary>
    public static AdaptiveCard Private(CurrentUser asker) => NoticeCard.For(
        $"{Markdown.Escape(asker.Name.Split(' ')[0])} asked the CRM", "The answer is not for everybody here. Ask me in your own chat with me to see it.");
}
