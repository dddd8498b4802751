namespace Crm.Core.Tests.Activities;

/// <summary>What was done is logged, what is to be done is planned, moved and completed.</summary>
public sealed class WriteActivityTests : WorldTests
{
    [Fact]
    public async Task A_task_is_planned_for_a_colleague_moved_and_done_by_that_colleague()
    {
        var eve = (await World.UserAsync("Eve Other")) with { TimeZone = "Europe/Berlin" };
        var deal = await World.DealAsync(Ann, "Vans", "100", "Proposal");
        var task = await World.RunAsync(Ann, (PlanActivityHandler h, CancellationToken ct) => h.HandleAsync(
            new PlanActivity("TASK", "Send the offer", Due: "2027-03-12", AssignedToId: eve.Id.ToString(), DealId: deal.ToString()), ct));

        var moved =
            await World.RunAsync(
                eve, (RescheduleActivityHandler h, CancellationToken ct) =>
                    h.HandleAsync(new RescheduleActivity(task.Value, "2027-03-15 14:00"), ct));
        var due = (await World.SeenActivityAsync(eve, moved.Value)).DueDate;
        var done = await World.RunAsync(
            eve, (CompleteActivityHandler h, CancellationToken ct) => h.HandleAsync(new CompleteActivity(task.Value), ct));
        var again =
            await World.RunAsync(
                eve, (RescheduleActivityHandler h, CancellationToken ct) =>
                    h.HandleAsync(new RescheduleActivity(task.Value, "later"), ct));

        Assert.Equal(new DateTimeOffset(2027, 3, 15, 13, 0, 0, TimeSpan.Zero), due);
        Assert.Equal(ActivityStatus.Completed, (await World.SeenActivityAsync(eve, done.Value)).Status);
        Assert.Contains("“later”: That isn't a day I know", again.Refusal!.For("due"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_logged_call_brings_the_deals_company_along_and_cannot_lie_ahead()
    {
        var company = await World.CompanyAsync(Ann, "Contoso");
        var deal = await World.DealAsync(Ann, "Vans", "100", "Proposal", company);

        var call =
            await World.RunAsync(
                Ann, (LogActivityHandler h, CancellationToken ct) =>
                    h.HandleAsync(new LogActivity("CALL", "Pricing", Minutes: "12", DealId: deal.ToString()), ct));
        var ahead =
            await World.RunAsync(
                Ann, (LogActivityHandler h, CancellationToken ct) =>
                    h.HandleAsync(new LogActivity("CALL", "Pricing", HappenedAt: "2027-05-01"), ct));

        var seen = await World.SeenActivityAsync(Ann, call.Value);
        Assert.Equal(("Contoso", "Vans", ActivityStatus.Completed), (seen.Company, seen.Deal, seen.Status));
        Assert.Contains("lies ahead", ahead.Refusal!.For("happenedAt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day", 0, true)]
    [InlineData("day", 1, false)]
    [InlineData("time", 1, false)]
    [InlineData("time", -1, true)]
    public async Task Today_may_be_logged_as_a_day_and_an_hour_that_is_still_to_come_may_not(string kind, int ahead, bool isLogged)
    {
        var now = World.Clock.GetUtcNow();
        var when = kind == "day" ? now.AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : now.AddHours(ahead).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

        var logged = await World.RunAsync(
            Ann, (LogActivityHandler h, CancellationToken ct) => h.HandleAsync(new LogActivity("CALL", "Pricing", HappenedAt: when), ct));

        Assert.Equal(isLogged, logged.Refusal is null);
        if (isLogged)
        {
            Assert.InRange((await World.SeenActivityAsync(Ann, logged.Value)).OccurredAt, now.AddHours(-2), now);
        }
        else
        {
            Assert.Contains("lies ahead", logged.Refusal!.For("happenedAt"), StringComparison.Ordinal);
        }
    }
}
