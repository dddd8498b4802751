namespace Crm.Core.Cards;

/// <summary>Takes buttons off a card.</summary>
internal static class CardActions
{
    /// <summary>
    /// The card without the buttons that run one of these verbs, in its body, on its rows and in its unfolding parts; what then holds no
    /// button any more goes as well.
    /// </summary>
    public static AdaptiveCard WithoutVerbs(this AdaptiveCard card, Func<string, bool> isRefused) => card with
    {
        Body = Kept(card.Body, isRefused),
        Actions = card.Actions is { } actions ? Kept(actions, isRefused) is { Count: > 0 } kept ? kept : null : null,
    };

    private static IReadOnlyList<Element> Kept(IReadOnlyList<Element> elements, Func<string, bool> isRefused) =>
        [.. elements.Select(element => Kept(element, isRefused)).OfType<Element>()];

    private static Element? Kept(Element element, Func<string, bool> isRefused) => element switch
    {
        ActionSet set => Kept(set.Actions, isRefused) is { Count: > 0 } actions ? set with { Actions = actions } : null,
        Container box => box with { Items = Kept(box.Items, isRefused), SelectAction = Kept(box.SelectAction, isRefused) },
        ColumnSet set => set with
        {
            Columns = [.. set.Columns.Select(column => column with
            {
                Items = Kept(column.Items, isRefused), SelectAction = Kept(column.SelectAction, isRefused),
            })],
            SelectAction = Kept(set.SelectAction, isRefused),
        },
        _ => element,
    };

    private static IReadOnlyList<CardAction> Kept(IReadOnlyList<CardAction> actions, Func<string, bool> isRefused) =>
        [.. actions.Select(action => Kept(action, isRefused)).OfType<CardAction>()];

    private static CardAction? Kept(CardAction? action, Func<string, bool> isRefused) => action switch
    {
        ExecuteAction press when isRefused(press.Verb) => null,
        DialogAction dialog when dialog.Data.TryGetProperty("verb", out var verb) && IsRefused(verb, isRefused) => null,
        ShowCardAction unfolding => unfolding.Card.WithoutVerbs(isRefused) is { Actions: not null } card
            ? unfolding with { Card = card } : null,
        _ => action,
    };

    private static bool IsRefused(JsonElement verb, Func<string, bool> isRefused) => verb.GetString() is { } name && isRefused(name);
}
