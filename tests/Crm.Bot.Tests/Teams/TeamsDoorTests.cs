namespace Crm.Bot.Tests.Teams;

/// <summary>The Teams door from the outside: activities in, cards out, real PostgreSQL behind.</summary>
public sealed class TeamsDoorTests : BotWorld
{
    [Fact]
    public async Task Help_greets_by_name_and_shows_examples()
    {
        var card = await SayAsync("hi");

        Assert.Contains("Hello Ann", BotDriver.TextOf(card));
        Assert.Contains("and value > 10000 order by value desc", BotDriver.TextOf(card));
    }

    [Theory]
    [InlineData("new company", "New company")]
    [InlineData("New  Contact", "New contact")]
    [InlineData("add deal", "New deal")]
    [InlineData("new copmany", "New company")]
    public async Task New_something_answers_with_its_form(string typed, string title) =>
        Assert.Contains(title, BotDriver.TextOf(await SayAsync(typed)));

    [Fact]
    public async Task A_submitted_form_creates_and_shows_the_record()
    {
        var form = await SayAsync("new deal");
        var stage = (await World.StageAsync(Me, "Proposal")).Id;

        var card = await PressAsync(form, "Create deal",
            new { title = "Twelve vans", value = "48,000", currency = "EUR", stageId = stage.ToString(), priority = "HIGH" });

        Assert.Contains("Twelve vans", BotDriver.TextOf(card));
        Assert.Contains("48,000 EUR", BotDriver.TextOf(card));
        Assert.Equal(
            1, await World.TruthAsync<long>(
                "select count(*) from deals where title = 'Twelve vans' and value = 48000 and currency = 'EUR'"));
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_why_at_the_field()
    {
        var form = await SayAsync("new contact");

        var again = await PressAsync(form, "Create contact", new { firstName = "Ann", lastName = "Lee", email = "ann-at-x" });

        var texts = BotDriver.TextOf(again);
        Assert.Contains("Ann", texts);
        Assert.Contains("ann-at-x", texts);
        Assert.Contains("is not an e-mail address", texts);
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from contacts"));
    }

    [Fact]
    public async Task A_list_counts_pages_and_moves_in_place()
    {
        for (var i = 1; i <= 7; i++)
        {
            await World.DealAsync(Me, $"Deal {i}", $"{i}0000", "Proposal");
            World.Clock.Pass(TimeSpan.FromSeconds(1));
        }

        var first = await SayAsync("deals where stage is Proposal and value > 10000");
        Assert.Contains("Deals: 6", BotDriver.TextOf(first));
        Assert.Equal(5, BotDriver.Buttons(first).Count(b => b.GetProperty("title").GetString() == "Open"));

        var second = await PressAsync(first, "Next page");
        Assert.Contains("6–6 of 6", BotDriver.TextOf(second));

        var moved = await PressAsync(second, "→ Negotiation");
        Assert.Contains("Deals: 5", BotDriver.TextOf(moved));
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from deal_stage_history where from_stage_id is not null"));
    }

    [Fact]
    public async Task Show_finds_a_person_by_name()
    {
        var company = await World.CompanyAsync(Me, "Litware", "litware.example");
        await World.ContactAsync(Me, "Clara", "Nilsson", "clara@litware.example", company);

        var card = await SayAsync("show clara nilsson");

        Assert.Contains("Last contacts", BotDriver.TextOf(card));
        Assert.Contains("Litware", BotDriver.TextOf(card));
        Assert.Contains("Found 2", BotDriver.TextOf(await SayAsync("find litware")));
    }

    [Fact]
    public async Task A_wrong_condition_is_answered_at_its_place() =>
        Assert.Contains("After “stage is”: “Propsal” isn't a known stage. Did you mean “Proposal”?",
            BotDriver.TextOf(await SayAsync("deals where stage is Propsal")));

    [Fact]
    public async Task Somebody_without_an_account_is_told_whom_to_ask_and_nothing_else()
    {
        await World.UserAsync("Patti Admin", Role.Admin);

        var card = await Bot.SayAsync("deals", World.Contoso, Guid.CreateVersion7());

        Assert.Contains("Ask Patti Admin", BotDriver.TextOf(card));
    }

    [Fact]
    public async Task A_foreign_tenant_is_refused() =>
        Assert.Contains("does not use this CRM", BotDriver.TextOf(await Bot.SayAsync("deals", Guid.CreateVersion7(), Oid)));

    [Theory]
    [InlineData("""{"action":{"type":"Action.Submit","data":{}}}""", "NotSupported")]
    [InlineData("""{"action":{"type":"Action.Execute","data":{}}}""", "BadRequest")]
    [InlineData("""{"nothing":1}""", "BadRequest")]
    public async Task A_press_that_makes_no_sense_gets_the_protocols_error(string value, string code)
    {
        using var answer = await Bot.PostAsync(Bot.Activity("invoke", World.Contoso, Oid, "Ann", a =>
        {
            a["name"] = "adaptiveCard/action";
            a["value"] = JsonNode.Parse(value);
        }));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Forged_data_is_refused_without_a_trace()
    {
        foreach (var data in new[] { """{"id":"not-a-guid"}""", """{"id":{"a":1}}""", """{}""", """{"id":null}""" })
        {
            var card = JsonDocument.Parse($$"""{"type":"Action.Execute","title":"x","verb":"deal.show","data":{{data}}}""").RootElement;
            var answer = await PressAsync(card, "x");
            Assert.Contains("did not work", BotDriver.TextOf(answer));
        }
    }

    [Fact]
    public async Task Presses_of_a_card_that_is_older_than_the_program_say_so()
    {
        var card = JsonDocument.Parse("""{"type":"Action.Execute","title":"x","verb":"gone.verb","data":{}}""").RootElement;

        Assert.Contains("older than the CRM", BotDriver.TextOf(await PressAsync(card, "x")));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/connector")]
    [InlineData(null)]
    public async Task An_answer_that_cannot_be_delivered_is_no_failure_of_the_turn(string? serviceUrl)
    {
        using var answer = await Bot.PostAsync(Bot.Activity("message", World.Contoso, Oid, "Ann", a =>
        {
            a["text"] = "help";
            a["serviceUrl"] = serviceUrl;
        }));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
