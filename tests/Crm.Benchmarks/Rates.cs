using NpgsqlTypes;

namespace Crm.Benchmarks;

/// <summary>
/// How fast rows come in, all triggers and indexes on. What was written is soft-deleted afterwards, so that lists, counts and aggregates of
/// the next run are those of this one.
/// </summary>
internal sealed class Rates(BenchDatabase database, RawCaller raw, Subjects subjects, TimeSpan duration)
{
    private const string Mark = "Benchmarked";
    private const int CopiedRows = 20_000;

    private readonly string run = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<RateResult>> RunAsync(CancellationToken ct)
    {
        var rates = new List<RateResult>();
        foreach (var callers in new[] { 1, 8 })
        {
            rates.Add(await RateAsync("a commit of a few bytes, nothing else (SQL)", callers, CommitAsync, ct));
            rates.Add(await RateAsync("insert a contact (use case)", callers, ContactAsync, ct));
            rates.Add(await RateAsync("insert a deal (use case)", callers, DealAsync, ct));
            rates.Add(await RateAsync("upsert a captured mail, half of them known (SQL)", callers, UpsertAsync, ct));
        }

        rates.Add(await CopyAsync(ct));
        await TakeBackAsync(ct);
        return rates;
    }

    private async Task<RateResult> RateAsync(
        string name, int callers, Func<Asked, int, int, CancellationToken, Task> write, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        var written = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller + 1);
            var n = 0;
            for (; TimeProvider.System.GetElapsedTime(began) < duration; n++)
            {
                await write(subjects.Next(Role.User, random), caller + (10 * callers), n, ct);
            }

            return n;
        }, ct)));
        return new RateResult(name, callers, Math.Round(written.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0));
    }

    /// <summary>What the disk takes for making a commit durable: no row can come in faster than that from one caller.</summary>
    private async Task CommitAsync(Asked asked, int caller, int n, CancellationToken ct) =>
        await raw.AskAsync(asked.Caller, [new("select pg_logical_emit_message(true, 'benchmark', 'row')::text")], ct);

    private async Task ContactAsync(Asked asked, int caller, int n, CancellationToken ct)
    {
        var mail = string.Create(CultureInfo.InvariantCulture, $"{run}.{caller}.{n}@benchmark.example");
        var made = await database.UseCases.RunAsync(
            asked.Caller, (CreateContactHandler h, CancellationToken c) =>
                h.HandleAsync(new CreateContact("Row", Mark, mail, CompanyId: asked.Company.Id.ToString()), c), ct);
        _ = made.Value;
    }

    private async Task DealAsync(Asked asked, int caller, int n, CancellationToken ct)
    {
        var made = await database.UseCases.RunAsync(
            asked.Caller, (CreateDealHandler h, CancellationToken c) => h.HandleAsync(
                new CreateDeal(Mark, "1500", StageId: asked.Stage.Id.ToString(), CompanyId: asked.Company.Id.ToString()), c), ct);
        _ = made.Value;
    }

    private Task UpsertAsync(Asked asked, int caller, int n, CancellationToken ct) =>
        raw.AskAsync(asked.Caller with { Door = Door.Capture },
    [
        new(
            "insert into activities (id, type, owner_id, company_id, subject, status, source_key) values ($1, 'EMAIL', $2, $3, $4, "
                + "'COMPLETED', $5) on conflict (capture_key) where capture_key is not null do nothing",
            Guid.CreateVersion7(), asked.Caller.Id, asked.Company.Id, Mark,
            string.Create(CultureInfo.InvariantCulture, $"mail:<{run}.{caller}.{n / 2}>")),
    ], ct);

    /// <summary>
    /// Contacts by COPY into the filled table, in one transaction and as the owner of the table: PostgreSQL has no COPY under row-level
    /// security.
    /// </summary>
    private async Task<RateResult> CopyAsync(CancellationToken ct)
    {
        var asked = subjects.Next(Role.User, new Random(1));
        await using var connection = await OwnerAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var began = TimeProvider.System.GetTimestamp();
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy contacts (id, owner_id, company_id, first_name, last_name, email) from stdin (format binary)", ct))
        {
            for (var i = 0; i < CopiedRows; i++)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync(asked.Caller.Id, NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync(asked.Company.Id, NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync("Row", NpgsqlDbType.Varchar, ct);
                await copy.WriteAsync(Mark, NpgsqlDbType.Varchar, ct);
                await copy.WriteAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{run}.copy.{i}@benchmark.example"), NpgsqlDbType.Varchar, ct);
            }

            await copy.CompleteAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return new RateResult("COPY contacts", 1, Math.Round(CopiedRows / TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0));
    }

    private async Task TakeBackAsync(CancellationToken ct)
    {
        await using var connection = await OwnerAsync(ct);
        foreach (var (table, column) in new[] { ("contacts", "last_name"), ("deals", "title"), ("activities", "subject") })
        {
            await using var command = new NpgsqlCommand(
                $"update {table} set is_deleted = true, deleted_at = now() where "
                + $"{column} = $1 and not is_deleted and created_at > now() - interval '1 hour'", connection)
            {
                Parameters = { new() { Value = Mark } },
            };
            await command.ExecuteNonQueryAsync(ct);
        }

        await using var vacuum = new NpgsqlCommand(
            "vacuum (analyze) companies, contacts, deals, activities, contact_addresses", connection);
        await vacuum.ExecuteNonQueryAsync(ct);
    }

    private async Task<NpgsqlConnection> OwnerAsync(CancellationToken ct)
    {
        var connection =
            new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(database.Owner)
                { SearchPath = $"{database.Size.Schema}, crm_ext", CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }
}
