using Crm.Data.Tenants;
using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Data.Tests.Jobs;

/// <summary>Hangfire's schema is made by our migration, and is the one that the package would make.</summary>
public sealed class JobStoreTests : WorldTests
{
    private const string Migration = "20261129214401_JobStore";

    [Fact]
    public async Task The_schema_is_the_one_that_the_package_would_make()
    {
        await using (var connection = new NpgsqlConnection(World.Owner))
        {
            await connection.OpenAsync();
            PostgreSqlObjectsInstaller.Install(connection, "hangfire_own");
        }

        Assert.Equal(await ShapeAsync("hangfire_own"), await ShapeAsync("hangfire"));
        Assert.Equal(
            await World.TruthAsync<int>("select version from hangfire_own.schema"),
            await World.TruthAsync<int>("select version from hangfire.schema"));
    }

    [Fact]
    public async Task The_application_owns_nothing_of_it_and_can_make_nothing_in_it()
    {
        Assert.Equal(0, await World.TruthAsync<long>(
            "select count(*) from pg_class where relnamespace = 'hangfire'::regnamespace and pg_get_userbyid(relowner) <> 'crm_owner'"));
        await using var application = NpgsqlDataSource.Create(World.Application);
        await using var make = application.CreateCommand("create table hangfire.mine (id int)");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => make.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Down_takes_it_away_and_up_brings_it_back()
    {
        var before = await Catalog.ReadAsync(World.Owner, "hangfire");
        await using var control = new ControlDbContext(new DbContextOptionsBuilder<ControlDbContext>()
            .UseNpgsql(World.Owner, npgsql => npgsql.MigrationsHistoryTable("schema_migrations", "crm_control"))
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)).Options);
        var earlier = control.Database.GetMigrations().TakeWhile(id => id != Migration).Last();

        await control.GetService<IMigrator>().MigrateAsync(earlier);
        Assert.Equal(0, await World.TruthAsync<long>(
            "select count(*) from pg_namespace where nspname = 'hangfire'"));
        await control.GetService<IMigrator>().MigrateAsync();

        Assert.Equal(before, await Catalog.ReadAsync(World.Owner, "hangfire"));
    }

    [Theory]
    [InlineData("00:00:10", "*/10 * * * * *")]
    [InlineData("00:00:30", "*/30 * * * * *")]
    [InlineData("00:01:00", "*/1 * * * *")]
    [InlineData("00:15:00", "*/15 * * * *")]
    [InlineData("02:00:00", "0 */2 * * *")]
    [InlineData("1.00:00:00", "0 0 * * *")]
    public void An_interval_is_said_in_crons_words(string interval, string cron) =>
        Assert.Equal(cron, RecurringJob.All(TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture))[0].Cron);

    private async Task<IReadOnlyList<string>> ShapeAsync(string schema) =>
    [
        .. (await Catalog.ReadAsync(World.Owner, schema))
            .Where(line => !line.StartsWith("grant ", StringComparison.Ordinal) && !line.StartsWith("schema", StringComparison.Ordinal))
            .Select(line => line.Replace("hangfire_own.", "hangfire.", StringComparison.Ordinal)),
    ];
}
