using Crm.Bot.Teams;
using Crm.Core.Activities;
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
    public void Greetings_and_nothing_get_help(string typed) => Assert.Equal("help", Assert.IsType<Command.Run>(Command.Parse(typed)).Verb);

    [Theory]
    [InlineData("dials are great", null)]
    [InlineData("new wizard", "new company, new contact, new deal, new task")]
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

    [Theory]
    [InlineData("today", "report.dashboard")]
    [InlineData("tody", "report.dashboard")]
    [InlineData("Pipeline", "report.pipeline")]
    [InlineData("my pipeline", "report.pipeline")]
    [InlineData("show pipeline", "report.pipeline")]
    [InlineData("funnel", "report.funnel")]
    [InlineData("views", "views")]
    [InlineData("settings", "settings")]
    [InlineData("setings", "settings")]
    [InlineData("stages", "stages")]
    [InlineData("fields", "fields")]
    [InlineData("currencies", "currencies")]
    [InlineData("Curencies", "currencies")]
    [InlineData("show currencies", "currencies")]
    [InlineData("rates", "currencies")]
    [InlineData("exchange rates", "currencies")]
    [InlineData("deals", "list.open")]
    [InlineData("all deals", "deals.list")]
    [InlineData("all people", "contacts.list")]
    [InlineData("undo", "undo")]
    [InlineData("deleted", "record.deleted")]
    [InlineData("show deleted", "record.deleted")]
    [InlineData("restore", "record.deleted")]
    [InlineData("restore Twelve vans", "record.restore-named")]
    [InlineData("new task", "activity.new-task")]
    [InlineData("remind me", "activity.new-task")]
    public void One_word_is_enough(string typed, string verb) => Assert.Equal(verb, Assert.IsType<Command.Run>(Command.Parse(typed)).Verb);

    [Theory]
    [InlineData("tasks")]
    [InlineData("my tasks")]
    [InlineData("taks")]
    public void Tasks_are_the_open_ones_of_the_person(string typed) =>
        Assert.Equal(Command.OpenTasks, ((ListActivities)Assert.IsType<Command.Run>(Command.Parse(typed)).Data).Filter);

    [Theory]
    [InlineData("log call with Ann about pricing", "CALL", "Ann", "pricing")]
    [InlineData("Log a meeting with Ann Miller regarding the next steps", "MEETING", "Ann Miller", "the next steps")]
    [InlineData("log mail to contoso", "EMAIL", "contoso", null)]
    [InlineData("log metting with Ann", "MEETING", "Ann", null)]
    [InlineData("log call yesterday with Ann about pricing", "CALL", "Ann", "pricing", "yesterday")]
    [InlineData("log call at 11 with Ann", "CALL", "Ann", null, "at 11")]
    [InlineData("log meeting on Monday with Ann", "MEETING", "Ann", null, "on Monday")]
    public void What_happened_is_said_in_a_sentence(string typed, string type, string who, string? about, string? when = null) =>
        Assert.Equal(new SayLog(type, who, about, when), Assert.IsType<Command.Run>(Command.Parse(typed)).Data);

    [Fact]
    public void Without_a_name_the_form_opens_with_what_was_said() =>
        Assert.Equal(new NewLog(new LogActivity("CALL", "pricing")), Assert.IsType<Command.Run>(Command.Parse("log call about pricing")).Data);

    [Theory]
    [InlineData("remind me Friday to send the offer", "Friday to send the offer")]
    [InlineData("remind me to call Ann", "to call Ann")]
    [InlineData("remind me that the tender closes in 20 minutes", "that the tender closes in 20 minutes")]
    [InlineData("reminde me next week to look at the talk to Bob", "next week to look at the talk to Bob")]
    [InlineData("Erinnere mich morgen um 15 Uhr an das Angebot", "morgen um 15 Uhr an das Angebot")]
    [InlineData("rappelle-moi demain d'appeler Clara", "demain d'appeler Clara")]
    public void A_reminder_is_a_whole_sentence(string typed, string said) =>
        Assert.Equal(new Remind(What: said), Assert.IsType<Command.Run>(Command.Parse(typed)).Data);

    [Fact]
    public void What_people_say_of_groups_is_a_list_too() => Assert.Equal("group by stage", ((ListDeals)Assert.IsType<Command.Run>(Command.Parse("deals group by stage")).Data).Filter);
}
