namespace Crm.OutlookAddin.Tests.Api;

/// <summary>A host remembers who somebody is; what changes about them counts in the very next request all the same.</summary>
public sealed class RememberedPeopleTests : PaneTests
{
    private PaneUser max = null!;

    protected override async Task ArrangeAsync()
    {
        max = await Pane.PersonAsync("Max Boss", Role.Manager);
        await Pane.World.CompanyAsync(Alex.User, "Litware");
        Assert.Equal(1, await TotalAsync()); // From here on he is remembered.
    }

    [Fact]
    public async Task Who_is_no_manager_any_more_sees_nobody_elses_records_from_the_next_request_on()
    {
        await ChangeAsync("role = 'USER'");
        Assert.Equal(0, await TotalAsync());

        await ChangeAsync("role = 'MANAGER'");
        Assert.Equal(1, await TotalAsync());
    }

    [Fact]
    public async Task Who_may_only_look_from_now_on_changes_nothing_by_the_next_request()
    {
        await ChangeAsync("role = 'READONLY'");

        using var refused = await max.PostAsync("/api/companies", new { name = "Fabrikam" });

        await refused.ProblemAsync(403);
        Assert.Equal(1, await Pane.World.TruthAsync<long>("select count(*) from companies"));
    }

    [Theory]
    [InlineData("is_active = false")]
    [InlineData("is_deleted = true")]
    public async Task Whose_account_was_closed_is_refused_by_the_next_request_and_changes_nothing(string closed)
    {
        await ChangeAsync(closed);

        using var first = await max.PostAsync("/api/companies", new { name = "Fabrikam" });
        using var second = await max.GetAsync("/api/companies");

        Assert.Contains("no account", (await first.ProblemAsync(403))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("no account", (await second.ProblemAsync(403))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, await Pane.World.TruthAsync<long>("select count(*) from companies"));
    }

    private async Task<int> TotalAsync() => (await max.ReadAsync("/api/companies"))["total"]!.GetValue<int>();

    private Task<int> ChangeAsync(string what) => Pane.World.TruthAsync<int>(
        $"with done as (update users set {what} where id = '{max.User.Id}' returning 1) select count(*)::int from done");
}
