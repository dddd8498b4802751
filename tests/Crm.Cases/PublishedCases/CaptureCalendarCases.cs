namespace Crm.Cases.PublishedCases;

/// <summary>cal-01, cal-03, cal-05 and cal-07.</summary>
public sealed class CaptureCalendarCases : IAsyncLifetime
{
    private CaptureStage stage = null!;

    public async Task InitializeAsync() => stage = await CaptureStage.SetAsync();

    public async Task DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task Cal_01_an_all_day_meeting_is_read_as_its_day_in_every_mailbox()
    {
        await stage.CalendarAsync("cal-01.ics");
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(9));
        foreach (var name in new[] { "Alex Wilber", "Lynne Robbins", "Pradeep Gupta" })
        {
            var mailbox = stage[name];
            var now = TimeProvider.System.GetUtcNow();
            var read = await stage.Rig.Services.GetRequiredService<IMailboxReader>()
                .ChangesAsync(mailbox, Mailbox.Calendar, null, new ReadWindow(now.AddDays(-1), now.AddDays(30)), CancellationToken.None);
            var meeting = Assert.IsType<MailboxItem.Meeting>(Assert.Single(Assert.IsType<MailboxRead.Page>(read).Items)).Content;
            Assert.Equal((true, day, day), (meeting.IsAllDay, meeting.FirstDay!.Value, meeting.LastDay!.Value));
        }

        await stage.SweepAsync("Alex Wilber", "Lynne Robbins", "Pradeep Gupta");
        var activity = Assert.Single(await stage.ActivitiesAsync());
        Assert.Equal((3, ActivityStatus.Pending), (activity.Mailboxes.Count, activity.Status));
    }

    [Fact]
    public async Task Cal_03_one_of_two_colleagues_declines_and_accepts_again()
    {
        var items = await stage.CalendarAsync("cal-03.ics");
        var alexs = items.Single(i => i!["mail"]!.GetValue<string>() == "alexw@contoso.example")!["immutableId"]!.GetValue<string>();
        await stage.SweepAsync("Alex Wilber", "Henrietta Mueller");
        var first = Assert.Single(await stage.PlannedAsync());

        await AnswerAsync(alexs, "declined");
        await stage.SweepAsync("Alex Wilber", "Henrietta Mueller");
        Assert.Equal(first.Id, Assert.Single(await stage.PlannedAsync()).Id);
        Assert.Equal(["Litware warehouse tour"], await stage.SeenByAsync("Henrietta Mueller"));
        Assert.Equal("Clara Nilsson", await stage.ContactOf(Assert.Single(await stage.PlannedAsync())));

        await AnswerAsync(alexs, "accepted");
        await stage.SweepAsync("Alex Wilber", "Henrietta Mueller");
        Assert.Equal(first.Id, Assert.Single(await stage.ActivitiesAsync()).Id);
        Assert.Equal(["Litware warehouse tour"], await stage.SeenByAsync("Alex Wilber"));
        Assert.Equal(["Litware warehouse tour"], await stage.SeenByAsync("Henrietta Mueller"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cal_05_a_weekly_series_is_moved_as_a_whole(bool tokenIsLost)
    {
        await stage.CalendarAsync("cal-05-1.ics");
        await stage.SweepAsync();
        Assert.Equal(5, (await stage.PlannedAsync()).Count);

        await stage.CalendarAsync("cal-05-2.ics");
        if (tokenIsLost)
        {
            await stage.Rig.PostAsync("control/expire-tokens");
        }

        stage.Rig.World.Clock.Pass(TimeSpan.FromSeconds(2));
        await stage.SweepAsync();

        var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
        var planned = await stage.PlannedAsync();
        Assert.Equal(
            Enumerable.Range(0, 5).Select(w => today.AddDays(4 + 7 * w).AddHours(14)), planned.Select(a => a.OccurredAt.UtcDateTime));
        Assert.Equal([(ActivityStatus.Pending, 5), (ActivityStatus.Cancelled, 5)],
            (await stage.ActivitiesAsync()).CountBy(a => a.Status).OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));
    }

    [Fact]
    public async Task Cal_07_this_and_the_following_splits_a_series()
    {
        await stage.CalendarAsync("cal-07-1.ics");
        await stage.SweepAsync();
        Assert.Equal(4, (await stage.PlannedAsync()).Count);

        await stage.CalendarAsync("cal-07-2.ics");
        await stage.SweepAsync();

        var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
        Assert.Equal(
            [today.AddDays(2).AddHours(9), today.AddDays(9).AddHours(10), today.AddDays(16).AddHours(10), today.AddDays(23).AddHours(10)],
            (await stage.PlannedAsync()).Select(a => a.OccurredAt.UtcDateTime));
    }

    private async Task AnswerAsync(string id, string response)
    {
        using var answer = await stage.Rig.Graph.Http.PatchAsJsonAsync(
            $"control/events/{id}?user=alexw@contoso.example",
            new { responseStatus = new { response,
                time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) } });
        answer.EnsureSuccessStatusCode();
    }
}
