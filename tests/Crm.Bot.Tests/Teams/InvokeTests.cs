namespace Crm.Bot.Tests.Teams;

/// <summary>Message extension, links, dialogs, typeahead, and every other invoke that Teams may send.</summary>
public sealed class InvokeTests : BotWorld
{
    protected override WebApplicationFactory<TeamsTurns> Host() =>
        base.Host().WithWebHostBuilder(web => web.UseSetting("Links:PublicAddress", "https://crm.example.com"));

    [Theory]
    [InlineData("search", "initialRun", "true", "Twelve vans")]
    [InlineData("search", "query", "litw", "Litware")]
    [InlineData("deals", "initialRun", "true", "Twelve vans")]
    [InlineData("deals", "query", "vans", "Twelve vans")]
    [InlineData("deals", "query", "value > 40000", "Twelve vans")]
    [InlineData("contacts", "query", "nilsson", "Clara Nilsson")]
    [InlineData("companies", "query", "Litware", "Litware")]
    public async Task A_search_command_gives_results_with_a_card_each(string command, string parameter, string typed, string found)
    {
        await RecordsAsync();

        var answer =
            (await InvokeAsync(
                "composeExtension/query",
                new { commandId = command, parameters = new[] { new { name = parameter, value = typed } },
                    queryOptions = new { skip = 0, count = 25 } })).GetProperty("composeExtension");

        Assert.Equal("result", answer.GetProperty("type").GetString());
        Assert.Contains(answer.GetProperty("attachments").EnumerateArray(),
            a => a.GetProperty("preview").GetProperty("content").GetProperty("title").GetString() == found
            && a.GetProperty("content").GetProperty("type").GetString() == "AdaptiveCard");
    }

    [Fact]
    public async Task A_search_without_a_hit_says_what_else_can_be_typed() =>
        Assert.Contains(
            "Nothing found",
            (await InvokeAsync("composeExtension/query",
                new { commandId = "deals", parameters = new[] { new { name = "query", value = "zzz" } } })).GetRawText());

    [Fact]
    public async Task A_link_unfolds_for_who_may_see_the_record_and_shows_nothing_of_it_to_the_others()
    {
        var deal = await RecordsAsync();
        var bob = Guid.CreateVersion7();
        await World.UserAsync("Bob Ott", oid: bob);
        var link = new { url = $"https://crm.example.com/deal/{deal}" };

        var mine = (await InvokeAsync("composeExtension/queryLink", link)).GetProperty("composeExtension");
        var theirs = (await InvokeAsync("composeExtension/queryLink", link, bob)).GetProperty("composeExtension");

        var attachment = Assert.Single(mine.GetProperty("attachments").EnumerateArray());
        Assert.Equal("Twelve vans", attachment.GetProperty("preview").GetProperty("content").GetProperty("title").GetString());
        Assert.DoesNotContain("vans", attachment.GetProperty("content").GetRawText());
        Assert.Contains("no-cache", mine.GetRawText());
        Assert.Empty(theirs.GetProperty("attachments").EnumerateArray());
        Assert.DoesNotContain("vans", (await InvokeAsync("composeExtension/anonymousQueryLink", link)).GetRawText());
    }

    [Fact]
    public async Task A_message_becomes_a_deal_in_a_dialog()
    {
        var fetched = await InvokeAsync("composeExtension/fetchTask", new
        {
            commandId = "createDeal", commandContext = "message",
            messagePayload = new { id = "1", body = new { contentType = "html", content = "<p>Can we get <b>twelve vans</b>?</p>" },
                from = new { user = new { displayName = "Clara Nilsson" } } },
        });
        var form = fetched.GetProperty("task").GetProperty("value").GetProperty("card").GetProperty("content");
        Assert.Contains("Can we get twelve vans ?", BotDriver.TextOf(form));
        Assert.DoesNotContain("Action.Execute", form.GetRawText());
        var button = Submits(form).First(b => b.GetProperty("title").GetString() == "Create deal");

        var refused = await InvokeAsync("composeExtension/submitAction",
            new { commandId = "createDeal", data = Merged(button, ("title", "Twelve vans"), ("value", "a lot")) });
        Assert.Contains("is not a number", refused.GetProperty("task").GetRawText());
        var made = await InvokeAsync("composeExtension/submitAction",
            new { commandId = "createDeal", data = Merged(button, ("title", "Twelve vans"), ("value", "1,000")) });

        Assert.Contains("Twelve vans", made.GetProperty("task").GetRawText());
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from deals where title = 'Twelve vans'"));
    }

    [Fact]
    public async Task A_message_is_logged_with_a_link_back()
    {
        var fetched = await InvokeAsync("composeExtension/fetchTask", new
        {
            commandId = "logMessage", commandContext = "message",
            messagePayload = new { id = "1", linkToMessage = "https://teams.example/l/message/1",
                body = new { contentType = "text", content = "The offer is fine" } },
        });
        var form = fetched.GetProperty("task").GetProperty("value").GetProperty("card").GetProperty("content");

        Assert.Contains("The offer is fine", BotDriver.TextOf(form));
        Assert.Contains("https://teams.example/l/message/1", BotDriver.TextOf(form));
    }

    [Fact]
    public async Task A_dialog_is_a_card_route_and_cancel_closes_it()
    {
        var dialog = (await InvokeAsync("task/fetch", new { data = new { verb = "company.new" }, context = new { theme = "dark" } }))
            .GetProperty("task");
        Assert.Equal("continue", dialog.GetProperty("type").GetString());
        var form = dialog.GetProperty("value").GetProperty("card").GetProperty("content");

        await InvokeAsync("task/submit", new { data = Merged(Submits(form)[0], ("name", "Litware"), ("status", "ACTIVE")) });
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from companies where name = 'Litware'"));
        using var closed = await PostAsync("task/submit", new { data = Merged(Submits(form)[1]) }, Oid);
        Assert.Empty(await closed.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_record_is_edited_in_a_dialog()
    {
        var deal = await RecordsAsync();
        var form = (await InvokeAsync("task/fetch", new { data = new { verb = "record.edit", kind = "deal", id = deal } }))
            .GetProperty("task").GetProperty("value").GetProperty("card").GetProperty("content");

        var saved = await InvokeAsync("task/submit", new { data = Merged(
            Submits(form).First(b => b.GetProperty("title").GetString() == "Save"), ("title", "Thirteen vans")) });

        Assert.DoesNotContain("has no field", saved.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from deals where title = 'Thirteen vans'"));
    }

    [Fact]
    public async Task A_picker_finds_by_typing_at_most_fifteen_of_ones_own()
    {
        await RecordsAsync();
        for (var i = 0; i < 20; i++)
        {
            await World.ContactAsync(Me, "Clara", $"Number {i:00}");
        }

        var results =
            (await InvokeAsync(
                "application/search", new { queryText = "clara", queryOptions = new { skip = 0, top = 15 }, dataset = "contacts" }))
                .GetProperty("value").GetProperty("results");
        Assert.Equal(15, results.GetArrayLength());
        var bob = Guid.CreateVersion7();
        await World.UserAsync("Bob Ott", oid: bob);
        Assert.Equal(0, (await InvokeAsync("application/search", new { queryText = "", dataset = "contacts" }, bob)).GetProperty("value")
            .GetProperty("results").GetArrayLength());
        Assert.Equal(0, (await InvokeAsync("application/search", new { queryText = "x", dataset = "salaries" })).GetProperty("value")
            .GetProperty("results").GetArrayLength());
        using var wrong = await PostAsync("application/search", new { dataset = "contacts" }, Oid);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("Missing queryText", await wrong.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_picker_of_a_new_records_company_offers_to_create_the_one_that_is_not_there()
    {
        await World.CompanyAsync(Me, "Litware Inc.");

        Assert.Equal(["Litware Inc.", "Create “litware”"], await TitlesAsync("litware", "companies-or-new"));
        Assert.Equal(["Litware Inc."], await TitlesAsync("litware inc.", "companies-or-new"));
        Assert.Equal(["Create “Graphic Design”"], await TitlesAsync("  Graphic   Design ", "companies-or-new"));
        Assert.Empty(await TitlesAsync("Graphic Design", "companies"));
        Assert.Equal(["Litware Inc."], await TitlesAsync("", "companies-or-new"));
        Assert.Empty(await TitlesAsync("\u200b", "companies-or-new", Guid.CreateVersion7()));
    }

    [Fact]
    public async Task A_company_that_was_only_typed_is_asked_about_in_a_dialog_and_made_with_the_contact()
    {
        var dialog = (await InvokeAsync("composeExtension/fetchTask", new { commandId = "createContact", messagePayload = new { } }))
            .GetProperty("task");
        var form = dialog.GetProperty("value").GetProperty("card").GetProperty("content");
        var asked = (await InvokeAsync("task/submit", new { data = Merged(Submits(form)[0], ("firstName", "Jonas"), ("lastName", "Weber"),
            ("companyId", "Graphic Design")) })).GetProperty("task");
        var offer = asked.GetProperty("value").GetProperty("card").GetProperty("content");

        Assert.Contains("Graphic Design is not in the CRM yet", offer.ToString(), StringComparison.Ordinal);
        await InvokeAsync("task/submit", new { data = Merged(Submits(offer)[0]) });

        Assert.Equal("Jonas Graphic Design",
            await World.TruthAsync<string>("select p.first_name || ' ' || c.name from contacts p join companies c on c.id = p.company_id"));
    }

    private async Task<string[]> TitlesAsync(string text, string dataset, Guid? who = null) =>
        [.. (await InvokeAsync("application/search", new { queryText = text, dataset }, who)).GetProperty("value").GetProperty("results")
            .EnumerateArray().Select(r => r.GetProperty("title").GetString()!)];

    [Theory]
    [InlineData("composeExtension/query", "{\"commandId\":\"nothing\"}", 400)]
    [InlineData("composeExtension/query", "5", 400)]
    [InlineData("composeExtension/selectItem", "{\"@id\":\"1\"}", 400)]
    [InlineData("composeExtension/fetchTask", "{\"commandId\":\"nothing\"}", 400)]
    [InlineData("composeExtension/submitAction", "{\"botMessagePreviewAction\":\"burn\"}", 400)]
    [InlineData("composeExtension/submitAction", "{\"botMessagePreviewAction\":\"send\"}", 200)]
    [InlineData("composeExtension/queryLink", "{}", 400)]
    [InlineData("composeExtension/queryLink", "{\"url\":\"https://elsewhere.example/x\"}", 200)]
    [InlineData("composeExtension/querySettingUrl", "{}", 200)]
    [InlineData("composeExtension/setting", "{\"state\":\"x\"}", 200)]
    [InlineData("composeExtension/onCardButtonClicked", "\"x\"", 200)]
    [InlineData("task/fetch", "{\"data\":null,\"context\":\"\"}", 200)]
    [InlineData("signin/tokenExchange", "{\"id\":\"1\",\"connectionName\":\"x\",\"token\":\"y\"}", 412)]
    [InlineData("signin/verifyState", "{\"state\":\"123456\"}", 200)]
    [InlineData("signin/failure", "{\"code\":\"resourcematchfailed\"}", 200)]
    [InlineData("fileConsent/invoke", "{\"action\":\"decline\"}", 200)]
    [InlineData("fileConsent/invoke", "{\"action\":\"burn\"}", 400)]
    [InlineData("message/submitAction", "{\"actionName\":\"feedback\"}", 200)]
    [InlineData("message/fetchTask", "{\"data\":{\"actionName\":\"feedback\"}}", 200)]
    [InlineData("suggestedActions/submit", "{}", 200)]
    [InlineData("handoff/action", "{\"continuation\":\"x\"}", 200)]
    [InlineData("config/fetch", "{}", 200)]
    [InlineData("config/submit", "{\"data\":{}}", 200)]
    [InlineData("tab/fetch", "{\"tabContext\":{\"tabEntityId\":\"x\"}}", 200)]
    [InlineData("tab/submit", "{}", 200)]
    [InlineData("actionableMessage/executeAction", "{\"actionId\":\"x\"}", 200)]
    [InlineData("nobody/knows", "{}", 501)]
    public async Task Every_invoke_is_answered_as_the_protocol_says(string name, string value, int status)
    {
        using var answer = await PostAsync(name, JsonNode.Parse(value), Oid);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("composeExtension/query", "{\"commandId\":\"search\"}")]
    [InlineData("composeExtension/fetchTask", "{\"commandId\":\"createDeal\"}")]
    [InlineData("task/fetch", "{\"data\":{\"verb\":\"deals.list\"}}")]
    [InlineData("application/search", "{\"queryText\":\"\",\"dataset\":\"deals\"}")]
    public async Task Somebody_without_an_account_sees_nothing(string name, string value)
    {
        await RecordsAsync();

        using var answer = await PostAsync(name, JsonNode.Parse(value), Guid.CreateVersion7());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("vans", await answer.Content.ReadAsStringAsync());
    }

    private async Task<Guid> RecordsAsync()
    {
        var company = await World.CompanyAsync(Me, "Litware", "litware.example");
        await World.ContactAsync(Me, "Clara", "Nilsson", "clara@litware.example", company);
        return await World.DealAsync(Me, "Twelve vans", "48000", "Proposal", company);
    }

    private static JsonObject Merged(JsonElement button, params (string Id, string Value)[] inputs)
    {
        var data = JsonNode.Parse(button.GetProperty("data").GetRawText())!.AsObject();
        foreach (var (id, value) in inputs)
        {
            data[id] = value;
        }

        return data;
    }

    private static List<JsonElement> Submits(JsonElement card) =>
        [.. card.GetProperty("actions").EnumerateArray().Where(a => a.GetProperty("type").GetString() == "Action.Submit")];

    private async Task<JsonElement> InvokeAsync(string name, object value, Guid? oid = null)
    {
        using var answer = await PostAsync(name, value, oid ?? Oid);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    private Task<HttpResponseMessage> PostAsync(string name, object? value, Guid oid) => Bot.InvokeAsync(name, value, World.Contoso, oid);
}
