using Crm.Data.Jobs;

namespace Crm.Cli.Jobs;

/// <summary>./crm jobs: what failed for good in the background, and running it again.</summary>
public static class JobsCommand
{
    public static Command Build()
    {
        var command = new Command("jobs", "Lists the background jobs that failed for good, with the kind of failure.");
        command.SetAction((_, ct) => WithAsync(ListAsync, ct));
        command.Subcommands.Add(Replay());
        return command;
    }

    private static Command Replay()
    {
        var id = new Argument<string?>("id")
            { Description = "Of the job, as 'crm jobs' lists it.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every job that failed for good." };
        var command = new Command("replay", "Runs a job that failed for good once more.") { id, all };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(all) == parsed.GetValue(id) is not null)
            {
                parsed.AddError("Say which job, or --all.");
            }
        });
        command.SetAction((parsed, ct) => WithAsync(
            jobs => parsed.GetValue(id) is { } one ? ReplayAsync(jobs, one) : ReplayAllAsync(jobs), ct));
        return command;
    }

    private static async Task<int> WithAsync(Func<FailedJobs, Task<int>> work, CancellationToken ct)
    {
        await using var database = await Database.OpenAsync(Workspace.Find(), ct);
        await using var jobs = new FailedJobs(
            Environment.GetEnvironmentVariable("ConnectionStrings__CrmJobs") is { Length: > 0 } direct ? direct : database.Application);
        return await work(jobs);
    }

    private static Task<int> ListAsync(FailedJobs jobs)
    {
        var failed = jobs.List();
        if (failed.Count == 0)
        {
            Say.Done("No job failed for good.");
            return Task.FromResult(ExitCode.Done);
        }

        var table = new Table().AddColumns("Id", "Job", "Failed", "Reason");
        foreach (var job in failed)
        {
            table.AddRow(
                Markup.Escape(job.Id), Markup.Escape(job.What),
                job.FailedAt?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "", Markup.Escape(job.Reason));
        }

        AnsiConsole.Write(table);
        Say.Note("crm jobs replay ID runs one of them once more, crm jobs replay --all all of them.");
        return Task.FromResult(ExitCode.Done);
    }

    private static Task<int> ReplayAsync(FailedJobs jobs, string id)
    {
        if (!jobs.Replay(id))
        {
            throw new CliException($"No job {id} has failed. 'crm jobs' lists those that have.");
        }

        Say.Done($"Job {id} runs again as soon as a worker is free.");
        return Task.FromResult(ExitCode.Done);
    }

    private static Task<int> ReplayAllAsync(FailedJobs jobs)
    {
        var again = jobs.List().Count(job => jobs.Replay(job.Id));
        Say.Done($"{again} jobs run again as soon as workers are free.");
        return Task.FromResult(ExitCode.Done);
    }
}
