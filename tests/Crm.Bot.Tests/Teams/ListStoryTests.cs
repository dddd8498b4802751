namespace Crm.Bot.Tests.Teams;

/// <summary>What a rep does with a list and a report: pages on and back, opens a group, chooses among words that hold a comma.</summary>
public sealed class ListStoryTests : BotWorld
{
    [Theory]
    [InlineData("deals order by title")]
    [InlineData("deals order by value desc")]
    [InlineData("deals order by expected close")]
    public async Task A_list_is_paged_on_and_back_and_shows_the_same_rows_both_ways(string asked)
    {
        for (var i = 1; i <= 13; i++)
        {
            await World.DealAsync(Me, $"Deal {i:00}", i % 3 == 0 ? null : $"{i}000", "Proposal");
        }

        var first = await SayAsync(asked);
        Assert.DoesNotContain("Previous page", Text(first));
        var second = await PressAsync(first, "Next page");
        var third = await PressAsync(second, "Next page");
        Assert.Contains("11–13 of 13", Text(third));
        Assert.DoesNotContain("Next page", Text(third));
        var back = await PressAsync(third, "Previous page");
        Assert.Equal(Rows(Text(second)), Rows(Text(back)));
        Assert.Contains("6–10 of 13", Text(back));
        var start = await PressAsync(back, "Previous page");
        Assert.Equal(Rows(Text(first)), Rows(Text(start)));
        Assert.Contains("1–5 of 13", Text(start));
        Assert.Equal(Rows(Text(first)), Rows(Text(await PressAsync(third, "First page"))));
        Assert.Equal(13, Rows(Text(first)).Concat(Rows(Text(second))).Concat(Rows(Text(third))).Distinct().Count());
    }

    [Fact]
    public async Task Going_back_over_rows_that_are_gone_ends_on_a_whole_first_page()
    {
        for (var i = 1; i <= 12; i++)
        {
            await World.DealAsync(Me, $"Deal {i:00}", "1000", "Proposal");
        }

        var second = await PressAsync(await SayAsync("deals order by title"), "Next page");
        await World.TruthAsync<int>(
            "with done as (update deals set is_deleted = true where title in ('Deal 02', 'Deal 03') returning 1) select count(*)::int "
            + "from done");

        var first = Text(await PressAsync(second, "Previous page"));

        Assert.Equal(["Deal 01", "Deal 04", "Deal 05", "Deal 06", "Deal 07"], Rows(first));
        Assert.Contains("1–5 of 10", first);
    }

    [Fact]
    public async Task A_group_opens_the_list_of_it_alone()
    {
        await World.DealAsync(Me, "Deal 01", "1000", "Proposal");
        await World.DealAsync(Me, "Deal 02", "2000", "Negotiation");
        await World.DealAsync(Me, "Deal 03", null, "Negotiation");

        var grouped = await SayAsync("deals where value > 10 group by stage");
        Assert.Contains("1,000 ", Text(grouped));
        var alone = Text(await PressAsync(grouped, "Only Negotiation"));

        Assert.Contains("Deals: 1", alone);
        Assert.Contains("stage is Negotiation", alone);
        Assert.DoesNotContain("Groups", alone);
    }

    [Fact]
    public async Task A_choice_with_a_comma_in_it_is_one_choice()
    {
        var admin = await World.UserAsync("Ada Root", Role.Admin);
        await World.DefineAsync(admin, new DefineField(RecordKind.Deal, "Modules", "MULTI_SELECT", ["Sales, Europe", "50%", "Service"]));
        var form = await SayAsync("new deal");
        Assert.Contains("Sales%2C Europe", form.GetRawText());

        var deal = await PressAsync(form, "Create deal",
            new Dictionary<string, string> { ["title"] = "Twelve vans", ["custom.modules"] = "Sales%2C Europe,50%25" });
        Assert.Equal("""{"modules": ["Sales, Europe", "50%"]}""", await World.TruthAsync<string>("select custom::text from deals"));
        Assert.Contains("Sales, Europe, 50%", Text(deal));

        var edit = await PressAsync(deal, "Edit");
        Assert.Contains("Sales%2C Europe,50%25", edit.GetRawText());
        await PressAsync(
            edit, "Save", new Dictionary<string, string> { ["title"] = "Twelve vans", ["custom.modules"] = "Sales%2C Europe,Service" });
        Assert.Equal("""{"modules": ["Sales, Europe", "Service"]}""", await World.TruthAsync<string>("select custom::text from deals"));
    }

    [Fact]
    public async Task Performance_is_asked_for_in_words_also_the_teams_and_of_another_time()
    {
        await World.DealAsync(Me, "Deal 01", "1000", "Proposal");
        await PressAsync(await SayAsync("show Deal 01"), "Won");

        Assert.Contains("win rate", Text(await SayAsync("performance")));
        Assert.Contains("this month", Text(await SayAsync("my performance this month")));
        Assert.Contains("A manager sees those of others", Text(await SayAsync("team performance")));
        Assert.Contains("last month", Text(await SayAsync("funnel last month")));
        await World.TruthAsync<int>("with done as (update users set role = 'MANAGER' returning 1) select count(*)::int from done");
        Assert.Contains("1. Ann Miller", Text(await SayAsync("team performance this year")).Replace("**", "", StringComparison.Ordinal));
    }

    private static string[] Rows(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith("**Deal ", StringComparison.Ordinal)).Select(line => line.Trim('*'))];
}
