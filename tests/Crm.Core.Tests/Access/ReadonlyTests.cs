namespace Crm.Core.Tests.Access;

/// <summary>READONLY sees the whole tenant and changes nothing in it.</summary>
public sealed class ReadonlyTests : WorldTests
{
    private CurrentUser auditor = null!;

    /// <summary>Everything that changes records or shows a form that does.</summary>
    public static TheoryData<string> Changes => [.. CardRoutes.Table.Values.Where(r => r.NeedsChangeRight).Select(r => r.Verb).Order()];

    protected override async Task ArrangeAsync() => auditor = await World.UserAsync("Rita Auditor", Role.Readonly);

    [Fact]
    public void Every_verb_that_changes_something_needs_the_right_apart_from_the_persons_own_settings() => Assert.Equal(
        [SaveSettings.Verb], CardRoutes.Table.Values.Where(r => r.Changes && !r.NeedsChangeRight).Select(r => r.Verb));

    [Theory]
    [InlineData(Door.Teams)]
    [InlineData(Door.Outlook)]
    public async Task Sees_everybodys_records_in_lists_searches_and_pages(Door door)
    {
        var reader = auditor with { Door = door };
        var company = await World.CompanyAsync(Ann, "Litware", "litware.example");
        var contact = await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example", company);
        var deal = await World.DealAsync(Ann, "Twelve vans", "100", "Proposal", company, contact);

        Says("Litware", await World.PressAsync(reader, ListCompanies.Verb, new ListCompanies()));
        Says("Clara Nilsson", await World.PressAsync(reader, ListContacts.Verb, new ListContacts()));
        Says("Twelve vans", await World.PressAsync(reader, ListDeals.Verb, new ListDeals()));
        Says("Twelve vans", await World.PressAsync(reader, FindRecords.Verb, new FindRecords("vans")));
        Says("Litware", await World.PressAsync(reader, ShowCompany.Verb, new ShowCompany(company)));
        Says("Litware", await World.PressAsync(reader, ShowDeal.Verb, new ShowDeal(deal)));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Is_told_so_by_each_verb_that_would_change_something(string verb)
    {
        var answer = await World.PressAsync(auditor, verb, new { });

        Assert.Equal(Refusal.ReadOnlyAccount().Message, answer.Refusal?.Message);
        Says("read-only", answer);
    }

    [Fact]
    public async Task Is_refused_below_the_cards_as_well_and_nothing_is_saved()
    {
        var refused = await World.UseCases.ChangeAsync(
            auditor, CreateCompany.Verb, (CreateCompanyHandler h, CancellationToken ct) => h.HandleAsync(new CreateCompany("Litware"), ct),
            CancellationToken.None);

        Assert.Equal(RefusalKind.NotAllowed, refused.Refusal?.Kind);
        Assert.Equal(0, await World.TruthAsync<long>("select (select count(*) from companies) + (select count(*) from presses)"));
    }

    [Fact]
    public async Task Is_shown_no_button_that_would_be_refused()
    {
        var company = await World.CompanyAsync(Ann, "Litware", "litware.example");
        var contact = await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example", company);
        var deal = await World.DealAsync(Ann, "Twelve vans", "100", "Proposal", company, contact);
        await World.RunAsync(Ann, (PlanActivityHandler h, CancellationToken ct) => h.HandleAsync(
            new PlanActivity("TASK", "Send the offer", Due: "2027-05-01", DealId: deal.ToString()), ct));
        (string Verb, object Data)[] pages =
        [
            (ShowCompany.Verb, new ShowCompany(company)), (ShowContact.Verb, new ShowContact(contact)), (ShowDeal.Verb, new ShowDeal(deal)),
            (ListDeals.Verb, new ListDeals()), (ListActivities.Verb, new ListActivities()), (ShowHelp.Verb, new ShowHelp()),
        ];

        foreach (var (verb, data) in pages)
        {
            var mine = Verbs(await World.PressAsync(Ann, verb, data));
            var theirs = Verbs(await World.PressAsync(auditor, verb, data));

            Assert.Contains(mine, v => CardRoutes.Table[v].NeedsChangeRight);
            Assert.DoesNotContain(theirs, v => CardRoutes.Table[v].NeedsChangeRight);
        }
    }

    [Fact]
    public async Task Keeps_an_own_time_zone()
    {
        var saved = await World.PressAsync(auditor, SaveSettings.Verb, new SaveSettings("Europe/Stockholm", "sv-SE"));

        Assert.Null(saved.Refusal);
        Assert.Equal("Europe/Stockholm", await World.TruthAsync<string>($"select timezone from users where id = '{auditor.Id}'"));
    }

    private static void Says(string text, CardAnswer answer) => Assert.Contains(
        text, BotDriver.TextOf(JsonSerializer.SerializeToElement(answer.Card, CardJson.Options)), StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Verbs(CardAnswer answer) =>
        [.. BotDriver.Buttons(JsonSerializer.SerializeToElement(answer.Card, CardJson.Options))
            .Where(b => b.TryGetProperty("verb", out _)).Select(b => b.GetProperty("verb").GetString()!)];
}
