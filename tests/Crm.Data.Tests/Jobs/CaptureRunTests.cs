using Crm.Data.Capture;

namespace Crm.Data.Tests.Jobs;

/// <summary>
/// Many requests for a mailbox folder become one run, and no two runs of it overlap, whichever host or worker begins them.
/// </summary>
public sealed class CaptureRunTests : IAsyncLifetime, IAsyncDisposable
{
    private World world = null!;
    private NpgsqlDataSource database = null!;
    private JobDatabase jobs = null!;
    private ICaptureRuns runs = null!;
    private Waiting inbox = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        database = NpgsqlDataSource.Create(world.Application);
        jobs = new JobDatabase(world.Application, new JobOptions());
        runs = new CaptureRuns(database, jobs);
        inbox = new Waiting((await world.TenantAsync(World.Contoso)).Id, Guid.CreateVersion7(), "inbox");
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await jobs.DisposeAsync();
        await database.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task Twenty_requests_at_once_are_one_job() =>
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RequestAsync())), scheduled => scheduled);

    [Fact]
    public async Task A_request_during_a_run_makes_one_more_after_it()
    {
        await RequestAsync();
        await using (await BegunAsync())
        {
            Assert.True(await RequestAsync());
            Assert.False(await RequestAsync());
            await runs.FinishAsync(inbox, CancellationToken.None);
        }

        await using var second = await BegunAsync();
    }

    [Fact]
    public async Task A_folder_has_one_run_at_a_time_and_others_have_theirs()
    {
        var sent = inbox with { Resource = "sentitems" };
        var fabrikam = inbox with { TenantId = (await world.TenantAsync(World.Fabrikam)).Id };
        foreach (var folder in new[] { inbox, sent, fabrikam })
        {
            Assert.True(await runs.RequestAsync(folder, TimeSpan.Zero, CancellationToken.None));
        }

        await using (await BegunAsync())
        {
            await RequestAsync();
            Assert.IsType<RunStart.Busy>(await runs.BeginAsync(inbox, CancellationToken.None));
            await using var other = await BegunAsync(sent);
            await using var another = await BegunAsync(fabrikam);
        }

        await using var again = await BegunAsync();
    }

    [Fact]
    public async Task A_run_whose_host_died_runs_again_and_one_that_finished_does_not()
    {
        await RequestAsync();
        await (await BegunAsync()).DisposeAsync(); // as when the host dies: the connection ends, nothing was finished

        await using (await BegunAsync())
        {
            await runs.FinishAsync(inbox, CancellationToken.None);
        }

        Assert.IsType<RunStart.NotOwed>(await runs.BeginAsync(inbox, CancellationToken.None));
    }

    [Fact]
    public async Task A_pause_is_kept_and_cut_short_by_a_request_for_now()
    {
        Assert.True(await runs.RequestAsync(inbox, TimeSpan.FromHours(24), CancellationToken.None));
        Assert.IsType<RunStart.Early>(await runs.BeginAsync(inbox, CancellationToken.None));

        Assert.True(await RequestAsync());
        await using var now = await BegunAsync();
    }

    [Fact]
    public async Task A_request_whose_job_was_lost_is_made_anew()
    {
        await RequestAsync();
        await world.TruthAsync<long>("""
            with aged as (update crm_control.capture_runs set due_at = now() - interval '31 seconds' returning 1) select count(*) from aged
            """);

        Assert.True(await RequestAsync());
    }

    /// <summary>A scheduler whose clock is ahead starts it before its time: nothing else would start it again.</summary>
    [Fact]
    public async Task A_job_that_comes_before_its_time_hears_how_long_it_has_to_wait()
    {
        await runs.RequestAsync(inbox, TimeSpan.FromMinutes(5), CancellationToken.None);

        var early = Assert.IsType<RunStart.Early>(await runs.BeginAsync(inbox, CancellationToken.None));

        Assert.InRange(early.Wait, TimeSpan.FromSeconds(280), TimeSpan.FromMinutes(5));
    }

    /// <summary>A killed host's job is run again when the sweep has long asked anew: it must not wait for that run to end.</summary>
    [Fact]
    public async Task The_repeated_job_of_a_dead_host_leaves_the_folder_to_whoever_reads_it_already()
    {
        await RequestAsync();
        await (await BegunAsync()).DisposeAsync(); // the host dies
        Assert.True(await RequestAsync());
        await using var sweeps = await BegunAsync();

        Assert.IsType<RunStart.NotOwed>(await runs.BeginAsync(inbox, CancellationToken.None));
    }

    /// <summary>
    /// A transaction that held a snapshot or an id would keep vacuum and concurrent indexes waiting for as long as a mailbox is read.
    /// </summary>
    [Fact]
    public async Task Who_holds_a_folder_holds_up_nothing_else()
    {
        await RequestAsync();
        await using var held = await BegunAsync();

        await using var superuser = NpgsqlDataSource.Create(world.Server.Superuser(world.Database));
        await using var sessions = superuser.CreateCommand(
            """
            select string_agg(state || ', snapshot ' || (backend_xmin is not null) || ', id ' || (backend_xid is not null), '; ')
              from pg_stat_activity
             where datname = current_database() and application_name = 'crm-jobs'
            """);
        Assert.Equal("idle in transaction, snapshot false, id false", await sessions.ExecuteScalarAsync());
    }

    private Task<bool> RequestAsync() => runs.RequestAsync(inbox, TimeSpan.Zero, CancellationToken.None);

    private async Task<IAsyncDisposable> BegunAsync(Waiting? folder = null) =>
        Assert.IsType<RunStart.Begun>(await runs.BeginAsync(folder ?? inbox, CancellationToken.None)).Hold;
}
