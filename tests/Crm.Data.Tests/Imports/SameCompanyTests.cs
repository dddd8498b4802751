namespace Crm.Data.Tests.Imports;

/// <summary>One company made by two at the same moment is one company.</summary>
public sealed class SameCompanyTests : DeskTests
{
    [Fact]
    public async Task Of_twenty_who_create_one_domain_at_once_one_does_and_the_others_are_told_whose_it_is()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAsync("Litware", "litware.example")));

        Assert.Single(all, r => r.Refusal is null);
        Assert.All(all.Where(r => r.Refusal is not null),
            r => Assert.Equal("Litware has the domain litware.example already.", r.Refusal!.For("domain")));
        Assert.Equal(1, await CountAsync("domain = 'litware.example'"));
    }

    [Theory]
    [InlineData("companies", "Name,Domain\nLitware,litware.example\nOther,other.example\n", "litware.example")]
    [InlineData("companies", "Name\nLitware\nOther\n", null)]
    [InlineData("contacts", "First name,Last name,Company,Company domain\nIda,Berg,Litware,litware.example\nBo,Dahl,Other,\n",
        "litware.example")]
    [InlineData("contacts", "First name,Last name,Company\nIda,Berg,Litware\nBo,Dahl,Other\n", null)]
    [InlineData("deals", "Title,Company\nVans,Litware\nCars,Other\n", null)]
    public async Task An_import_finds_the_company_that_somebody_makes_while_it_saves(string plural, string csv, string? domain)
    {
        Desk.Meanwhile = () => Assert.Null(CreateAsync("Litware", domain).GetAwaiter().GetResult().Refusal);

        await Desk.ImportAsync(Ann, plural, csv);

        Assert.Equal(1, await CountAsync("name = 'Litware'"));
        Assert.Equal(1, await CountAsync("name = 'Other'"));
        Assert.Equal(plural == "companies" ? 0 : 2, await World.TruthAsync<long>(
            "select (select count(*) from contacts where company_id is not null) + (select count(*) from deals where company_id is not "
                + "null)"));
        Assert.Equal(0, await Desk.DriftAsync());
    }

    [Fact]
    public async Task An_import_waits_for_a_company_that_is_being_saved()
    {
        var entered = new TaskCompletionSource();
        var slow = Task.CompletedTask;
        Desk.Meanwhile = () =>
        {
            slow = World.RunAsync(Ann, async (CreateCompanyHandler h, CancellationToken ct) =>
            {
                var made = await h.HandleAsync(new CreateCompany("Litware", "litware.example"), ct);
                entered.SetResult();
                await Task.Delay(700, ct); // made, not committed: the import cannot see it yet
                return made;
            });
            entered.Task.GetAwaiter().GetResult();
        };

        await Desk.ImportAsync(Ann, "companies", "Name,Domain\nLitware,litware.example\n");
        await slow;

        Assert.Equal(1, await CountAsync("domain = 'litware.example'"));
    }

    [Fact]
    public async Task A_company_that_is_there_before_and_is_another_by_its_id_does_not_hold_an_import_up()
    {
        await Desk.ImportAsync(Ann, "companies", "External id,Name,Domain\n1,Litware,litware.example\n", r => r with { Source = "erp" });

        var counts = await Desk.ImportAsync(
            Ann, "companies", "External id,Name,Domain\n2,Litware,litware.example\n", r => r with { Source = "erp" });

        Assert.Equal(1, counts.New);
        Assert.Equal(2, await CountAsync("name = 'Litware'"));
    }

    private Task<Result<Guid>> CreateAsync(string name, string? domain) =>
        World.RunAsync(Ann, (CreateCompanyHandler h, CancellationToken ct) => h.HandleAsync(new CreateCompany(name, domain), ct));

    private Task<long> CountAsync(string where) =>
        World.TruthAsync<long>($"select count(*) from companies where not is_deleted and {where}");
}
