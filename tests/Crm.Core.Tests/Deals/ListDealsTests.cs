namespace Crm.Core.Tests.Deals;

public sealed class ListDealsTests : IAsyncLifetime
{
    private World world = null!;

    public async Task InitializeAsync() => world = await World.CreateAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Two_conditions_give_the_deals_that_fit_both_and_their_number()
    {
        var ann = await world.UserAsync("Ann Miller");
        await world.DealAsync(ann, "Big proposal", "12,500", "Proposal");
        await world.DealAsync(ann, "Small proposal", "9000", "Proposal");
        await world.DealAsync(ann, "Big negotiation", "80000", "Negotiation");

        var list = await world.RunAsync(ann, (ListDealsHandler h, CancellationToken ct) =>
            h.HandleAsync(new ListDeals("stage is Proposal and value > 10000"), ct));

        Assert.Null(list.Refusal);
        Assert.Equal(["Big proposal"], list.Value.Page.Items.Select(d => d.Title));
        Assert.Equal(1, list.Value.Page.Total);
    }

    /// <summary>The SQL of a count is kept by the shape of its filter: values must find their places in it.</summary>
    [Fact]
    public async Task The_same_conditions_with_other_values_count_other_deals()
    {
        var ann = await world.UserAsync("Ann Miller");
        foreach (var (title, value, stage) in new[]
            { ("Alpha one", "1000", "Proposal"), ("Alpha two", "2000", "Proposal"), ("Beta one", "2000", "Negotiation"),
                ("Beta two", "9000", "Negotiation") })
        {
            await world.DealAsync(ann, title, value, stage);
        }

        foreach (var (filter, expected, without) in new[]
        {
            ("value >= 1000 and value <= 2000", 3, new[] { 3, 4 }), ("value >= 2000 and value <= 2000", 2, [3, 3]),
            ("value >= 2000 and value <= 9000", 3, [4, 3]), ("value >= 9000 and value <= 2000", 0, [3, 1]),
            ("stage is Proposal and title contains one", 1, [2, 2]), ("stage is Negotiation and title contains one", 1, [2, 2]),
            ("stage is Negotiation and title contains beta", 2, [2, 2]),
        })
        {
            var list = await world.RunAsync(
                ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals(filter, Counts: "conditions,stage"), ct));

            Assert.Equal((filter, expected), (filter, list.Value.Page.Total));
            Assert.Equal(without, list.Value.Page.WithoutCondition.Select(c => c.Value));
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        var ann = await world.UserAsync("Ann Miller");
        for (var i = 0; i < 12; i++)
        {
            await world.DealAsync(ann, $"Deal {i:00}", i % 4 == 0 ? null : $"{1000 * (i % 3)}", "Proposal");
        }

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = (await world.RunAsync(ann, (ListDealsHandler h, CancellationToken ct) =>
                h.HandleAsync(new ListDeals("order by value desc", after), ct))).Value.Page;
            seen.AddRange(page.Items.Select(d => d.Title));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(12, seen.Count);
        Assert.Equal(12, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_misspelt_field_is_answered_with_the_nearest_one()
    {
        var ann = await world.UserAsync("Ann Miller");

        var list =
            await world.RunAsync(ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals("stge is Proposal"), ct));

        Assert.Contains("Did you mean “stage”?", list.Refusal!.For("filter"));
    }

    [Theory]
    [InlineData("title contains prop")]
    [InlineData("title starts with \"big\" and not (value < 5 or value is empty)")]
    [InlineData("expected close within this quarter or last contact older than 14 days")]
    [InlineData("stage is any of (Proposal, \"Needs analysis\") and owner is me")]
    [InlineData("company is empty and company industry is not Food")]
    [InlineData("created is today order by expected close")]
    [InlineData("value between 10 and 20,000 order by title desc")]
    [InlineData("owner is none of (me) and status is not Won and closed is empty")]
    public async Task Every_kind_of_condition_runs_and_prints_back_the_same(string filter)
    {
        var ann = await world.UserAsync("Ann Miller");

        var first =
            (await world.RunAsync(
                ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals(filter), ct))).Value.Page.Filter;
        var second =
            (await world.RunAsync(
                ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals(first), ct))).Value.Page.Filter;

        Assert.Equal(first, second);
    }
}
