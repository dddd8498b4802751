using System.Runtime.CompilerServices;

namespace Crm.Bot.Tests.Teams;

/// <summary>The cards that only the bot shows, approved like all others.</summary>
public sealed class BotCardTests
{
    private static readonly CurrentUser Reader = new(
        Guid.Empty, new Tenant(Guid.Empty, Guid.Empty, "Contoso", "t_contoso", Visibility.Own, false, "EUR"), "**Alex** Wilber",
        "alexw@contoso.example", Role.User, "UTC", "en-GB", Door.Teams);

    private static readonly Dictionary<string, AdaptiveCard> All = new()
    {
        ["no-account"] = UnknownUserCard.NoAccount("Contoso [Sales](https://evil.example)", ["Patti Fernandez", "Joni Sherman"]),
        ["no-account-no-admin"] = UnknownUserCard.NoAccount("Contoso", []),
        ["no-member"] = UnknownUserCard.NoMember(),
        ["foreign-tenant"] = UnknownUserCard.ForeignTenant(),
        ["too-long"] = UndeliverableCard.For(System.Net.HttpStatusCode.RequestEntityTooLarge),
        ["could-not-be-shown"] = UndeliverableCard.For(System.Net.HttpStatusCode.BadRequest),
        ["nameless"] = UnknownUserCard.Nameless(),
        ["not-understood"] = UnknownCard.For(new Command.Unknown("<at>all</at> **what** is [this](https://evil.example)", null)),
        ["shared"] = SharedCard.For(Reader, ExecuteAction.Of("Show mine", "deals.list", new { filter = "value > 1" })),
        ["did-you-mean"] = UnknownCard.For(new Command.Unknown("dales", "deals")),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_of_the_bot_is_as_it_was_approved(string name) =>
        Approved.Matches(CardOracle.Indented(CardJson.Write(All[name])), $"{name}.json");

    [Fact]
    public async Task They_satisfy_the_published_schema_and_the_official_renderer() => Assert.Empty(await CardOracle.FaultsAsync(Files()));

    [Fact]
    public void Their_buttons_have_routes() => Assert.All(
        All.Values.SelectMany(card => BotDriver.Buttons(CardJson.ToElement(card))).Select(b => b.GetProperty("verb").GetString()!),
        verb => Assert.True(CardRoutes.Table.ContainsKey(verb), $"No route for {verb}."));

    private static IReadOnlyList<string> Files([CallerFilePath] string test = "") =>
        [.. All.Keys.Select(name => Path.Combine(Path.GetDirectoryName(test)!, "Approved", name + ".approved.json"))];
}
