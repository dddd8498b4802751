namespace Crm.Core.Tests.Filtering;

/// <summary>The statement of an option's count is kept for whoever asks next, with other values.</summary>
public sealed class OptionCountTests : IAsyncLifetime
{
    private World world = null!;
    private FilterWorld data = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync(new TestClock(FilterWorld.Nows[0]), countBudget: TimeSpan.FromSeconds(30));
        data = new FilterWorld(world);
        await data.FillAsync();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("value >= 0", "value >= 20000", "value < 90000")]
    [InlineData("value >= 0 and probability >= 10", "value >= 5000 and probability >= 40", "value >= 1 and probability >= 90")]
    public async Task Every_option_of_deals_counts_what_its_own_list_holds(params string[] filters)
    {
        foreach (var (reader, filter) in filters.SelectMany(f => new[] { (data.Ann, f), (data.Boss, f) }))
        {
            var deals = await DealsAsync(reader, filter, "status, vip, tier, owner");
            Assert.Equal(4, deals.Facets.Count);
            foreach (var (field, option) in deals.Facets.SelectMany(facet => facet.Options.Select(option => (facet.Field, option))))
            {
                var asked = option.Label is null ? $"{field} is empty" : $"{field} is \"{option.Label}\"";
                Assert.Equal((asked, (await DealsAsync(reader, $"{filter} and {asked}")).Total), (asked, option.Count.Value));
            }
        }
    }

    [Theory]
    [InlineData("subject contains a", "subject contains e", "subject contains an")]
    public async Task And_every_option_of_activities_that_several_people_see(params string[] filters)
    {
        foreach (var (reader, filter) in filters.SelectMany(f => new[] { (data.Ann, f), (data.Boss, f) }))
        {
            var activities = await ActivitiesAsync(reader, filter, "type, status, direction, tier, owner");
            foreach (var (field, option) in activities.Facets.SelectMany(facet => facet.Options.Select(option => (facet.Field, option))))
            {
                var asked = option.Label is null ? $"{field} is empty" : $"{field} is \"{option.Label}\"";
                Assert.Equal((asked, (await ActivitiesAsync(reader, $"{filter} and {asked}")).Total), (asked, option.Count.Value));
            }
        }
    }

    private async Task<RecordList<DealView>> DealsAsync(CurrentUser reader, string filter, string? counts = null)
    {
        var found = await world.RunAsync(reader, (ListDealsHandler h, CancellationToken ct) =>
            h.HandleAsync(new ListDeals(filter, Counts: counts), ct));
        Assert.Null(found.Refusal);
        return found.Value.Page;
    }

    private async Task<RecordList<ActivityView>> ActivitiesAsync(CurrentUser reader, string filter, string? counts = null)
    {
        var found = await world.RunAsync(reader, (ListActivitiesHandler h, CancellationToken ct) =>
            h.HandleAsync(new ListActivities(filter, Counts: counts), ct));
        Assert.Null(found.Refusal);
        return found.Value;
    }
}
