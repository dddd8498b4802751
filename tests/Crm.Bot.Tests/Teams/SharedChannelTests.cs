namespace Crm.Bot.Tests.Teams;

/// <summary>
/// A channel that Ann and Bob (USERs who see their own) and Mia (MANAGER) read: what each of them sees, without asking and by pressing the
/// others' cards.
/// </summary>
public sealed class SharedChannelTests : BotWorld
{
    private static readonly Guid BobOid = Guid.Parse("33333333-3333-4333-8333-333333333331");
    private static readonly Guid MiaOid = Guid.Parse("33333333-3333-4333-8333-333333333332");

    /// <summary>Names that only who may see the record may ever get; nobody types them here.</summary>
    private static readonly string[] Anns = ["Aurora", "Nilsson", "Litware", "auroraday"];
    private static readonly string[] Bobs = ["Borealis", "Ott-Weber", "Fabrinet", "borealday"];

    private CurrentUser bob = null!;

    [Theory]
    [InlineData("deals")]
    [InlineData("deals where value > 10 order by value desc")]
    [InlineData("companies")]
    [InlineData("contacts")]
    [InlineData("activities")]
    [InlineData("tasks")]
    [InlineData("find tender")]
    [InlineData("show tender")]
    [InlineData("today")]
    [InlineData("pipeline")]
    [InlineData("funnel")]
    [InlineData("help")]
    [InlineData("new deal")]
    [InlineData("settings")]
    [InlineData("views")]
    public async Task The_shared_card_shows_nobodys_records_and_each_reader_gets_their_own(string command)
    {
        await RecordsAsync();

        var shared = await SayInChannelAsync(command);

        AssertShows(shared, []);
        var refresh = shared.GetProperty("refresh").GetProperty("action");
        AssertShowsNone(await RefreshAsync(refresh, Oid), Bobs);
        AssertShowsNone(await RefreshAsync(refresh, BobOid), Anns);
        if (command is "deals" or "companies" or "contacts" or "activities" or "find tender")
        {
            AssertShowsSome(await RefreshAsync(refresh, Oid), Anns);
            AssertShowsSome(await RefreshAsync(refresh, BobOid), Bobs);
            AssertShowsSome(await RefreshAsync(refresh, MiaOid), Anns);
            AssertShowsSome(await RefreshAsync(refresh, MiaOid), Bobs);
        }
    }

    /// <summary>
    /// Teams asks for a shared card again by itself, for everybody who looks at it: what changes something must never be asked for so.
    /// </summary>
    [Theory]
    [InlineData("undo", "Aurora")]
    [InlineData("log call with Cl about the offer", "Nilsson")]
    [InlineData("log call with Clara about the offer", "Nilsson")]
    [InlineData("remind me tomorrow to call", "Aurora")]
    public async Task A_change_in_a_channel_is_the_askers_alone_and_happens_once(string command, string hidden)
    {
        await RecordsAsync();
        await Bot.SayAsync("remind me tomorrow to dust", World.Contoso, BobOid);
        var before = await TruthAsync();

        var shared = await SayInChannelAsync(command);

        AssertShows(shared, []);
        Assert.DoesNotContain(hidden, shared.GetRawText());
        var after = await TruthAsync();
        Assert.NotEqual(command.Contains(" Cl ", StringComparison.Ordinal) ? "" : before, after);
        foreach (var action in Actions(shared))
        {
            foreach (var reader in new[] { Oid, BobOid, MiaOid })
            {
                await RefreshAsync(action, reader, expectCard: false);
            }
        }

        Assert.Equal(after, await TruthAsync());
    }

    [Fact]
    public async Task A_client_that_asks_by_itself_changes_nothing()
    {
        await RecordsAsync();
        var before = await TruthAsync();

        var answer = await PressInChannelAsync("undo", new JsonObject(), Oid, "automatic");

        Assert.Equal(400, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal(before, await TruthAsync());
    }

    [Fact]
    public async Task Whoever_presses_a_card_of_somebody_elses_record_neither_reads_nor_changes_it()
    {
        await RecordsAsync();
        var before = await TruthAsync();
        var cards = new List<JsonElement>();
        foreach (var said in new[] { "show Aurora tender", "show Clara Nilsson", "show Litware", "deals", "tasks", "find Aurora" })
        {
            cards.Add(await SayAsync(said));
        }

        cards.Add(await PressAsync(cards[0], "Edit"));
        var pressed = 0;
        foreach (var button in cards.SelectMany(BotDriver.Buttons))
        {
            var data = JsonNode.Parse(button.GetProperty("data").GetRawText())!.AsObject();
            data["reason"] = "Price";
            data["personId"] = bob.Id.ToString();
            if (button.GetProperty("verb").GetString() is "views.save" or "deal.create" or "company.create" or "contact.create"
                || button.GetProperty("title").GetString()!.StartsWith("New", StringComparison.Ordinal))
            {
                continue; // makes something of Bob's own
            }

            var answer = await PressInChannelAsync(button.GetProperty("verb").GetString()!, data, BobOid, "manual");
            AssertShowsNone(answer, button.GetProperty("data").GetRawText() is var typed
                ? [.. Anns.Where(a => !typed.Contains(a, StringComparison.OrdinalIgnoreCase))]
                : Anns);
            pressed++;
        }

        Assert.True(pressed > 30, $"Only {pressed} buttons were pressed.");
        Assert.Equal(before, await TruthAsync());
    }

    [Theory]
    [InlineData("deals")]
    [InlineData("contacts")]
    [InlineData("companies")]
    public async Task Typeahead_offers_each_person_their_own(string dataset)
    {
        await RecordsAsync();

        async Task<JsonElement> ChoicesAsync(Guid person, string typed) =>
            await InvokeAsync(
                "application/search", new JsonObject
                { ["queryText"] = typed, ["dataset"] = dataset, ["queryOptions"] = new JsonObject { ["skip"] = 0, ["top"] = 15 } }, person);

        AssertShowsSome(await ChoicesAsync(Oid, ""), Anns);
        AssertShowsNone(await ChoicesAsync(Oid, ""), Bobs);
        AssertShowsSome(await ChoicesAsync(BobOid, ""), Bobs);
        AssertShowsNone(await ChoicesAsync(BobOid, ""), Anns);
        AssertShowsSome(await ChoicesAsync(MiaOid, ""), Anns);
        AssertShowsSome(await ChoicesAsync(MiaOid, ""), Bobs);
        AssertShowsNone(await ChoicesAsync(BobOid, dataset == "deals" ? "Aur" : dataset == "contacts" ? "Nil" : "Lit"), Anns);
    }

    private async Task RecordsAsync()
    {
        bob = await World.UserAsync("Bob Ott", oid: BobOid);
        await World.UserAsync("Mia Stone", Role.Manager, oid: MiaOid);
        foreach (var (owner, tender, last, company, day) in new[]
            { (Me, "Aurora tender", "Nilsson", "Litware", "auroraday"), (bob, "Borealis tender", "Ott-Weber", "Fabrinet", "borealday") })
        {
            var firm = await World.CompanyAsync(owner, company);
            var contact = await World.ContactAsync(owner, "Clara", last, company: firm);
            await World.DealAsync(owner, tender, "5000", "Proposal", firm, contact);
            await Bot.SayAsync($"remind me in 10 minutes to prepare {day}", World.Contoso, owner == Me ? Oid : BobOid);
        }

        await World.ContactAsync(Me, "Clemens", "Nilsson");
    }

    /// <summary>What everybody's records are, whoever owns them.</summary>
    private Task<string> TruthAsync() => World.TruthAsync<string>(
        """
        select (select string_agg(d::text, '|' order by id) from deals d) || (select string_agg(c::text, '|' order by id) from contacts c)
          || (select string_agg(c::text, '|' order by id) from companies c)
            || (select string_agg(a::text, '|' order by id) from activities a)
        """);

    private Task<JsonElement> SayInChannelAsync(string text) => Bot.SayAsync(text, World.Contoso, Oid, change: InChannel);

    private async Task<JsonElement> RefreshAsync(JsonElement action, Guid person, bool expectCard = true)
    {
        var answer = await PressInChannelAsync(action.GetProperty("verb").GetString()!,
            JsonNode.Parse(action.GetProperty("data").GetRawText())!.AsObject(), person, "automatic");
        Assert.True(!expectCard || answer.GetProperty("statusCode").GetInt32() == 200, answer.GetRawText());
        return answer.GetProperty("value");
    }

    private Task<JsonElement> PressInChannelAsync(string verb, JsonObject data, Guid person, string trigger) => InvokeAsync(
        "adaptiveCard/action",
        new JsonObject
        { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data }, ["trigger"] = trigger }, person);

    private async Task<JsonElement> InvokeAsync(string name, JsonObject value, Guid person)
    {
        using var answer = await Bot.PostAsync(Bot.Activity("invoke", World.Contoso, person, "Somebody", a =>
        {
            InChannel(a);
            (a["name"], a["value"]) = (name, value);
        }));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static void InChannel(JsonObject activity) => activity["conversation"] = new JsonObject
    {
        ["id"] = "19:sales@thread.tacv2;messageid=1700000000000", ["conversationType"] = "channel", ["isGroup"] = true,
        ["tenantId"] = World.Contoso.ToString(),
    };

    private static IEnumerable<JsonElement> Actions(JsonElement card) =>
        BotDriver.Buttons(card)
        .Concat(card.TryGetProperty("refresh", out var refresh) ? [refresh.GetProperty("action")] : Array.Empty<JsonElement>());

    private static void AssertShows(JsonElement card, string[] names) => AssertShowsNone(card, [.. Anns.Concat(Bobs).Except(names)]);

    private static void AssertShowsNone(JsonElement card, string[] names) =>
        Assert.DoesNotContain(names, name => card.GetRawText().Contains(name, StringComparison.OrdinalIgnoreCase));

    private static void AssertShowsSome(JsonElement card, string[] names) =>
        Assert.Contains(names, name => card.GetRawText().Contains(name, StringComparison.OrdinalIgnoreCase));
}
