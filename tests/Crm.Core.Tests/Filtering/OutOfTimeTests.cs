namespace Crm.Core.Tests.Filtering;

/// <summary>
/// Counts that are cut off in the middle of their batch, over and over, on one connection with its prepared statements; and pages that take
/// too long.
/// </summary>
public sealed class OutOfTimeTests : IAsyncLifetime
{
    private World world = null!;

    public async Task InitializeAsync() => world =
        await World.CreateAsync(countBudget: TimeSpan.FromMilliseconds(1), pageBudget: TimeSpan.FromMilliseconds(400));

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Counts_that_run_out_of_time_leave_the_connection_as_it_was()
    {
        var ann = await world.UserAsync("Ann Miller");
        var stage = await world.StageAsync(ann, "Proposal");
        await using (var source = NpgsqlDataSource.Create(world.Owner))
        {
            await using var fill = source.CreateCommand(
                "insert into t_contoso.deals (id, title, owner_id, stage_id, value, currency) select gen_random_uuid(), 'Deal ' || n, "
                    + $"'{ann.Id}', '{stage.Id}', n, 'EUR' from generate_series(1, 12000) n");
            await fill.ExecuteNonQueryAsync();
        }

        var (cutOff, random) = (0, new Random(3));
        string[] conditions = ["value > 10", "value < 11000", "title contains 9", "status is Open", "stage is Proposal",
            "priority is Medium", "last contact is empty", "value >= 500", "title starts with Deal", "priority is not High"];
        for (var i = 0; i < 120; i++)
        {
            var filter = string.Join(" and ", conditions.OrderBy(_ => random.Next()).Take(random.Next(1, 5)));
            var list = await world.PressAsync(ann, ListDeals.Verb, new ListDeals(filter));

            Assert.Null(list.Refusal);
            cutOff += list.Card.FallbackText!.EndsWith('+') ? 1 : 0;
        }

        Assert.True(cutOff > 5, $"Only {cutOff} of 120 lists ran out of time.");
    }

    [Fact]
    public async Task A_page_that_takes_too_long_is_refused_in_words_and_keeps_what_was_typed()
    {
        var ann = await world.UserAsync("Ann Miller");
        await world.DealAsync(ann, "Twelve vans", "9000", "Proposal");
        const string Typed = "stage is Proposal and value > 10";
        Assert.Null((await world.PressAsync(ann, ListDeals.Verb, new ListDeals(Typed))).Refusal);

        await using (var holder = new NpgsqlConnection(world.Owner))
        {
            await holder.OpenAsync();
            await using var locking = await holder.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("lock table t_contoso.deals in access exclusive mode", holder, locking);
            await command.ExecuteNonQueryAsync();

            for (var i = 0; i < 3; i++)
            {
                var refused = await world.PressAsync(ann, ListDeals.Verb, new ListDeals(Typed));

                Assert.Contains("takes longer than 0.4 seconds", refused.Refusal!.Message, StringComparison.Ordinal);
                Assert.Contains(Typed, JsonSerializer.Serialize(refused.Card, CardJson.Options)
                    .Replace("\u003E", ">", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        }

        Assert.Equal("Deals: 1", (await world.PressAsync(ann, ListDeals.Verb, new ListDeals(Typed))).Card.FallbackText);
    }
}
