using Crm.Cli.Db;
using Crm.Cli.Postgres;
using Crm.Core.Routes;
using Crm.Core.UseCases;
using Crm.Data;
using Crm.Data.Tenants;
using Crm.Demo.LargeFirm;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Benchmarks;

/// <summary>
/// The firm under measurement: where it lies, its tenant, and the moment at which it was seeded, which is "now" for every question.
/// </summary>
public sealed class BenchDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? server;
    private readonly HugePages? pages;
    private readonly ServiceProvider services;

    private BenchDatabase(EmbeddedPostgres? server, HugePages? pages, string owner, string application, FirmSize size, DateTimeOffset now)
    {
        this.server = server;
        this.pages = pages;
        Superuser = server?.Superuser;
        Owner = owner;
        Application = application;
        Size = size;
        Clock = new BenchClock(now);
        services = Services(null);
    }

    /// <summary>Of the embedded server; null on somebody else's.</summary>
    public string? Superuser { get; }

    public string Owner { get; }

    public string Application { get; }

    public FirmSize Size { get; }

    public TimeProvider Clock { get; }

    public UseCaseRunner UseCases => services.GetRequiredService<UseCaseRunner>();

    /// <summary>For two cores that the database shares with the caller: a web role's statement uses one of them.</summary>
    public static IReadOnlyList<string> Settings(FirmSize size) =>
    [
        $"shared_buffers={Buffers(size)}", "effective_cache_size=12GB", "work_mem=32MB",
        "maintenance_work_mem=512MB", "random_page_cost=1.1", "effective_io_concurrency=32", "jit=off", "max_parallel_workers_per_gather=0",
        "max_parallel_maintenance_workers=2", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB", "checkpoint_timeout=30min",
        "track_io_timing=on",
    ];

    /// <summary>The embedded server on .crm/bench-SIZE, seeded when it is not yet.</summary>
    public static async Task<BenchDatabase> OpenAsync(Workspace workspace, FirmSize size, CancellationToken ct)
    {
        var folder = Path.Combine(workspace.State, $"bench-{size.Name}");
        var pages = HugePages.Reserve(Buffers(size));
        EmbeddedPostgres? server = null;
        try
        {
            server = await Say.StepAsync(
                $"PostgreSQL for the benchmark in {Path.GetRelativePath(workspace.Root, folder)}",
                () => EmbeddedPostgres.StartAsync(workspace, folder, 0, Settings(size), ct));
            Say.Note($"Server: {string.Join(", ", Settings(size))}; {pages.Told}");
            return await SeededAsync(server, pages, server.Owner, server.Application, size, ct);
        }
        catch
        {
            await (server?.StopAsync() ?? Task.CompletedTask);
            pages.Dispose();
            throw;
        }
    }

    /// <summary>On a server that somebody else started: a test's.</summary>
    public static Task<BenchDatabase> OpenAsync(string owner, string application, FirmSize size, CancellationToken ct) =>
        SeededAsync(null, null, owner, application, size, ct);

    public async Task<Tenant> TenantAsync(CancellationToken ct) =>
        await services.GetRequiredService<TenantRegistry>().FindAsync(Size.TenantId, ct)
        ?? throw new InvalidOperationException($"The tenant of {Size.FirmName} is not there.");

    /// <summary>
    /// Reads tables and indexes into shared buffers, as a server has them that has been up for a day: what is asked by people comes last,
    /// so that it stays where not everything fits. Does nothing on somebody else's server.
    /// </summary>
    public async Task WarmAsync(CancellationToken ct)
    {
        if (Superuser is null)
        {
            return;
        }

        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Superuser)
            { Database = new NpgsqlConnectionStringBuilder(Owner).Database, CommandTimeout = 0, Pooling = false });
        await using var command = source.CreateCommand(
            $"""
            create extension if not exists pg_prewarm schema public;
            select count(public.pg_prewarm(c.oid::regclass)) from (
              select c.oid from pg_class c left join pg_index i on i.indexrelid = c.oid
                join pg_class t on t.oid = coalesce(i.indrelid, c.oid)
               where c.relnamespace = '{Size.Schema}'::regnamespace and c.relkind in ('r', 'i')
                 and t.relname in ('activities', 'companies', 'contacts', 'deals', 'users', 'pipeline_stages')
               order by t.relname = 'activities' desc, c.relkind = 'r' desc) c
            """);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (server is not null)
        {
            await server.StopAsync();
        }

        pages?.Dispose();
    }

    /// <summary>
    /// The same use cases on connections of their own that <paramref name="watch"/> listens to; the measured ones carry no watcher.
    /// </summary>
    public ServiceProvider Services(PlanWatch? watch)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Crm", Application)]).Build();
        var collection = new ServiceCollection().AddSingleton(Clock).AddCrmCore().AddCrmData(configuration, isDevelopment: false)
            .AddLogging();
        return (watch is null ? collection : collection.ConfigureDbContext<CrmDbContext>(o => o.AddInterceptors(watch)))
            .BuildServiceProvider();
    }

    private static string Buffers(FirmSize size) => size == FirmSize.L ? "8GB" : size == FirmSize.M ? "2GB" : "512MB";

    private static async Task<BenchDatabase> SeededAsync(
        EmbeddedPostgres? server, HugePages? pages, string owner, string application, FirmSize size, CancellationToken ct)
    {
        var seed = new LargeFirmSeed(owner, TimeProvider.System);
        var work = new LargeFirmWork(owner);
        await work.MakeAsync(size, ct);
        if (await seed.SeededAtAsync(size, ct) is null)
        {
            await work.SeedAsync(size, reset: true, ct);
        }

        var now = await seed.SeededAtAsync(size, ct) ?? throw new InvalidOperationException("The seed left no trace of itself.");
        Say.Note(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{size.FirmName}: {size.Companies:N0} companies, "
                + $"{size.Contacts:N0} contacts, {size.Deals:N0} deals, {size.Activities:N0} activities, seeded {now:u}"));
        return new BenchDatabase(server, pages, owner, application, size, now);
    }

    /// <summary>
    /// Stands at the moment of the seed, so that "overdue" and "this week" mean the same rows in every run; timers run as ever.
    /// </summary>
    private sealed class BenchClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
