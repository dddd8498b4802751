namespace Crm.Data.Tests.Imports;

/// <summary>A folder of files and the importer of one world; remembers what a person was shown.</summary>
internal sealed class ImportDesk(World world) : IImportWatcher, IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crm-import-");
    private int files;

    public ImportPlan? Plan { get; private set; }

    public CsvFile? File { get; private set; }

    public ImportCounts? Counts { get; private set; }

    public IReadOnlyList<PreviewRow> Preview { get; private set; } = [];

    /// <summary>What was said of columns that could be read in two ways.</summary>
    public List<string> Notices { get; } = [];

    public void Noticed(string notice) => Notices.Add(notice);

    public string ErrorFile => Path.Combine(folder.FullName, "errors.csv");

    public string Write(string text, Encoding? encoding = null) =>
        Write((encoding ?? new UTF8Encoding(false)).GetPreamble().Concat((encoding ?? new UTF8Encoding(false)).GetBytes(text)).ToArray());

    public string Write(byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, $"{++files}.csv");
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public Task<Result<ImportOutcome>> RunAsync(
        CurrentUser owner, string plural, string csv, Func<ImportRequest, ImportRequest>? with = null) =>
        RunFileAsync(owner, plural, Write(csv), with);

    public Task<Result<ImportOutcome>> RunFileAsync(
        CurrentUser owner, string plural, string path, Func<ImportRequest, ImportRequest>? with = null)
    {
        var request = new ImportRequest(path, ImportEntity.Of(plural), owner) { ErrorFile = ErrorFile };
        return world.Services.GetRequiredService<ImportFile>()
            .RunAsync(with is null ? request : with(request), this, CancellationToken.None);
    }

    /// <summary>Imports what must work.</summary>
    public async Task<ImportCounts> ImportAsync(
        CurrentUser owner, string plural, string csv, Func<ImportRequest, ImportRequest>? with = null)
    {
        var outcome = await RunAsync(owner, plural, csv, with);
        Assert.True(outcome.Refusal is null, outcome.Refusal?.Message);
        Assert.True(outcome.Value.Saved, outcome.Value.ErrorFile is null ? "not saved" : await System.IO.File.ReadAllTextAsync(ErrorFile));
        return outcome.Value.Counts;
    }

    /// <summary>The first faulty row's reason.</summary>
    public async Task<string> ErrorsOfAsync(CurrentUser owner, string plural, string csv)
    {
        var outcome = await RunAsync(owner, plural, csv);
        Assert.True(outcome.Refusal is null, outcome.Refusal?.Message);
        Assert.False(outcome.Value.Saved, "Every row was imported.");
        return await System.IO.File.ReadAllTextAsync(ErrorFile);
    }

    public async Task<string> RefusalOfAsync(
        CurrentUser owner, string plural, string csv, Func<ImportRequest, ImportRequest>? with = null) =>
        (await RunAsync(owner, plural, csv, with)).Refusal?.Message ?? throw new InvalidOperationException("It was not refused.");

    public void Planned(ImportPlan plan, CsvFile file) => (Plan, File) = (plan, file);

    /// <summary>What happens elsewhere between the look at what is there and the saving.</summary>
    public Action Meanwhile { get; set; } = () => { };

    public void Previewed(ImportCounts counts, IReadOnlyList<PreviewRow> rows, bool proceeds)
    {
        (Counts, Preview) = (counts, rows);
        Meanwhile();
    }

    public void Progress(string step, long done, long total, long rows)
    {
    }

    public static ImportDesk In(World world) => new(world);

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Aggregates that triggers keep, against a recount: rows that differ.</summary>
    public Task<long> DriftAsync() => world.TruthAsync<long>(
        """
        select (select count(*) from (
            (select owner_id, stage_id, currency, n, value_sum from agg_pipeline where n <> 0
             except select owner_id, stage_id, currency, count(*), coalesce(sum(value), 0) from deals
               where status = 'OPEN' and not is_deleted group by 1, 2, 3)
            union all
            (select owner_id, stage_id, currency, count(*), coalesce(sum(value), 0) from deals where status = 'OPEN' and not is_deleted
              group by 1, 2, 3
             except select owner_id, stage_id, currency, n, value_sum from agg_pipeline)) d)
          + (select count(*) from (
            (select owner_id, industry, company_size, status, n from agg_company_facets where n <> 0
             except select owner_id, industry, company_size, status, count(*) from companies where not is_deleted group by 1, 2, 3, 4)
            union all
            (select owner_id, industry, company_size, status, count(*) from companies where not is_deleted group by 1, 2, 3, 4
             except select owner_id, industry, company_size, status, n from agg_company_facets)) f)
          + (select count(*) from (
            (select owner_id, status, currency, n, value_sum from agg_deal_closed_daily_sum
             except select owner_id, status, currency, count(*), coalesce(sum(value), 0) from deals
               where closed_at is not null and not is_deleted group by 1, 2, 3)) c)
          + (select count(*) from contacts c where not is_deleted and email is not null
              and not exists (select 1 from contact_addresses a where a.contact_id = c.id and a.address = c.email_lower
                and a.owner_id = c.owner_id))
          + abs((select count(*) from deal_stage_history) - (select coalesce(sum(n), 0)::bigint from agg_stage_daily))
        """.Replace(
            "agg_deal_closed_daily_sum",
            "(select owner_id, status, currency, sum(n)::bigint as n, sum(value_sum) as value_sum from agg_deal_closed_daily "
            + "group by 1, 2, 3 having sum(n) <> 0) x", StringComparison.Ordinal));

    public async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(world.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set search_path = t_contoso, crm_ext; " + sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
