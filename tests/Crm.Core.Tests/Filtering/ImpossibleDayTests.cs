namespace Crm.Core.Tests.Filtering;

/// <summary>2027-02-31: refused where it comes in, and harmless where a script has stored it already.</summary>
public sealed class ImpossibleDayTests : WorldTests
{
    protected override async Task ArrangeAsync()
    {
        await World.TruthAsync<int>(
            """
            insert into custom_field_definitions (id, entity, field_name, label, field_type, position)
              values (crm_ext.uuid_v7(), 'company', 'renewal', 'renewal', 'DATE', 1);
            update tenant_settings set version = version + 1;
            select 1
            """);
    }

    [Theory]
    [InlineData("2027-02-31")]
    [InlineData("2027-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2027-13-01")]
    public async Task It_is_refused_at_its_field(string day)
    {
        var refused = await World.RunAsync(Ann, (CreateCompanyHandler h, CancellationToken ct) => h.HandleAsync(
            new CreateCompany("Litware", Custom: JsonSerializer.SerializeToElement(new { renewal = day }, JsonSerializerOptions.Default)),
            ct));

        Assert.Equal(
            $"“{day}” is not a date. renewal should look like 2027-03-31 or 3/31/2027.", refused.Refusal!.For("custom.renewal"));
    }

    [Theory]
    [InlineData("renewal is empty order by name", "Bad 1, Bad 2, Bad 3, Bad 4, Bad 5, Bad 6")]
    [InlineData("renewal is not empty order by renewal",
        "Good 2000-02-29, Good 2024-02-29, Good 2027-02-28, Good 2027-04-30, Good 2027-12-31")]
    [InlineData("renewal between 2027-02-01 and 2027-04-30 order by renewal desc", "Good 2027-04-30, Good 2027-02-28")]
    [InlineData("not renewal after 2000-01-01 order by name", "Bad 1, Bad 2, Bad 3, Bad 4, Bad 5, Bad 6")]
    public async Task Stored_past_the_product_it_reads_as_empty_and_no_filter_order_or_index_fails_of_it(string filter, string expected)
    {
        string[] bad = ["2027-02-31", "2027-02-29", "2100-02-29", "2027-04-31", "0000-01-01", "2027-00-10"];
        string[] good = ["2027-02-28", "2000-02-29", "2024-02-29", "2027-04-30", "2027-12-31"];
        foreach (var (name, day) in bad.Select((d, i) => ($"Bad {i + 1}", d)).Concat(good.Select(d => ($"Good {d}", d))))
        {
            var company = await World.CompanyAsync(Ann, name);
            await World.TruthAsync<int>(
                $$"""update companies set custom = '{"renewal": "{{day}}"}' where id = '{{company}}' returning 1""");
        }

        await World.TruthAsync<int>("create index x on companies (crm_ext.custom_date(custom, 'renewal')); select 1");
        var found =
            await World.RunAsync(
                Ann, (ListCompaniesHandler h, CancellationToken ct) =>
                    h.HandleAsync(new ListCompanies(filter, Take: 50, Counts: "conditions"), ct));

        Assert.Null(found.Refusal);
        Assert.Equal(expected, string.Join(", ", found.Value.Items.Select(c => c.Name)));
    }
}
