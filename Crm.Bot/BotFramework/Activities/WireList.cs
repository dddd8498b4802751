namespace Crm.Bot.BotFramework;

/// <summary>Published payloads hold null where a list is expected, and nulls inside lists; both are read as absent.</summary>
internal static class WireList
{
    public static IReadOnlyList<T> Clean<T>(IReadOnlyList<T>? items)
        where T : class
    {
        if (items is null)
        {
            return [];
        }

        return items.Any(item => item is null) ? [.. items.Where(item => item is not null)] : items;
    }
}
