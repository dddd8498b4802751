namespace Crm.Core.Tests.Companies;

/// <summary>A domain stands for one company, however a second one comes by it.</summary>
public sealed class CompanyDomainTests : WorldTests
{
    private const string Taken = "Litware has the domain litware.example already.";

    [Fact]
    public async Task A_domain_that_another_company_has_is_refused_at_its_field_and_nothing_is_saved()
    {
        await World.CompanyAsync(Ann, "Litware", "litware.example");
        var second = await World.CompanyAsync(Ann, "Litware East", "east.example");

        var refused = await ChangeAsync(second, new { name = "East", domain = "www.litware.example" });

        Assert.Equal((RefusalKind.Duplicate, Taken), (refused.Refusal!.Kind, refused.Refusal.For("domain")));
        Assert.Equal(
            "Litware East east.example",
            await World.TruthAsync<string>($"select name || ' ' || domain from companies where id = '{second}'"));
        Assert.Null((await ChangeAsync(second, new { name = "East", domain = "east.example" })).Refusal);
        Assert.Null((await ChangeAsync(second, new { domain = "" })).Refusal);
    }

    [Fact]
    public async Task Twins_that_an_import_left_can_still_be_changed_in_everything_else()
    {
        var (first, second) = (await World.CompanyAsync(Ann, "Litware", "litware.example"), await World.CompanyAsync(Ann, "Litware East"));
        await World.TruthAsync<int>(
            "with twin as (update companies set domain = 'litware.example' where id = "
            + $"'{second}' returning 1) select count(*)::int from twin");

        Assert.Null((await ChangeAsync(first, new { name = "Litware Inc.", domain = "litware.example" })).Refusal);
    }

    [Fact]
    public async Task A_company_that_the_caller_does_not_see_is_not_given_away()
    {
        await World.CompanyAsync(await World.UserAsync("Eve Other"), "Litware", "litware.example");
        var mine = await World.CompanyAsync(Ann, "Mine");

        Assert.Null((await ChangeAsync(mine, new { domain = "litware.example" })).Refusal);
    }

    [Fact]
    public async Task Of_those_who_change_make_and_restore_one_domain_at_once_one_gets_it()
    {
        var companies = new List<Guid>();
        for (var i = 0; i < 10; i++)
        {
            companies.Add(await World.CompanyAsync(Ann, $"Litware {i}"));
        }

        var changed = companies.Select(id => Task.Run(async () => (await ChangeAsync(id, new { domain = "litware.example" })).Refusal));
        var made = Enumerable.Range(0, 10).Select(_ => Task.Run(async () => (await World.RunAsync(
            Ann, (CreateCompanyHandler h, CancellationToken ct) =>
                h.HandleAsync(new CreateCompany("Litware", "litware.example"), ct))).Refusal));
        var all = await Task.WhenAll(changed.Concat(made));

        Assert.Single(all, refusal => refusal is null);
        Assert.All(
            all.OfType<Refusal>(),
            refusal => Assert.Contains("has the domain litware.example already.", refusal.For("domain"), StringComparison.Ordinal));
        Assert.Equal(
            1L, await World.TruthAsync<long>("select count(*) from companies where domain = 'litware.example' and not is_deleted"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deleted_company_does_not_come_back_beside_the_one_that_has_its_domain_by_now(bool byUndo)
    {
        var old = await World.CompanyAsync(Ann, "Old Litware", "litware.example");
        await World.PressAsync(Ann, DeleteRecord.Verb, new DeleteRecord(RecordKind.Company, old));
        var there = await World.CompanyAsync(Ann, "Litware", "litware.example");

        var refused = await BackAsync();

        Assert.Contains(Taken, refused!.For("domain"), StringComparison.Ordinal);
        Assert.True(await World.TruthAsync<bool>($"select is_deleted from companies where id = '{old}'"));
        await ChangeAsync(there, new { domain = "" });
        Assert.Null(await BackAsync());

        async Task<Refusal?> BackAsync() => byUndo
            ? (await World.PressAsync(Ann, UndoLast.Verb, new UndoLast())).Refusal
            : (await World.PressAsync(Ann, RestoreRecord.Verb, new RestoreRecord(RecordKind.Company, old))).Refusal;
    }

    private Task<Result<CompanyView>> ChangeAsync(Guid company, object fields) =>
        World.RunAsync(Ann, (ChangeCompanyHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(company, fields), ct));
}
