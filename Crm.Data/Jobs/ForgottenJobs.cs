using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Crm.Data.Jobs;

/// <summary>
/// What ran well is forgotten after an hour, what failed after a week. Nothing is tried again from here: capture waits as Graph asks it
/// to, and the sweep and the next look come by themselves.
/// </summary>
internal sealed class ForgottenJobs : IElectStateFilter, IApplyStateFilter
{
    private static readonly TimeSpan Succeeded = TimeSpan.FromHours(1);
    private static readonly TimeSpan Failed = TimeSpan.FromDays(7);

    /// <summary>
    /// The filters of all jobs of this host: Hangfire's own of the dashboard's curves, and this one after it. Without its retries.
    /// </summary>
    public static JobFilterCollection Filters() => new() { { new Hangfire.StatisticsHistoryAttribute(), 0 }, { new ForgottenJobs(), 1 } };

    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is FailedState failed)
        {
            context.CandidateState = new FailedForNow(failed);
        }
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) =>
        context.JobExpirationTimeout = context.NewState is FailedForNow ? Failed : Succeeded;

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        // What a state leaves behind is Hangfire's matter.
    }

    /// <summary>
    /// Failed as the dashboard knows it, but with an end. What an exception says may hold what people wrote: it stands in the host's log
    /// alone.
    /// </summary>
    private sealed class FailedForNow(FailedState failed) : IState
    {
        public string Name => failed.Name;

        public string Reason => "The host's log says more";

        public bool IsFinal => true;

        public bool IgnoreJobLoadException => failed.IgnoreJobLoadException;

        public Dictionary<string, string> SerializeData() => new(failed.SerializeData())
        {
            ["ExceptionMessage"] = Reason,
            ["ExceptionDetails"] = failed.Exception.StackTrace ?? "",
        };
    }
}
