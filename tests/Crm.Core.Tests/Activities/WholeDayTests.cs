namespace Crm.Core.Tests.Activities;

/// <summary>What is due on a day, or happened on one, has that date and no hour, wherever it is read.</summary>
public sealed class WholeDayTests : WorldTests
{
    protected override TestClock Clock { get; } = new(new DateTimeOffset(2027, 3, 10, 10, 30, 0, TimeSpan.Zero));

    protected override Task ArrangeAsync()
    {
        Ann = Ann with { TimeZone = "Europe/Berlin", Locale = "en-GB" };
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("America/Los_Angeles")]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Pacific/Honolulu")]
    [InlineData("Pacific/Auckland")]
    [InlineData("Etc/UTC")]
    public async Task A_day_is_that_day_for_every_reader_in_cards_lists_filters_and_exports(string zone)
    {
        var task = await PlanAsync("TASK", "2027-03-12");
        var reader = Ann with { TimeZone = zone };

        var card = BotDriver.TextOf(
            Core.Cards.CardJson.ToElement((await World.PressAsync(reader, ShowActivity.Verb, new ShowActivity(task.Id))).Card));
        Assert.Contains("Fri 12 Mar", card);
        Assert.DoesNotContain(":", card.Split("Due")[1].Split("Priority")[0]);
        var list = BotDriver.TextOf(
            Core.Cards.CardJson.ToElement((await World.PressAsync(reader, ListActivities.Verb, new ListActivities("type is Task"))).Card));
        Assert.Contains("due 12 Mar 2027", list);
        Assert.DoesNotContain("due 12 Mar 2027 ", list.Replace("due 12 Mar 2027 ·", "", StringComparison.Ordinal));
        Assert.Equal(
            [1, 1, 0, 0, 1, 1, 1],
            await CountsAsync(reader, "due is 2027-03-12", "due between 2027-03-12 and 2027-03-12", "due before 2027-03-12",
                "due after 2027-03-12", "due is friday", "due is in 2 days", "due is 12 March"));
        Assert.Contains(",2027-03-12,", await ExportedAsync(reader));
    }

    [Theory]
    [InlineData("America/Los_Angeles", "2027-03-13T08:00:00Z")]
    [InlineData("Europe/Berlin", "2027-03-12T23:00:00Z")]
    [InlineData("Asia/Kolkata", "2027-03-12T18:30:00Z")]
    [InlineData("Pacific/Auckland", "2027-03-12T11:00:00Z")]
    [InlineData("Pacific/Niue", "2027-03-13T11:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2027-03-12T10:00:00Z")]
    public async Task A_day_is_overdue_when_it_has_ended_for_the_reader(string zone, string midnight)
    {
        await PlanAsync("TASK", "2027-03-12");
        var reader = Ann with { TimeZone = zone };

        var over = DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture);
        MoveTo(over.AddMinutes(-1));
        Assert.Equal((0, 1), await DashboardAsync(reader));
        Assert.Equal([0, 1], await CountsAsync(reader, "due before today", "due is today"));

        MoveTo(over);
        Assert.Equal((1, 0), await DashboardAsync(reader));
        Assert.Equal([1, 0, 1], await CountsAsync(reader, "due before today", "due is today", "due is yesterday"));
    }

    /// <summary>Where the date is another one than at 10:00 UTC. The second task has an hour: 10:00 UTC of the same day.</summary>
    [Theory]
    [InlineData("Pacific/Niue", 1, 0)]
    [InlineData("Pacific/Pago_Pago", 1, 0)]
    [InlineData("Pacific/Kiritimati", 0, 1)]
    [InlineData("Pacific/Honolulu", 0, 0)]
    [InlineData("Pacific/Auckland", 0, 0)]
    public async Task At_the_edge_of_the_calendar_a_day_is_that_day_and_an_hour_the_readers(string zone, int before, int after)
    {
        await PlanAsync("TASK", "2027-03-12");
        await PlanAsync("TASK", "2027-03-12 11:00");
        await PlanAsync("MEETING", "2027-03-12");
        var reader = Ann with { TimeZone = zone };
        var there = 2 - before - after;

        Assert.Equal(
            [there, before, after, before + there, after + there, 2 - there],
            await CountsAsync(
                reader,
                [.. new[] { "due is", "due before", "due after", "due <=", "due >=", "not due is" }.Select(
                    due => $"type is Task and {due} 2027-03-12")]));
        Assert.Equal(
            [1, 0, 0, 1],
            await CountsAsync(
                reader,
                [
                    .. new[] { "is 2027-03-12", "before 2027-03-12", "after 2027-03-12", "between 2027-03-12 and 2027-03-12" }
                        .Select(when => $"type is Meeting and when {when}"),
                ]));
    }

    [Fact]
    public async Task A_day_and_an_hour_stand_in_the_history_as_they_were_said_and_undo_brings_the_day_back()
    {
        var task = await PlanAsync("TASK", "2027-03-12");
        await World.PressAsync(Ann, RescheduleActivity.Verb, new RescheduleActivity(task.Id, "2027-03-15"));
        await World.PressAsync(Ann, RescheduleActivity.Verb, new RescheduleActivity(task.Id, "2027-03-15 14:00"));

        Assert.Equal(["Due date: 15 Mar 2027 -> 15 Mar 2027 14:00", "Due date: 12 Mar 2027 -> 15 Mar 2027"], await ToldAsync(task.Id));
        Assert.Null((await World.PressAsync(Ann, UndoLast.Verb, new UndoLast())).Refusal);
        Assert.Equal(new DateOnly(2027, 3, 15), (await ShownAsync(task.Id)).DueOn);
    }

    [Fact]
    public async Task A_planned_meeting_of_a_day_takes_place_on_that_day()
    {
        var meeting = await PlanAsync("MEETING", "in 3 days");
        Assert.Equal((new DateOnly(2027, 3, 13), new DateOnly(2027, 3, 13)), (meeting.DueOn, meeting.OccurredOn));

        MoveTo(new DateTimeOffset(2027, 3, 15, 9, 0, 0, TimeSpan.Zero));
        await World.PressAsync(Ann, CompleteActivity.Verb, new CompleteActivity(meeting.Id));

        Assert.Equal(new DateOnly(2027, 3, 13), (await ShownAsync(meeting.Id)).OccurredOn);
        await World.PressAsync(Ann, ReopenActivity.Verb, new ReopenActivity(meeting.Id));
        await World.PressAsync(Ann, RescheduleActivity.Verb, new RescheduleActivity(meeting.Id, "tomorrow at 9"));
        Assert.Null((await ShownAsync(meeting.Id)).OccurredOn);
    }

    [Theory]
    [InlineData("yesterday", "2027-03-09")]
    [InlineData("Monday", "2027-03-08")]
    [InlineData("2027-03-01", "2027-03-01")]
    [InlineData("two days ago", "2027-03-08")]
    public async Task What_is_logged_for_a_day_happened_on_it(string when, string day)
    {
        var logged = await LogAsync(when);

        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), logged.OccurredOn);
        Assert.Equal([1], await CountsAsync(Ann with { TimeZone = "America/Los_Angeles" }, $"when is {day}"));
    }

    [Fact]
    public async Task What_is_logged_for_today_happened_now()
    {
        var logged = await LogAsync("today");

        Assert.Equal((null, Clock.GetUtcNow()), (logged.OccurredOn, logged.OccurredAt));
    }

    [Theory]
    [InlineData("2027-03-09")]
    [InlineData("yesterday")]
    [InlineData("2027-03-10 08:00")]
    [InlineData("today at 8:00")]
    public async Task What_is_past_is_no_due_day(string due)
    {
        var refused =
            (await World.RunAsync(
                Ann, (PlanActivityHandler h, CancellationToken ct) =>
                    h.HandleAsync(new PlanActivity("TASK", "Renewal", Due: due), ct))).Refusal!;

        Assert.Contains("is past", refused.For("due"));
    }

    private void MoveTo(DateTimeOffset moment) => Clock.Pass(moment - Clock.GetUtcNow());

    private async Task<ActivityView> LogAsync(string when) => await World.SeenActivityAsync(Ann, (await World.RunAsync(
        Ann, (LogActivityHandler h, CancellationToken ct) =>
            h.HandleAsync(new LogActivity("CALL", "Pricing", HappenedAt: when), ct))).Value);

    private async Task<ActivityView> PlanAsync(string type, string due) => await World.SeenActivityAsync(Ann, (await World.RunAsync(
        Ann, (PlanActivityHandler h, CancellationToken ct) => h.HandleAsync(new PlanActivity(type, "Renewal", Due: due), ct))).Value);

    private async Task<ActivityView> ShownAsync(Guid id) =>
        (await World.RunAsync(
            Ann, (ShowActivityHandler h, CancellationToken ct) => h.HandleAsync(new ShowActivity(id), ct))).Value.Activity;

    private async Task<List<int>> CountsAsync(CurrentUser reader, params string[] filters)
    {
        var counts = new List<int>();
        foreach (var filter in filters)
        {
            counts.Add(
                (await World.RunAsync(
                    reader, (ListActivitiesHandler h, CancellationToken ct) => h.HandleAsync(new ListActivities(filter), ct))).Value.Total);
        }

        return counts;
    }

    private async Task<(int Overdue, int Today)> DashboardAsync(CurrentUser reader)
    {
        var report =
            (await World.RunAsync(reader, (ShowDashboardHandler h, CancellationToken ct) => h.HandleAsync(new ShowDashboard(), ct))).Value;
        return (report.Overdue.Count.Value, report.DueToday.Count.Value);
    }

    private async Task<List<string>> ToldAsync(Guid id) =>
        [.. (await World.RunAsync(
            Ann, (ShowHistoryHandler h, CancellationToken ct) => h.TellAsync(new ShowHistory(RecordKind.Activity, id), ct))).Value.Changes
            .SelectMany(c => c.Fields.Select(f => $"{f.Label}: {f.From} -> {f.To}"))];

    private async Task<string> ExportedAsync(CurrentUser reader)
    {
        var text = new StringWriter();
        await World.Services.GetRequiredService<ExportRecords>().RunAsync(reader, "activities", null, text, CancellationToken.None);
        return text.ToString();
    }
}
