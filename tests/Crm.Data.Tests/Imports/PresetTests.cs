namespace Crm.Data.Tests.Imports;

/// <summary>Files in the shape of other CRMs' exports: companies, contacts and deals of each, linked by that CRM's ids, twice.</summary>
public sealed class PresetTests : DeskTests
{
    [Theory]
    [InlineData("hubspot")]
    [InlineData("pipedrive")]
    [InlineData("salesforce")]
    [InlineData("salesforce-loader")]
    public async Task The_export_of_another_crm_is_recognised_linked_and_found_again(string crm)
    {
        foreach (var (entity, rows) in new[] { ("companies", 2), ("contacts", 2), ("deals", 3) })
        {
            var path = Path.Combine(AppContext.BaseDirectory, "Imports", "Fixtures", $"{crm}-{entity}.csv");

            var first = await Desk.RunFileAsync(Ann, entity, path);
            var errors = first.Value is { ErrorFile: not null } ? await File.ReadAllTextAsync(Desk.ErrorFile) : null;
            var second = await Desk.RunFileAsync(Ann, entity, path);

            Assert.Null(errors);
            Assert.Equal(crm.Split('-')[0], Desk.Plan!.Source);
            Assert.Equal((rows, 0), (first.Value.Counts.New, first.Value.Counts.Companies));
            Assert.Equal((rows, 0), (second.Value.Counts.Unchanged, second.Value.Counts.New));
        }

        Assert.Equal("Litware GmbH|Clara Nilsson|12500.50|EUR|Proposal|OPEN", await DealAsync("Fleet renewal"));
        Assert.StartsWith("Tailspin Toys|Omar Haddad|", await DealAsync("Pilot"), StringComparison.Ordinal);
        Assert.EndsWith("|Won|WON", await DealAsync("Pilot"), StringComparison.Ordinal);
        Assert.EndsWith("|Lost|LOST", await DealAsync("Gone"), StringComparison.Ordinal);
        Assert.Equal(2, await World.TruthAsync<long>("select count(*) from companies"));
        Assert.Equal(0, await Desk.DriftAsync());
    }

    [Fact]
    public async Task A_contact_that_changed_its_address_in_the_other_crm_is_found_by_its_id()
    {
        const string Csv = "Record ID,First Name,Last Name,Email,Hair\n7,Clara,Nilsson,{0},red\n";
        await Desk.ImportAsync(Ann, "contacts", Csv.Replace("{0}", "old@litware.example", StringComparison.Ordinal));

        var counts = await Desk.ImportAsync(Ann, "contacts", Csv.Replace("{0}", "new@litware.example", StringComparison.Ordinal));

        Assert.Equal(1, counts.Changed);
        Assert.Equal(["Hair"], Desk.Plan!.LeftOut);
        Assert.Equal("new@litware.example", await World.TruthAsync<string>("select string_agg(address, ',') from contact_addresses"));
    }

    [Fact]
    public async Task Two_deals_of_one_title_with_two_ids_stay_two()
    {
        const string Csv = "Record ID,Deal Name,Deal Stage\n1,Renewal,Proposal\n2,Renewal,Negotiation\n";
        await World.DealAsync(Ann, "Renewal");

        var first = await Desk.ImportAsync(Ann, "deals", Csv);
        var second = await Desk.ImportAsync(Ann, "deals", Csv);

        Assert.Equal((1, 1), (first.New, first.Changed));
        Assert.Equal(2, second.Unchanged);
        Assert.Equal(
            2, await World.TruthAsync<long>(
                "select count(*) from deals where stage_id in (select id from pipeline_stages where name in ('Proposal', 'Negotiation'))"));
    }

    private Task<string> DealAsync(string title) => World.TruthAsync<string>(
        $"""
        select concat_ws('|', c.name, p.first_name || ' ' || p.last_name, d.value, d.currency, s.name, d.status)
          from deals d left join companies c on c.id = d.company_id left join contacts p on p.id = d.contact_id
            join pipeline_stages s on s.id = d.stage_id where d.title = '{title}'
        """);
}
