namespace Crm.Bot.Tests.Teams;

/// <summary>People are told of deals that somebody else made theirs.</summary>
public sealed class DealHandoverTests : ProactiveTests
{
    [Fact]
    public async Task Who_is_given_a_deal_is_told_by_its_card_once_over_several_hosts()
    {
        await SayAsync("hello");
        await using var other = Host();
        var (deal, boss) = (await TheirDealAsync("Twelve vans"), await World.UserAsync("Mia Chief", Role.Manager));
        await GiveMeAsync(boss, deal);

        await Task.WhenAll(GivenAsync(), GivenAsync(other), GivenAsync());

        var told = Assert.Single(await ProactivesAsync("Yours now: "));
        Assert.Contains("Mia Chief made this deal yours", Text(told));
        Assert.Contains("Litware Inc.", Text(told));
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from deal_handovers"));
    }

    [Fact]
    public async Task Of_many_deals_from_one_hand_their_number_is_told()
    {
        await SayAsync("hello");
        var boss = await World.UserAsync("Mia Chief", Role.Manager);
        foreach (var title in new[] { "Twelve vans", "Support", "Pilot" })
        {
            await GiveMeAsync(boss, await TheirDealAsync(title));
        }

        await GivenAsync();

        var told = Assert.Single(await ProactivesAsync("Mia Chief made 3 deals yours"));
        var list = Text(await PressAsync(told, "My open deals"));
        Assert.All(new[] { "Twelve vans", "Support", "Pilot" }, title => Assert.Contains(title, list));
    }

    private Task GivenAsync(WebApplicationFactory<TeamsTurns>? other = null) =>
        (other?.Services ?? Services).GetRequiredService<DealHandovers>().RunAsync(CancellationToken.None);

    private async Task<Guid> TheirDealAsync(string title)
    {
        var eve = await World.UserAsync($"Eve {title}", oid: Guid.CreateVersion7());
        return await World.DealAsync(eve, title, "100", "Proposal", await World.CompanyAsync(eve, "Litware Inc."));
    }

    private async Task GiveMeAsync(CurrentUser boss, Guid deal) =>
        Assert.Null((await World.RunAsync(boss, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(
        new FieldChanges(
            deal, null, new Dictionary<string, JsonElement> { ["ownerId"] = JsonSerializer.SerializeToElement(Me.Id.ToString()) }),
            ct))).Refusal);
}
