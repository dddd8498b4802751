namespace Crm.Data.Tests.Imports;

/// <summary>Imported companies that people merged since: their file, imported again, neither fails nor brings them back.</summary>
public sealed class MergedCompaniesTests : DeskTests
{
    private const string Firms =
        """
        Record ID,Company name,Company Domain Name,City
        1,Litware Inc.,litware.example,Stockholm
        2,litware inc,litware-se.example,Malmö
        3,Litware Nordic,,Oslo
        """;

    protected override async Task ArrangeAsync()
    {
        await Desk.ImportAsync(Ann, "companies", Firms);
    }

    [Fact]
    public async Task A_merged_company_is_the_one_that_was_kept_and_its_row_changes_nothing()
    {
        await MergeAsync("Litware Inc.", "litware inc");
        await MergeAsync("Litware Inc.", "Litware Nordic");
        var before = await BookAsync();

        var again = await Desk.ImportAsync(Ann, "companies", Firms);

        Assert.Equal((0, 0, 3), (again.New, again.Changed, again.Unchanged));
        Assert.Equal(["unchanged", "merged into another, unchanged", "merged into another, unchanged"], Desk.Preview.Select(p => p.State));
        Assert.Equal(before, await BookAsync());
    }

    [Fact]
    public async Task A_chain_of_merges_is_followed_to_its_end_also_by_our_own_ids()
    {
        var nordic = await World.TruthAsync<Guid>("select id from companies where name = 'Litware Nordic'");
        await MergeAsync("litware inc", "Litware Nordic");
        await MergeAsync("Litware Inc.", "litware inc");

        var again = await Desk.ImportAsync(Ann, "companies", $"CRM id,Name\n{nordic},Litware Nordic\n");

        Assert.Equal((0, 1), (again.New, again.Unchanged));
    }

    [Fact]
    public async Task A_row_with_the_others_domain_finds_the_company_that_stays()
    {
        await MergeAsync("Litware Inc.", "litware inc");

        var again = await Desk.ImportAsync(Ann, "companies", "Name,Domain,City\nLitware of Sweden,litware-se.example,Malmö\n");

        Assert.Equal((0, 1), (again.New, again.Changed));
        Assert.Equal(2L, await World.TruthAsync<long>("select count(*) from companies where not is_deleted"));
    }

    [Fact]
    public async Task People_of_a_merged_company_come_to_the_one_that_stays()
    {
        await MergeAsync("Litware Inc.", "litware inc");

        var people = await Desk.ImportAsync(Ann, "contacts",
            "First Name,Last Name,Email,Associated Company ID,Record "
                + "ID\nClara,Nilsson,clara@litware-se.example,2,7\nIda,Berg,ida@litware-se.example,,8\n");

        Assert.Equal((2, 0), (people.New, people.Companies));
        Assert.Equal("Litware Inc., Litware Inc.",
            await World.TruthAsync<string>("select string_agg(c.name, ', ') from contacts p join companies c on c.id = p.company_id"));
    }

    private async Task MergeAsync(string keep, string merge)
    {
        var (kept, other) = (await World.TruthAsync<Guid>($"select id from companies where name = '{keep}'"),
            await World.TruthAsync<Guid>($"select id from companies where name = '{merge}'"));
        Assert.Null((await World.RunAsync(Ann, (MergeCompaniesHandler h,
            CancellationToken ct) => h.HandleAsync(new MergeCompanies(kept, other), ct))).Refusal);
    }

    private Task<string> BookAsync() => World.TruthAsync<string>(
        "select string_agg(concat_ws(' ', id, name, domain, city, is_deleted, version), E'\n' order by id) from companies");
}
