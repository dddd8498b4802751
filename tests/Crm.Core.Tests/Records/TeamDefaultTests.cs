namespace Crm.Core.Tests.Records;

/// <summary>What everybody sees first of a list, as a manager set it.</summary>
public sealed class TeamDefaultTests : WorldTests
{
    private CurrentUser boss = null!;

    protected override async Task ArrangeAsync()
    {
        boss = await World.UserAsync("Bob Boss", Role.Manager);
        await World.DealAsync(Ann, "Small thing", "500");
        await World.DealAsync(Ann, "Large thing", "50000");
    }

    [Fact]
    public async Task A_list_begins_with_it_and_each_reader_sees_their_own_rows()
    {
        Assert.Contains("Small thing", await DealsAsync(Ann), StringComparison.Ordinal);
        await SaveAsync(boss, "Worth it", "value > 1000");

        var first = await DealsAsync(Ann);
        Assert.Contains("Large thing", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Small thing", first, StringComparison.Ordinal);
        Assert.Contains("value > 1,000", first, StringComparison.Ordinal);

        await SaveAsync(boss, "Little", "value < 1000");
        Assert.DoesNotContain("Large thing", await DealsAsync(Ann), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_is_offered_it_and_a_user_is_not()
    {
        Assert.Contains("TEAM_DEFAULT", Text(await World.PressAsync(boss, NameView.Verb, new NameView(RecordKind.Deal, "value > 1000"))),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "TEAM_DEFAULT", Text(await World.PressAsync(Ann, NameView.Verb, new NameView(RecordKind.Deal, "value > 1000"))),
            StringComparison.Ordinal);
        var refused = await World.PressAsync(
            Ann, SaveView.Verb, new { kind = RecordKind.Deal, filter = "value > 1000", name = "Mine", scope = "TEAM_DEFAULT" });
        Assert.Contains("set by a manager", Text(refused), StringComparison.Ordinal);
    }

    private async Task<ViewSeen> SaveAsync(CurrentUser who, string name, string filter)
    {
        World.Clock.Pass(TimeSpan.FromMinutes(1));
        return (await World.RunAsync(
            who, (SaveViewHandler h, CancellationToken ct) =>
                h.HandleAsync(new SaveView(RecordKind.Deal, name, filter, null, "TEAM_DEFAULT"), ct))).Value;
    }

    private async Task<string> DealsAsync(CurrentUser who) =>
        Text(await World.PressAsync(who, OpenList.Verb, new OpenList(RecordKind.Deal)));

    private static string Text(CardAnswer answer) => JsonSerializer.Serialize(answer.Card, CardJson.Options);
}
