namespace Crm.Core.Tests.Records;

/// <summary>A deal that a manager gives to somebody takes its company and contact along in their sight (docs/decisions/0025).</summary>
public sealed class HandedOverTests : WorldTests
{
    private CurrentUser bob = null!;
    private CurrentUser eve = null!;
    private CurrentUser boss = null!;
    private Guid company;
    private Guid contact;
    private Guid deal;

    protected override async Task ArrangeAsync()
    {
        bob = await World.UserAsync("Bob Stone");
        eve = await World.UserAsync("Eve Other");
        boss = await World.UserAsync("Mia Chief", Role.Manager);
        company = await World.CompanyAsync(Ann, "Litware Inc.", "litware.example");
        contact = await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example", company);
        deal = await World.DealAsync(Ann, "Twelve vans", "14500", "Negotiation", company, contact);
    }

    [Fact]
    public async Task Before_it_is_given_a_colleague_sees_none_of_the_three()
    {
        Assert.Equal(RefusalKind.NotFound, (await SeeDealAsync(bob)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await SeeCompanyAsync(bob)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await SeeContactAsync(bob)).Refusal!.Kind);
        Assert.Empty(await FindAsync(bob, "litware"));
    }

    [Fact]
    public async Task The_new_owner_sees_the_company_and_the_contact_everywhere_that_they_are_looked_for()
    {
        await GiveAsync(bob);

        var seen = (await SeeDealAsync(bob)).Value.Deal;
        Assert.Equal(("Litware Inc.", "Clara Nilsson"), (seen.Company, seen.Contact));
        Assert.Equal("Litware Inc.", (await SeeCompanyAsync(bob)).Value.Company.Name);
        Assert.Equal("Clara Nilsson", (await SeeContactAsync(bob)).Value.Contact.Name);
        Assert.Equal(["Litware Inc."], await FindAsync(bob, "litware inc"));
        Assert.Equal(["Clara Nilsson"], await FindAsync(bob, "clara@litware.example"));
        Assert.Contains("Clara Nilsson", await FindAsync(bob, "nilsson"));
        var person = Assert.Single((await World.RunAsync(bob, (RecognisePeopleHandler h, CancellationToken ct) =>
            h.HandleAsync(new RecognisePeople([new PersonSeen("clara@litware.example", "Clara")]), ct))).Value.People);
        Assert.Equal((PersonKind.Contact, contact), (person.Kind, person.ContactId));
    }

    [Fact]
    public async Task Seen_is_not_owned_lists_and_counts_stay_the_readers_own_and_nothing_can_be_changed()
    {
        await GiveAsync(bob);
        await World.CompanyAsync(bob, "Fabrikam");

        var list =
            (await World.RunAsync(bob, (ListCompaniesHandler h, CancellationToken ct) => h.HandleAsync(new ListCompanies(), ct))).Value;
        Assert.Equal(["Fabrikam"], list.Items.Select(c => c.Name));
        Assert.Equal(1, list.Total);
        var changed = await World.RunAsync(bob, (ChangeCompanyHandler h, CancellationToken ct) =>
            h.SeenAsync(Changes.To(company, new { city = "Malmö" }), ct));
        Assert.Equal(RefusalKind.NotAllowed, changed.Refusal!.Kind);
        Assert.Equal(
            RefusalKind.NotAllowed,
            (await World.PressAsync(bob, DeleteRecord.Verb, new DeleteRecord(RecordKind.Contact, contact))).Refusal!.Kind);
    }

    [Fact]
    public async Task Who_gave_it_up_keeps_what_is_theirs_and_who_loses_it_again_sees_nothing_more()
    {
        await GiveAsync(bob);
        Assert.Equal("Litware Inc.", (await SeeCompanyAsync(Ann)).Value.Company.Name);

        await GiveAsync(eve);

        Assert.Equal(RefusalKind.NotFound, (await SeeCompanyAsync(bob)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await SeeContactAsync(bob)).Refusal!.Kind);
        Assert.Equal("Clara Nilsson", (await SeeContactAsync(eve)).Value.Contact.Name);
    }

    [Fact]
    public async Task A_company_that_gets_another_owner_stays_in_the_sight_of_those_whose_deals_it_belongs_to()
    {
        Assert.Null(
            (await World.RunAsync(boss, (ChangeCompanyHandler h, CancellationToken ct) => h.SeenAsync(Owner(company, eve), ct))).Refusal);

        Assert.Equal("Litware Inc.", (await SeeDealAsync(Ann)).Value.Deal.Company);
        Assert.Equal("Litware Inc.", (await SeeCompanyAsync(Ann)).Value.Company.Name);
        Assert.Equal(["Litware Inc."], await FindAsync(Ann, "litware inc"));
        var contacts =
            (await World.RunAsync(Ann, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(new ListContacts(), ct))).Value;
        Assert.Equal([("Clara Nilsson", "Litware Inc.")], contacts.Items.Select(c => (c.Name, c.Company)));
        var found =
            (await World.RunAsync(
                Ann, (ListContactsHandler h, CancellationToken ct) =>
                    h.HandleAsync(new ListContacts("company contains litware"), ct))).Value;
        Assert.Equal(1, found.Total);
    }

    [Fact]
    public async Task A_user_who_writes_somebody_elses_company_into_an_own_deal_sees_no_more_of_it()
    {
        var own = await World.DealAsync(bob, "Bob's own");
        await World.InDatabaseAsync(bob, async db =>
        {
            (await db.Deals.SingleAsync(d => d.Id == own)).For(company, contact);
            return await db.SaveAsync(CancellationToken.None);
        });

        Assert.Equal(company, await World.TruthAsync<Guid>($"select company_id from deals where id = '{own}'"));
        Assert.Equal(RefusalKind.NotFound, (await SeeCompanyAsync(bob)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await SeeContactAsync(bob)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_company_that_its_owner_merges_into_another_stays_in_sight()
    {
        await GiveAsync(bob);
        var kept = await World.CompanyAsync(Ann, "Litware Holding");

        Assert.Null(
            (await World.RunAsync(
                Ann, (MergeCompaniesHandler h, CancellationToken ct) => h.HandleAsync(new MergeCompanies(kept, company), ct))).Refusal);

        Assert.Equal("Litware Holding", (await SeeDealAsync(bob)).Value.Deal.Company);
        Assert.Equal("Clara Nilsson", (await SeeDealAsync(bob)).Value.Deal.Contact);
    }

    [Fact]
    public async Task A_deal_made_for_somebody_by_a_manager_shows_its_company_too()
    {
        var made = await World.DealAsync(boss, "Made by the boss", company: company, contact: contact);
        Assert.Null(
            (await World.RunAsync(boss, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(Owner(made, eve), ct))).Refusal);

        Assert.Equal(
            "Litware Inc.",
            (await World.RunAsync(
                eve, (ShowDealHandler h, CancellationToken ct) => h.HandleAsync(new ShowDeal(made), ct))).Value.Deal.Company);
    }

    [Fact]
    public async Task Only_reachable_people_are_told_of_what_somebody_else_gave_them_and_did_not_take_back()
    {
        var book = World.Services.GetRequiredService<IProactiveStore<Handover>>();
        await GiveAsync(bob);
        Assert.Empty(await book.TakeAsync(CancellationToken.None)); // Bob never wrote to the bot

        await ReachableAsync(Ann, bob, eve, boss);
        await GiveAsync(Ann); // back to where it was, before anybody was told
        Assert.Empty(await book.TakeAsync(CancellationToken.None));

        await GiveAsync(boss); // the boss takes it
        Assert.Empty(await book.TakeAsync(CancellationToken.None));

        await GiveAsync(eve);
        var told = Assert.Single(await book.TakeAsync(CancellationToken.None));
        Assert.Equal((eve.Id, "Mia Chief", deal), (told.Person.Id, told.By, told.DealId));
        Assert.Empty(await book.TakeAsync(CancellationToken.None)); // claimed
        await book.SentAsync(told, CancellationToken.None);
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from deal_handovers"));
    }

    private static FieldChanges Owner(Guid id, CurrentUser owner) =>
        new(id, null, new Dictionary<string, JsonElement> { ["ownerId"] = JsonSerializer.SerializeToElement(owner.Id.ToString()) });

    private async Task GiveAsync(CurrentUser to) =>
        Assert.Null(
            (await World.RunAsync(boss, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(Owner(deal, to), ct))).Refusal);

    private Task<Result<DealDetails>> SeeDealAsync(CurrentUser who) =>
        World.RunAsync(who, (ShowDealHandler h, CancellationToken ct) => h.HandleAsync(new ShowDeal(deal), ct));

    private Task<Result<CompanyDetails>> SeeCompanyAsync(CurrentUser who) =>
        World.RunAsync(who, (ShowCompanyHandler h, CancellationToken ct) => h.HandleAsync(new ShowCompany(company), ct));

    private Task<Result<ContactDetails>> SeeContactAsync(CurrentUser who) =>
        World.RunAsync(who, (ShowContactHandler h, CancellationToken ct) => h.HandleAsync(new ShowContact(contact), ct));

    private async Task<string[]> FindAsync(CurrentUser who, string text) =>
        [.. (await World.RunAsync(who, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords(text), ct))).Value.Hits
            .Select(h => h.Title)];

    private async Task ReachableAsync(params CurrentUser[] people)
    {
        foreach (var person in people)
        {
            await World.Services.GetRequiredService<IConversationStore>().KeepAsync(
                person.Tenant, $"a:{person.Id}", person.Id,
                JsonSerializer.SerializeToElement(new { conversation = new { id = $"a:{person.Id}" } }), CancellationToken.None);
        }
    }
}
