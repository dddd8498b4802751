using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Crm.Data.Tests.Jobs;

/// <summary>A host writes what it does by itself into the job store when it starts, and survives that the database is away then.</summary>
public sealed class RecurringJobPlanTests
{
    public static TheoryData<Exception> Away => new()
    {
        new NpgsqlException("The connection was cut."),
        new AggregateException(new NpgsqlException("So Hangfire's locks tell of it.")),
        new AggregateException(new AggregateException(new TimeoutException())),
    };

    [Theory]
    [MemberData(nameof(Away))]
    public async Task While_the_database_is_away_the_host_goes_on_and_tries_again(Exception away)
    {
        var (writes, written) = (0, new TaskCompletionSource());
        var store = new Mock<IRecurringJobManagerV2>();
        store.Setup(s => s.AddOrUpdate(It.IsAny<string>(), It.IsAny<Job>(), It.IsAny<string>(), It.IsAny<RecurringJobOptions>()))
            .Callback(() =>
            {
                if (writes++ == 0)
                {
                    throw away;
                }

                written.TrySetResult();
            });
        using var plan = new RecurringJobPlan(
            [Data.Jobs.RecurringJob.All(TimeSpan.FromMinutes(15))[0]], isOn: true, store.Object, TimeProvider.System,
            NullLogger<RecurringJobPlan>.Instance);

        await plan.StartAsync(CancellationToken.None);
        await written.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await plan.StopAsync(CancellationToken.None);

        Assert.True(plan.ExecuteTask!.IsCompletedSuccessfully);
        store.Verify(s => s.TriggerJob("capture.sweep"));
    }
}
