namespace Crm.Cli.Tests;

/// <summary>`crm jobs`: what failed for good in the background, for whoever runs the CRM.</summary>
public sealed class JobsTests : CommandTests
{
    [Fact]
    public async Task Where_nothing_failed_it_says_so() =>
        Assert.Contains("No job failed for good.", (await CommandLine.RunAsync(Settings, "jobs")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_failed_job_is_listed_with_its_ids_and_reason_and_replayed_by_its_id()
    {
        var job = await FailedAsync();

        var listed = (await CommandLine.RunAsync(Settings, "jobs")).Output;
        Assert.Contains($"{job} ", listed, StringComparison.Ordinal);
        Assert.Contains("SyncAsync(11111111-2222-4333-8444-555555555555, 66666666-7777-4888-8999-aaaaaaaaaaaa, inbox)", listed,
            StringComparison.Ordinal);
        Assert.Contains("NpgsqlException (57P01); the host's log says more", listed, StringComparison.Ordinal);

        var replayed = await CommandLine.RunAsync(Settings, "jobs", "replay", $"{job}");
        Assert.Equal((ExitCode.Done, 1L), (replayed.ExitCode, await CountAsync("hangfire.jobqueue where queue = 'capture'")));
        var again = await CommandLine.RunAsync(Settings, "jobs", "replay", $"{job}");
        Assert.Equal(
            (ExitCode.Failed, $"No job {job} has failed. 'crm jobs' lists those that have."), (again.ExitCode, again.Error.Trim()));
    }

    [Fact]
    public async Task All_of_them_are_replayed_at_once()
    {
        await FailedAsync();
        await FailedAsync();

        var replayed = await CommandLine.RunAsync(Settings, "jobs", "replay", "--all");

        Assert.Contains("2 jobs run again", replayed.Output, StringComparison.Ordinal);
        Assert.Equal(2L, await CountAsync("hangfire.jobqueue where queue = 'capture'"));
    }

    [Fact]
    public async Task Which_job_to_replay_has_to_be_said_and_only_once()
    {
        Assert.Equal(ExitCode.WrongUsage, (await CommandLine.RunAsync(Settings, "jobs", "replay")).ExitCode);
        Assert.Equal(ExitCode.WrongUsage, (await CommandLine.RunAsync(Settings, "jobs", "replay", "7", "--all")).ExitCode);
    }

    /// <summary>As a host leaves it in the store when its last try has failed.</summary>
    private async Task<long> FailedAsync() => await PutAsync(
        """
        with job as (
          insert into hangfire.job (invocationdata, arguments, createdat, statename)
          values ('{"Type":"Crm.Core.Capture.ICaptureJobs, Crm.Core","Method":"SyncAsync",
              "ParameterTypes":"[\"System.Guid\",\"System.Guid\",\"System.String\",\"System.Threading.CancellationToken\"]",
              "Arguments":null,"Queue":"capture"}',
            '["\"11111111-2222-4333-8444-555555555555\"","\"66666666-7777-4888-8999-aaaaaaaaaaaa\"","\"inbox\"",null]', now(), 'Failed')
          returning id),
        state as (
          insert into hangfire.state (jobid, name, reason, createdat, data)
          select id, 'Failed', 'NpgsqlException (57P01); the host''s log says more', now(),
            jsonb_build_object(
              'FailedAt', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'ExceptionType', 'Npgsql.NpgsqlException',
              'ExceptionMessage', 'The host''s log says more', 'ExceptionDetails', '')
            from job returning id, jobid)
        select jobid, id from state
        """);

    private async Task<long> PutAsync(string insert)
    {
        await using var owner = Npgsql.NpgsqlDataSource.Create(Server.Superuser(Database));
        await using var made = owner.CreateCommand(insert);
        await using var row = await made.ExecuteReaderAsync();
        await row.ReadAsync();
        var (job, state) = (row.GetInt64(0), row.GetInt64(1));
        await row.CloseAsync();
        await using var stated = owner.CreateCommand($"update hangfire.job set stateid = {state} where id = {job}");
        await stated.ExecuteNonQueryAsync();
        return job;
    }
}
