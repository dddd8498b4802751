namespace Crm.Bot.Tests.Teams;

/// <summary>The bot remembers who writes to it; what changes about them counts in their very next message all the same.</summary>
public sealed class RememberedPeopleTests : BotWorld
{
    protected override async Task ArrangeAsync()
    {
        var bob = await World.UserAsync("Bob Ott");
        await World.CompanyAsync(bob, "Litware");
        Assert.DoesNotContain("Litware", Text(await SayAsync("companies")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_becomes_a_manager_sees_everybodys_records_from_the_next_message_on()
    {
        await ChangeAsync("role = 'MANAGER'");

        Assert.Contains("Litware", Text(await SayAsync("companies")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_account_was_closed_is_told_so_by_the_answer_to_the_next_message()
    {
        await ChangeAsync("is_active = false");

        Assert.Contains("You have no account here yet", Text(await SayAsync("companies")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_was_changed_elsewhere_is_spoken_by_the_next_card()
    {
        await World.DealAsync(Me, "Twelve vans", "48000", "Proposal");
        Assert.Contains("48,000", Text(await SayAsync("show Twelve vans")), StringComparison.Ordinal);

        await ChangeAsync("locale = 'de-DE'");

        Assert.Contains("48.000", Text(await SayAsync("show Twelve vans")), StringComparison.Ordinal);
    }

    private Task<int> ChangeAsync(string what) => World.TruthAsync<int>(
        $"with done as (update users set {what} where id = '{Me.Id}' returning 1) select count(*)::int from done");
}
