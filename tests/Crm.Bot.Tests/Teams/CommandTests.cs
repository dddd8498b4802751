using Crm.Core.Activities;

namespace Crm.Bot.Tests.Teams;

public sealed class CommandTests
{
    [Theory]
    [InlineData("my deals", "owner is me and status is Open")]
    [InlineData("my deals order by value", "owner is me and status is Open order by value")]
    [InlineData("my deals where value > 5 or value is empty order by value",
        "owner is me and status is Open and (value > 5 or value is empty) order by value")]
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
    [InlineData("hold Twelve vans", "deal.hold-named", "Twelve vans")]
    [InlineData("Put Twelve vans on hold", "deal.hold-named", "Twelve vans")]
    [InlineData("put the deal Twelve vans on hold", "deal.hold-named", "the deal Twelve vans")]
    [InlineData("pause deal Twelve vans", "deal.hold-named", "deal Twelve vans")]
    [InlineData("resume the deal Twelve vans", "deal.resume-named", "the deal Twelve vans")]
    [InlineData("resume Put on hold", "deal.resume-named", "Put on hold")]
    [InlineData("start task Send the offer", "activity.start-named", "Send the offer")]
    [InlineData("start working on Send the offer", "activity.start-named", "Send the offer")]
    [InlineData("cancel Send the offer", "activity.cancel-named", "Send the offer")]
    [InlineData("cancel the meeting Walk through", "activity.cancel-named", "the meeting Walk through")]
    [InlineData("call off the call Price talk", "activity.cancel-named", "the call Price talk")]
    public void Deals_rest_and_go_on_and_work_begins_or_is_cancelled_by_its_name(string typed, string verb, string name)
    {
        var run = Assert.IsType<Command.Run>(Command.Parse(typed));

        Assert.Equal(verb, run.Verb);
        Assert.Equal(name, run.Data switch
        {
            HoldDealByName hold => hold.Name,
            ResumeDealByName resume => resume.Name,
            StartTaskByName start => start.Name,
            CancelActivityByName cancel => cancel.Name,
            _ => null,
        });
    }

    [Theory]
    [InlineData("cancel Walk through because they moved", "Walk through", "they moved")]
    [InlineData("cancel Walk through because of rain", "Walk through", "rain")]
    [InlineData("cancel Walk through", "Walk through", null)]
    public void What_is_cancelled_may_say_why(string typed, string name, string? why)
    {
        var cancel = Assert.IsType<CancelActivityByName>(Assert.IsType<Command.Run>(Command.Parse(typed)).Data);

        Assert.Equal((name, why), (cancel.Name, cancel.Reason));
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("resume")]
    [InlineData("resmue Twelve vans")]
    [InlineData("cancel")]
    public void Without_a_name_or_with_a_slip_in_the_verb_nothing_is_changed(string typed) =>
        Assert.IsType<Command.Unknown>(Command.Parse(typed));

    [Theory]
    [InlineData("start")]
    [InlineData("start now")]
    public void Start_alone_still_asks_for_help(string typed) =>
        Assert.Equal("help", Assert.IsType<Command.Run>(Command.Parse(typed)).Verb);

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
        Assert.Equal(new LogByText(type, who, about, when), Assert.IsType<Command.Run>(Command.Parse(typed)).Data);

    [Fact]
    public void Without_a_name_the_form_opens_with_what_was_said() =>
        Assert.Equal(
            new NewLog(new LogActivity("CALL", "pricing")), Assert.IsType<Command.Run>(Command.Parse("log call about pricing")).Data);

    [Theory]
    [InlineData("remind me Friday to send the offer", "Friday to send the offer")]
    [InlineData("remind me to call Ann", "to call Ann")]
    [InlineData("remind me that the tender closes in 20 minutes", "that the tender closes in 20 minutes")]
    [InlineData("reminde me next week to look at the talk to Bob", "next week to look at the talk to Bob")]
    [InlineData("Erinnere mich morgen um 15 Uhr an das Angebot", "morgen um 15 Uhr an das Angebot")]
    [InlineData("rappelle-moi demain d'appeler Clara", "demain d'appeler Clara")]
    public void A_reminder_is_a_whole_sentence(string typed, string said) =>
        Assert.Equal(new Remind(What: said), Assert.IsType<Command.Run>(Command.Parse(typed)).Data);

    [Theory]
    [InlineData("task call Clara about the quote tomorrow morning", "call Clara about the quote tomorrow morning")]
    [InlineData("Task: talk to Bob", "talk to Bob")]
    [InlineData("todo send the offer", "send the offer")]
    [InlineData("to-do send the offer", "send the offer")]
    [InlineData("new task call back at 5", "call back at 5")]
    [InlineData("add reminder Friday to send the offer", "Friday to send the offer")]
    public void A_task_is_a_whole_sentence(string typed, string said) =>
        Assert.Equal(new Remind(What: said, IsTask: true), Assert.IsType<Command.Run>(Command.Parse(typed)).Data);

    [Theory]
    [InlineData("task list")]
    [InlineData("todo")]
    public void The_word_alone_is_the_list(string typed) => Assert.NotEqual(Remind.Verb, (Command.Parse(typed) as Command.Run)?.Verb);

    [Fact]
    public void What_follows_new_stands_in_the_form()
    {
        Assert.Equal(new NewCompany(new CreateCompany("Litware Inc.")), Data("new company Litware Inc."));
        Assert.Equal(new NewContact(new CreateContact("Ann", "Miller")), Data("new contact Ann Miller"));
        Assert.Equal(
            new NewContact(new CreateContact("Ann", "Miller", "ann@litware.com")), Data("new contact Ann Miller <ann@litware.com>"));
        Assert.Equal(new NewContact(new CreateContact("Ann", "Miller", "ann.miller@litware.example")),
            Data("add contact ann.miller@litware.example"));
        Assert.Equal(new NewDeal(new CreateDeal("Twelve vans")), Data("create deal Twelve vans"));
        Assert.Equal(new NewLog(new LogActivity(Subject: "Kick-off")), Data("new activity Kick-off"));

        static object Data(string typed) => Assert.IsType<Command.Run>(Command.Parse(typed)).Data;
    }

    [Fact]
    public void What_people_say_of_groups_is_a_list_too() =>
        Assert.Equal("group by stage", ((ListDeals)Assert.IsType<Command.Run>(Command.Parse("deals group by stage")).Data).Filter);
}
