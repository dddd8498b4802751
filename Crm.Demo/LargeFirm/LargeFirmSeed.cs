using System.Globalization;
using Crm.Data;
using Npgsql;

namespace Crm.Demo.LargeFirm;

/// <summary>How far the seed is, for the person who waits.</summary>
public sealed record SeedProgress(string Step, long Done, long Total);

/// <summary>Thrown when the firm has rows already and nobody said that they may go.</summary>
public sealed class FirmNotEmptyException(string schema, long companies)
    : InvalidOperationException(
        $"{schema} holds {companies} companies already; nothing was changed. Say --reset to delete them and seed afresh.");

/// <summary>
/// Fills a tenant's migrated schema with an invented firm, as the owner of the tables and in one transaction: a killed seed leaves the
/// schema as it was, and the next run begins again. The same size, seed and moment give the same rows.
/// </summary>
public sealed class LargeFirmSeed(string ownerConnectionString, TimeProvider clock)
{
    /// <summary>
    /// Raised when the generator invents different rows, so that a benchmark's kept data is not mistaken for the present one's.
    /// </summary>
    public const int Edition = 1;

    /// <param name="size">How many of everything.</param>
    /// <param name="reset">Whether rows that are there may be deleted.</param>
    /// <param name="progress">Told as it goes, from the calling thread.</param>
    /// <param name="ct">Rolls everything back.</param>
    /// <exception cref="FirmNotEmptyException">The tenant has companies and <paramref name="reset"/> was not said.</exception>
    public async Task RunAsync(FirmSize size, bool reset, Action<SeedProgress> progress, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(ownerConnectionString)
        {
            SearchPath = TransactionRights.SearchPath(size.Schema), Pooling = false, MaxAutoPrepare = 0, CommandTimeout = 0,
            IncludeErrorDetail = true,
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        EmptiedSchema schema;
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            await RefuseToOverwriteAsync(connection, size, reset, ct);
            schema = await EmptiedSchema.PrepareAsync(connection, ct);
            await schema.RunAsync(
                "set local maintenance_work_mem = '1GB'; set local work_mem = '256MB'; set local max_parallel_workers_per_gather = 2; "
                    + "set local synchronous_commit = off", ct);
            var now = Moment(clock.GetUtcNow());
            await Task.Run(() => Load(connection, new FirmPlan(size, now), progress, ct), ct);
            await schema.RestoreAsync(i => progress(new SeedProgress("indexes", i, schema.Indexes)), ct);
            progress(new SeedProgress("aggregates", 0, 1));
            await schema.RunAsync(Recount(), ct);
            await RememberAsync(connection, size, now, ct);
            await transaction.CommitAsync(ct);
            progress(new SeedProgress("aggregates", 1, 1));
        }

        progress(new SeedProgress("vacuum", 0, 1));
        await schema.RunAsync($"vacuum (analyze) {string.Join(", ", schema.Tables)}", ct);
        progress(new SeedProgress("vacuum", 1, 1));
    }

    /// <summary>When this firm was seeded; null when it was not, or by another edition of the generator.</summary>
    public async Task<DateTimeOffset?> SeededAtAsync(FirmSize size, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            "select settings -> 'seed' ->> 'at' from crm_control.tenants where schema_name = $1 and (settings -> 'seed' ->> "
                + "'edition')::int = $2", connection)
        {
            Parameters = { new() { Value = size.Schema }, new() { Value = Edition } },
        };
        return await command.ExecuteScalarAsync(ct) is string at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null;
    }

    private static void Load(NpgsqlConnection connection, FirmPlan plan, Action<SeedProgress> progress, CancellationToken ct)
    {
        progress(new SeedProgress("words", 0, 1));
        var words = new Words();
        progress(new SeedProgress("words", 1, 1));
        var last = new LastActivity(plan);
        var people = new FirmPeople(plan, words);
        var customers = new FirmCustomers(plan, words, last);
        var sales = new FirmSales(plan, words, last);
        var diary = new FirmDiary(plan, words, people, customers);
        Func<CopiedTable>[] tables =
        [
            people.Users, people.Stages, people.CustomFields, customers.Companies, customers.Contacts, customers.ContactAddresses,
            sales.Deals, sales.History,
            diary.Activities, diary.Participants, diary.Mailboxes,
        ];
        foreach (var make in tables)
        {
            var table = make();
            table.Load(connection, n => progress(new SeedProgress(table.Name, n, table.Rows)), ct);
        }
    }

    private static async Task RefuseToOverwriteAsync(NpgsqlConnection connection, FirmSize size, bool reset, CancellationToken ct)
    {
        await using var count = new NpgsqlCommand("select count(*) from companies", connection);
        if (!reset && (long)(await count.ExecuteScalarAsync(ct))! is > 0 and var companies)
        {
            throw new FirmNotEmptyException(size.Schema, companies);
        }
    }

    private static async Task RememberAsync(NpgsqlConnection connection, FirmSize size, DateTime now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            update crm_control.tenants set settings = settings
              || jsonb_build_object('seed', jsonb_build_object('size', $2, 'edition', $3, 'at', $4)), updated_at = now()
             where schema_name = $1
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = size.Schema },
                new() { Value = size.Name },
                new() { Value = Edition },
                new() { Value = now.ToString("O", CultureInfo.InvariantCulture) },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Recount()
    {
        using var stream = typeof(LargeFirmSeed).Assembly.GetManifestResourceStream("Crm.Demo.LargeFirm.recount.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static DateTime Moment(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
