namespace Crm.Bot.Teams;

/// <summary>For people whom the CRM does not know: whom to ask, and nothing about what is inside.</summary>
public static class UnknownUserCard
{
    public static AdaptiveCard NoAccount(string tenant, IReadOnlyList<string> administrators) => NoticeCard.For(
        "You have no account here yet",
        administrators.Count == 0
            ? $"Ask an administrator of {Markdown.Escape(tenant)} to add you."
            : $"Ask {string.Join(" or ", administrators.Take(3).Select(Markdown.Escape))} to add you.");

    public static AdaptiveCard NoMember() => NoticeCard.For(
        "You have no account here", "This CRM is for members of the organisation that runs it. Guests are not let in by themselves.");

    public static AdaptiveCard ForeignTenant() =>
        NoticeCard.For("Your organisation does not use this CRM", "If it should, its administrator can be told how.");

    public static AdaptiveCard Nameless() =>
        NoticeCard.For("I cannot tell who you are", "Teams did not say which account wrote this. Guests and bots are not let in.");
}
