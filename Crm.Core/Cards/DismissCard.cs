namespace Crm.Core.Cards;

/// <summary>Cancel: never blocked by required inputs, says that nothing was saved.</summary>
public sealed record DismissCard : ICardRequest
{
    public static string Verb => "card.dismiss";

    public static readonly CardAction Button = ExecuteAction.Press("Cancel", new DismissCard());

    public static AdaptiveCard Done() => NoticeCard.For("Cancelled", "Nothing was saved.");
}
