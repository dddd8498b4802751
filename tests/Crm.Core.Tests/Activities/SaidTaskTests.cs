namespace Crm.Core.Tests.Activities;

/// <summary>"task talk to Bob", "new task call Clara tomorrow": what follows is what is to be done.</summary>
public sealed class SaidTaskTests : WorldTests
{
    [Fact]
    public async Task Without_a_time_it_is_a_task_without_a_date_and_keeps_every_word()
    {
        var made = await PlanAsync("talk to Bob");

        Assert.Equal(("talk to Bob", null, null), (made.Subject, made.DueDate, made.DueOn));
    }

    [Fact]
    public async Task A_time_in_it_is_when_it_is_due()
    {
        var made = await PlanAsync("call Clara about the quote in 20 minutes");

        Assert.Equal("call Clara about the quote", made.Subject);
        Assert.NotNull(made.DueDate);
    }

    private async Task<Activity> PlanAsync(string said)
    {
        await World.Cards.RunAsync(Ann, new Remind(What: said, IsTask: true), CancellationToken.None);
        return await World.InDatabaseAsync(Ann, db => db.Activities.AsNoTracking().SingleAsync());
    }
}
