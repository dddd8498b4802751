namespace Crm.Bot.Tests.Teams;

/// <summary>Everybody in a channel can read a card's data, buttons included.</summary>
public sealed class SharedCardTests
{
    private static readonly CurrentUser Ann = new(
        Guid.Empty, new Tenant(Guid.Empty, Guid.Empty, "Contoso", "t_contoso", Visibility.Own, false, "EUR"), "Ann Miller",
        "ann@contoso.example", Role.User, "UTC", "en-GB", Door.Teams);

    public static TheoryData<object, bool> Data => new()
    {
        { new { filter = "value > 10", sort = "value desc", take = 5 }, true },
        { new { kind = "Deal", id = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", since = 3 }, true },
        { new { text = "tender" }, true },
        { new { of = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", period = "month", from = "2026-01-01" }, true },
        { new { }, true },
        { new { filter = "value > 10", after = "eyJuYW1lIjoiQXVyb3JhIn0", counts = "Aurora" }, true },
        { new { typed = new { title = "Aurora" } }, true },
        { new { typed = new { title = "Aurora" }, why = new { message = "Aurora is there" } }, true },
        { new { submission = "Aurora" }, true },
        { new { kind = "Deal", fields = new[] { new { theirs = "Aurora" } } }, false },
        { new { id = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", mine = new { title = "Aurora" } }, false },
        { new { was = new { title = "Aurora" } }, false },
        { new { title = "Aurora" }, false },
        { new { filter = new { field = "Aurora" } }, false },
        { new { text = new[] { "Aurora" } }, false },
    };

    [Theory]
    [MemberData(nameof(Data))]
    public void A_shared_card_holds_ids_and_filters_only(object data, bool asksAgain)
    {
        var card = CardJson.Write(SharedCard.For(Ann, ExecuteAction.Of("Show mine", "deals.list", data)));

        Assert.DoesNotContain("Aurora", card, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJuYW1l", card, StringComparison.Ordinal);
        Assert.Equal(asksAgain, card.Contains("\"refresh\"", StringComparison.Ordinal));
    }
}
