using System.Data.Common;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Crm.Data.Jobs;

/// <summary>
/// What ran well is forgotten after an hour; what failed for good stays for a week, with the kind of its failure, to be looked at and run
/// again (<see cref="FailedJobs"/>).
/// </summary>
internal sealed class ForgottenJobs : IElectStateFilter, IApplyStateFilter
{
    private static readonly TimeSpan Succeeded = TimeSpan.FromHours(1);
    private static readonly TimeSpan Failed = TimeSpan.FromDays(7);

    /// <summary>
    /// The filters of all jobs of this host: Hangfire's own of the dashboard's curves, then the tries, then this one.
    /// </summary>
    public static JobFilterCollection Filters() => new()
    {
        { new Hangfire.StatisticsHistoryAttribute(), 0 }, { new RepeatedJobs(), 1 }, { new ForgottenJobs(), 2 },
    };

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

        public string Reason => $"{KindOf(failed.Exception)}; the host's log says more";

        public bool IsFinal => true;

        public bool IgnoreJobLoadException => failed.IgnoreJobLoadException;

        public Dictionary<string, string> SerializeData() => new(failed.SerializeData())
        {
            ["ExceptionMessage"] = Reason,
            ["ExceptionDetails"] = failed.Exception.StackTrace ?? "",
        };

        /// <summary>As "NpgsqlException (57P01)".</summary>
        private static string KindOf(Exception failure) => failure is DbException { SqlState: { } state }
            ? $"{failure.GetType().Name} ({state})"
            : failure.GetType().Name;
    }
}
