using Crm.Data.Capture;

namespace Crm.Data.Tests.Jobs;

/// <summary>Four requests at a time to one mailbox, over two hosts, whatever they ask for at once.</summary>
public sealed class MailboxPlacesTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private World world = null!;
    private JobDatabase[] jobs = null!;
    private MailboxPlaces[] hosts = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        jobs = [.. Enumerable.Range(0, 2).Select(_ => new JobDatabase(world.Application, new JobOptions()))];
        hosts = [.. jobs.Select(j => new MailboxPlaces(j))];
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(hosts, host => host.Dispose());
        await Task.WhenAll(jobs.Select(j => j.DisposeAsync().AsTask()));
        await world.DisposeAsync();
    }

    [Fact]
    public async Task Never_more_than_four_are_under_way_and_all_have_their_turn()
    {
        var (now, most, done) = (0, 0, 0);
        var random = new Random(7);
        var requests = Enumerable.Range(0, 60).Select(i => (Host: hosts[i % 2], Places: random.Next(1, IMailboxPlaces.Each + 1))).ToList();

        await Task.WhenAll(requests.Select(async request =>
        {
            await using (await request.Host.TakeAsync("alex", request.Places, CancellationToken.None))
            {
                most = Math.Max(most, Interlocked.Add(ref now, request.Places));
                await Task.Delay(5);
                Interlocked.Add(ref now, -request.Places);
            }

            Interlocked.Increment(ref done);
        })).WaitAsync(Patience);

        Assert.Equal((requests.Count, 0), (done, now));
        Assert.InRange(most, 2, IMailboxPlaces.Each);
    }

    [Fact]
    public async Task Another_mailbox_is_not_kept_waiting_and_a_name_in_capitals_is_the_same_mailbox()
    {
        await using var all = await hosts[0].TakeAsync("alex", 4, CancellationToken.None);

        await using (await hosts[0].TakeAsync("megan", 4, CancellationToken.None).WaitAsync(Patience))
        {
        }

        await using (await hosts[1].TakeAsync("megan", 1, CancellationToken.None).WaitAsync(Patience))
        {
        }

        foreach (var host in hosts)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.TakeAsync("ALEX", 1, soon.Token));
        }
    }

    [Fact]
    public async Task Who_wants_all_four_is_served_though_single_requests_keep_coming()
    {
        using var enough = new CancellationTokenSource();
        var singles = Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await using var place = await hosts[i % 2].TakeAsync("alex", 1, CancellationToken.None);
                await Task.Delay(3);
            }
        })).ToList();
        await Task.Delay(50);

        for (var batch = 0; batch < 5; batch++)
        {
            await using var all = await hosts[batch % 2].TakeAsync("alex", 4, CancellationToken.None).WaitAsync(Patience);
        }

        await enough.CancelAsync();
        await Task.WhenAll(singles).WaitAsync(Patience);
    }

    [Fact]
    public async Task The_places_of_a_host_that_died_are_free_again()
    {
        var lost = await hosts[0].TakeAsync("alex", 3, CancellationToken.None);
        await world.TruthAsync<long>(
            """
            with ended as (select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
              and database = (select oid from pg_database where datname = current_database()))
            select count(*) from ended
            """);

        await using (await hosts[1].TakeAsync("alex", 4, CancellationToken.None).WaitAsync(Patience))
        {
            await lost.DisposeAsync();
        }

        await using (await hosts[0].TakeAsync("alex", 4, CancellationToken.None).WaitAsync(Patience))
        {
        }

        Assert.Equal(0, await world.TruthAsync<long>(
            "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = "
            + "current_database())"));
    }
}
