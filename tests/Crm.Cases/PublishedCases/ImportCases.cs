using Crm.Core.Access;
using Crm.Core.Imports;
using Crm.Data.Imports;

namespace Crm.Cases.PublishedCases;

/// <summary>imp-01, imp-03, imp-05, imp-07: files as spreadsheets and other systems write them, each imported twice.</summary>
public sealed class ImportCases : IAsyncLifetime
{
    private World world = null!;
    private CurrentUser alex = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        alex = await world.UserAsync("Alex Wilber");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Imp_01_years_of_two_digits_are_of_the_past_with_a_notice_and_serial_days_are_refused()
    {
        var told = await ImportAsync(world, alex, "deals", CaseFiles.PathOf("imp-01.csv"));
        await ImportAsync(world, alex, "deals", CaseFiles.PathOf("imp-01.csv"));

        Assert.Contains(told.Notices, n => n.Contains("31.12.99” is read as 1999-12-31", StringComparison.Ordinal));
        Assert.Contains("a spreadsheet's number for a day (2026-12-31)", told.Errors, StringComparison.Ordinal);
        Assert.Equal(
            "1962-03-15,1999-12-31",
            await world.TruthAsync<string>("select string_agg(expected_close_date::text, ',' order by expected_close_date) from deals"));
    }

    [Fact]
    public async Task Imp_03_what_a_spreadsheet_made_of_phone_numbers_is_told_at_the_cell()
    {
        var told = await ImportAsync(world, alex, "contacts", CaseFiles.PathOf("imp-03.csv"));

        Assert.Equal(2, told.Errors.Split("was shortened by a spreadsheet").Length - 1);
        Assert.Contains("showed #### in place of the value", told.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await world.TruthAsync<long>("select count(*) from contacts where phone ~ '[E#]' or mobile ~ '[E#]'"));
    }

    [Fact]
    public async Task Imp_05_a_composed_and_a_decomposed_name_are_one()
    {
        foreach (var (plural, file) in new[] { ("companies", "imp-05-nfc.csv"), ("companies", "imp-05-nfd.csv"),
            ("contacts", "imp-05-contacts-nfc.csv"), ("contacts", "imp-05-contacts-nfd.csv"), ("companies", "imp-05-nfd.csv") })
        {
            await ImportAsync(world, alex, plural, CaseFiles.PathOf(file));
        }

        Assert.Equal("Café Österreich Graz cafe.fabrikam.example",
            await world.TruthAsync<string>("select string_agg(name || ' ' || city || ' ' || domain, ',') from companies"));
        Assert.Equal(
            "René Müller Café Österreich",
            await world.TruthAsync<string>(
                "select string_agg(c.first_name || ' ' || c.last_name || ' ' || o.name, ',') from contacts c join companies o on o.id = "
                + "c.company_id"));
    }

    [Fact]
    public async Task Imp_07_five_spellings_of_a_domain_are_one_company()
    {
        var told = await ImportAsync(world, alex, "companies", CaseFiles.PathOf("imp-07.csv"));
        await ImportAsync(world, alex, "companies", CaseFiles.PathOf("imp-07.csv"));

        Assert.Equal("fabrikam.example", await world.TruthAsync<string>("select string_agg(domain, ',') from companies"));
        Assert.Contains("fabrikam.example", told.Errors + string.Join('\n', told.Notices), StringComparison.Ordinal);
    }

    /// <summary>Rows with errors are left out and told.</summary>
    internal static async Task<Told> ImportAsync(World world, CurrentUser owner, string plural, string file)
    {
        var errors = Path.GetTempFileName();
        var told = new Told();
        var outcome = await world.Services.GetRequiredService<ImportFile>()
            .RunAsync(new ImportRequest(file, ImportEntity.Of(plural), owner) { ErrorFile = errors, SkipInvalid = true }, told,
                CancellationToken.None);
        Assert.True(outcome.Refusal is null, outcome.Refusal?.Message);
        told.Errors = await File.ReadAllTextAsync(errors);
        File.Delete(errors);
        return told;
    }

    internal sealed class Told : IImportWatcher
    {
        public List<string> Notices { get; } = [];

        public string Errors { get; set; } = "";

        public void Noticed(string notice) => Notices.Add(notice);

        public void Planned(ImportPlan plan, CsvFile file)
        {
        }

        public void Previewed(ImportCounts counts, IReadOnlyList<PreviewRow> rows, bool proceeds)
        {
        }

        public void Progress(string step, long done, long total, long rows)
        {
        }
    }
}
