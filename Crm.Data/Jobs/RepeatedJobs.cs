using Crm.Core.Capture;
using Hangfire.States;

namespace Crm.Data.Jobs;

/// <summary>
/// Which jobs that failed are tried again (docs/decisions/0029). Those of capture alone, three times within three minutes: what stops them
/// is the database, for Graph's troubles are pauses of their own, and it is back by then or somebody has to look. The others come again by
/// themselves within a minute.
/// </summary>
/// <remarks>Hangfire's own attribute would write what the exception says, which may be what people wrote, into the job's history.</remarks>
internal sealed class RepeatedJobs : IElectStateFilter
{
    /// <summary>The name that Hangfire's own attribute uses, so that the dashboard shows it.</summary>
    public const string Count = "RetryCount";

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is not FailedState || context.BackgroundJob.Job?.Type != typeof(ICaptureJobs))
        {
            return;
        }

        var tried = context.GetJobParameter<int>(Count, allowStale: true);
        if (tried < Pauses.Length)
        {
            context.SetJobParameter(Count, tried + 1);
            context.CandidateState = new ScheduledState(Pauses[tried] * (1 + (Random.Shared.NextDouble() / 4)))
            {
                Reason = $"Try {tried + 2} of {Pauses.Length + 1}",
            };
        }
    }
}
