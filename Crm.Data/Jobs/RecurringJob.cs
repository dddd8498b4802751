using Crm.Core.Capture;
using Crm.Core.CustomFields;
using Crm.Core.Reminders;
using Hangfire.Common;

namespace Crm.Data.Jobs;

/// <summary>A job that comes back by itself.</summary>
/// <param name="Id">Its name in the dashboard.</param>
/// <param name="AtStart">Also when a host starts.</param>
internal sealed record RecurringJob(string Id, Job Job, TimeSpan Every, bool AtStart = false)
{
    /// <summary>
    /// In cron's words, in which an interval that doesn't divide the minute, the hour or the day begins anew with each of them: 40
    /// seconds are the seconds 0 and 40.
    /// </summary>
    public string Cron => Every switch
    {
        { TotalSeconds: < 60 } => $"*/{Whole(Every.TotalSeconds)} * * * * *",
        { TotalMinutes: < 60 } => $"*/{Whole(Every.TotalMinutes)} * * * *",
        { TotalHours: < 24 } => $"0 */{Whole(Every.TotalHours)} * * *",
        _ => "0 0 * * *",
    };

    /// <summary>The table of them: all that any host does without being asked.</summary>
    public static IReadOnlyList<RecurringJob> All(TimeSpan sweepInterval) =>
    [
        new("capture.sweep",
            Job.FromExpression<ICaptureJobs>(j => j.SweepAsync(CancellationToken.None), ICaptureJobs.Queue), sweepInterval, AtStart: true),
        new("capture.read-again",
            Job.FromExpression<ICaptureJobs>(j => j.FindReadAgainAsync(CancellationToken.None), ICaptureJobs.Queue),
            TimeSpan.FromSeconds(15)),
        new("capture.expire",
            Job.FromExpression<ICaptureJobs>(j => j.ExpireAsync(CancellationToken.None), ICaptureJobs.Queue), TimeSpan.FromDays(1)),
        new("fields.indexes",
            Job.FromExpression<IFieldIndexJobs>(j => j.KeepIndexesAsync(CancellationToken.None), ICaptureJobs.Queue),
            TimeSpan.FromMinutes(1), AtStart: true),
        new("teams.reminders",
            Job.FromExpression<IProactiveJobs>(j => j.RemindAsync(CancellationToken.None), IProactiveJobs.Queue),
            TimeSpan.FromSeconds(30)),
        new("teams.handovers",
            Job.FromExpression<IProactiveJobs>(j => j.TellHandoversAsync(CancellationToken.None), IProactiveJobs.Queue),
            TimeSpan.FromSeconds(30)),
        new("teams.questions",
            Job.FromExpression<IProactiveJobs>(j => j.AskQuestionsAsync(CancellationToken.None), IProactiveJobs.Queue),
            TimeSpan.FromSeconds(30)),
        new("teams.access-requests",
            Job.FromExpression<IProactiveJobs>(j => j.TellAccessRequestsAsync(CancellationToken.None), IProactiveJobs.Queue),
            TimeSpan.FromSeconds(30)),
    ];

    private static int Whole(double number) => Math.Max(1, (int)number);
}
