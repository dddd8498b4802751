namespace Crm.Data.Tests.Rights;

/// <summary>The same question asked through every verb of the card routes: ids are claims, looked up under the caller's rights.</summary>
public sealed class DoorRightsTests : IAsyncLifetime
{
    private RightsWorld rights = null!;

    public async Task InitializeAsync() => rights = await RightsWorld.CreateAsync();

    public async Task DisposeAsync() => await rights.DisposeAsync();

    [Fact]
    public async Task A_colleagues_or_foreign_id_is_not_there_for_any_verb()
    {
        foreach (var owner in new[] { rights.Bob, rights.Stranger })
        {
            var schema = owner.Tenant.Schema;
            var company = await rights.World.TruthAsync<Guid>($"select id from companies where owner_id = '{owner.Id}'", schema);
            var contact = await rights.World.TruthAsync<Guid>($"select id from contacts where owner_id = '{owner.Id}'", schema);
            var deal = await rights.World.TruthAsync<Guid>($"select id from deals where owner_id = '{owner.Id}'", schema);
            var stage = (await rights.World.StageAsync(rights.Ann, "Won")).Id;

            Assert.Equal(
                RefusalKind.NotFound,
                (await rights.World.PressAsync(rights.Ann, ShowCompany.Verb, new ShowCompany(company))).Refusal!.Kind);
            Assert.Equal(
                RefusalKind.NotFound,
                (await rights.World.PressAsync(rights.Ann, ShowContact.Verb, new ShowContact(contact))).Refusal!.Kind);
            Assert.Equal(
                RefusalKind.NotFound, (await rights.World.PressAsync(rights.Ann, ShowDeal.Verb, new ShowDeal(deal))).Refusal!.Kind);
            Assert.Equal(
                RefusalKind.NotFound, (await rights.World.PressAsync(rights.Ann, MoveDeal.Verb, new MoveDeal(deal, stage))).Refusal!.Kind);
            Assert.NotNull(
                (await rights.World.PressAsync(
                    rights.Ann, CreateDeal.Verb, new CreateDeal("Mine", CompanyId: company.ToString()))).Refusal!.For("companyId"));
            Assert.NotNull(
                (await rights.World.PressAsync(
                    rights.Ann, CreateDeal.Verb, new CreateDeal("Mine", ContactId: contact.ToString()))).Refusal!.For("contactId"));
            Assert.NotNull(
                (await rights.World.PressAsync(
                    rights.Ann, CreateContact.Verb, new CreateContact("A", "B", CompanyId: company.ToString()))).Refusal!.For("companyId"));
            Assert.Equal(
                "Proposal", await rights.World.TruthAsync<string>(
                    $"select s.name from deals d join pipeline_stages s on s.id = d.stage_id where d.id = '{deal}'", schema));
        }
    }

    [Fact]
    public async Task Lists_and_search_hold_own_rows_only()
    {
        var deals = await rights.World
            .RunAsync(rights.Ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals(Take: 100), ct));
        var found = await rights.World
            .RunAsync(rights.Ann, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords("customer"), ct));

        Assert.Equal(["Ann Miller's deal"], deals.Value.Page.Items.Select(d => d.Title));
        Assert.Equal(1, deals.Value.Page.Total);
        Assert.All(found.Value.Hits, hit => Assert.Contains("Ann Miller", hit.Title));
        Assert.NotEmpty(found.Value.Hits);
    }

    [Fact]
    public async Task A_user_who_reads_everything_still_moves_own_deals_only()
    {
        var ann = RightsWorld.With(rights.Ann, Visibility.Everyone);
        var deal = await rights.World.TruthAsync<Guid>($"select id from deals where owner_id = '{rights.Bob.Id}'");
        var stage = (await rights.World.StageAsync(ann, "Won")).Id;

        var answer = await rights.World.PressAsync(ann, MoveDeal.Verb, new MoveDeal(deal, stage));

        Assert.NotNull(answer.Refusal);
        Assert.Equal(
            "Proposal", await rights.World.TruthAsync<string>(
                $"select s.name from deals d join pipeline_stages s on s.id = d.stage_id where d.id = '{deal}'"));
    }
}
