using Crm.Bot.Teams;
using Crm.Core.Deals;
using Crm.Core.Search;

namespace Crm.Bot.Tests.Teams;

public sealed class CommandTests
{
    [Theory]
    [InlineData("my deals", "owner is me and status is Open")]
    [InlineData("my deals order by value", "owner is me and status is Open order by value")]
    [InlineData("my deals where value > 5 or value is empty order by value", "owner is me and status is Open and (value > 5 or value is empty) order by value")]
    [InlineData("deals where stage is Proposal", "stage is Proposal")]
    [InlineData("DEALS with value > 5", "value > 5")]
    [InlineData("daels order by value desc", "order by value desc")]
    public void Lists_of_deals_carry_their_filter(string typed, string filter) =>
        Assert.Equal(filter, ((ListDeals)Assert.IsType<Command.Run>(Command.Parse(typed)).Data).Filter);

    [Theory]
    [InlineData("find  Ann   Miller", "Ann Miller")]
    [InlineData("search new york", "new york")]
    public void What_to_find_is_the_rest(string typed, string text) =>
        Assert.Equal(text, ((FindRecords)Assert.IsType<Command.Run>(Command.Parse(typed)).Data).Text);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Help")]
    [InlineData("hello there")]
    public void Greetings_and_nothing_get_help(string typed) => Assert.IsType<Command.Help>(Command.Parse(typed));

    [Theory]
    [InlineData("dials are great", null)]
    [InlineData("new wizard", "new company, new contact, new deal")]
    [InlineData("companys", null)]
    public void What_is_not_understood_stays_as_typed(string typed, string? nearest)
    {
        if (Command.Parse(typed) is Command.Unknown unknown)
        {
            Assert.Equal(typed, unknown.Text);
            if (nearest is not null)
            {
                Assert.Equal(nearest, unknown.Nearest);
            }
        }
        else
        {
            Assert.Equal("companys", typed); // one slip away from "company", which lists them
        }
    }
}
