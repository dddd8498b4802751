namespace Crm.Core.Tests.Capture;

/// <summary>A whole-day event of a calendar is a day, as every other thing without an hour: docs/decisions/0020.</summary>
public sealed class WholeDayMeetingTests : IAsyncLifetime
{
    private CaptureStage stage = null!;
    private CapturedEvent fair = null!;
    private DateOnly day;

    public async Task InitializeAsync()
    {
        stage = await CaptureStage.SetAsync("Ann");
        day = DateOnly.FromDateTime(stage.Now.UtcDateTime).AddDays(2);
        fair = stage.Meeting("fair", CaptureStage.Clara, stage.AddressOf("Ann")) with
        {
            IsAllDay = true, FirstDay = day, LastDay = day.AddDays(1), Start = At(0), End = At(48),
        };
    }

    public async Task DisposeAsync() => await stage.DisposeAsync();

    [Theory]
    [InlineData(0, false)]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(24, true)]
    public async Task It_has_taken_place_when_its_day_has_come_and_not_at_midnight_of_one_zone(int hour, bool held)
    {
        PassTo(hour);
        await ShownAsync(fair);

        await AssertHeldAsync(held);
    }

    [Fact]
    public async Task Captured_ahead_it_stays_planned_until_its_day_has_come_however_often_it_is_read()
    {
        await ShownAsync(fair);
        PassTo(5);
        await ShownAsync(fair with { Subject = "Spring fair" });
        await CompleteAsync();
        await AssertHeldAsync(false);

        PassTo(10);
        await CompleteAsync();
        await AssertHeldAsync(true);
    }

    [Fact]
    public async Task Moved_to_an_hour_it_has_that_hour_whichever_it_is()
    {
        await ShownAsync(fair);
        await ShownAsync(fair with { IsAllDay = false, FirstDay = null, LastDay = null, Start = At(10), End = At(11) });

        var meeting = await stage.MeetingAsync();
        Assert.Equal((null, At(10), 60), (meeting.OccurredOn, meeting.OccurredAt, meeting.DurationMinutes));
    }

    /// <summary>As every sweep does.</summary>
    private Task<int> CompleteAsync() => stage.World.UseCases.RunAsync(
        stage["Ann"].User, (CompleteMeetingsHandler h, CancellationToken ct) => h.HandleAsync(stage["Ann"].User.Id, ct),
        CancellationToken.None);

    private DateTimeOffset At(int hour) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).AddHours(hour);

    private void PassTo(int hour) => stage.World.Clock.Pass(At(hour) - stage.Now);

    private async Task ShownAsync(CapturedEvent shown)
    {
        stage.Calendar("Ann", shown);
        await stage.MeetAsync("Ann");
    }

    /// <summary>What took place is a last contact, and none of those lies ahead.</summary>
    private async Task AssertHeldAsync(bool held)
    {
        var meeting = await stage.MeetingAsync();
        Assert.Equal((held ? ActivityStatus.Completed : ActivityStatus.Pending, day), (meeting.Status, meeting.OccurredOn));
        Assert.Equal(
            held ? 1L : 0L, await stage.World.TruthAsync<long>("select count(*) from contacts where last_activity_at is not null"));
        Assert.Equal((held ? meeting.OccurredAt : null, null), (meeting.CompletedAt, meeting.DurationMinutes));
    }
}
