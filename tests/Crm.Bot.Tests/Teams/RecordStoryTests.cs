namespace Crm.Bot.Tests.Teams;

/// <summary>What a rep sees of one record: what was changed under their fingers, who changed what, two records of one person.</summary>
public sealed class RecordStoryTests : BotWorld
{
    [Fact]
    public async Task A_press_on_a_deals_old_card_is_refused_and_the_new_card_says_who_changed_what()
    {
        await World.DealAsync(Me, "Twelve vans", "48000", "Proposal");
        var (mine, theirs) = (await SayAsync("show Twelve vans"), await SayAsync("show Twelve vans"));
        var stage = (await World.StageAsync(Me, "Negotiation")).Id;
        await PressAsync(theirs, "Move", new { stageId = stage });

        foreach (var (button, inputs) in new (string, object?)[]
            { ("Move", new { stageId = stage }), ("Won", null), ("Mark as lost", new { reason = "Price" }), ("Delete", null) })
        {
            var refused = Text(await PressAsync(mine, button, inputs));
            Assert.Contains("Nothing was done: your card was out of date.", refused);
            Assert.Contains("Changed by you", refused);
            Assert.Contains("stage is now Negotiation", refused);
        }

        Assert.Equal("OPEN 2 false", await World.TruthAsync<string>("select status || ' ' || version || ' ' || is_deleted from deals"));
        var shown = await PressAsync(mine, "Won");
        Assert.DoesNotContain("Nothing was done", Text(await PressAsync(shown, "Refresh")));
        Assert.Contains("Won", Text(await PressAsync(shown, "Won")));
        Assert.Contains("status", await World.TruthAsync<string>("select string_agg(changes::text, ' ') from record_history"));
        Assert.Contains("Nothing was done", Text(await PressAsync(await StaleAfterAsync(shown), "Reopen")));
    }

    [Fact]
    public async Task A_press_on_a_tasks_old_card_is_refused_whatever_the_button()
    {
        await SayAsync("remind me tomorrow to call Clara");
        var (old, list) = (await SayAsync("tasks"), await SayAsync("today"));
        var card = await PressAsync(old, "Open");
        await PressAsync(await PressAsync(old, "Open"), "Move it", new { due = "in 3 days" });

        Assert.Contains("Nothing was done", Text(await PressAsync(old, "Done")));
        Assert.Contains("Nothing was done", Text(await PressAsync(card, "Complete")));
        Assert.Contains("due date is now", Text(await PressAsync(card, "Move it", new { due = "tomorrow" })));
        Assert.Contains("Nothing was done", Text(await PressAsync(card, "Give it", new { personId = Me.Id })));
        Assert.Equal("PENDING", await World.TruthAsync<string>("select status from activities"));
        Assert.DoesNotContain("out of date", Text(list));
    }

    [Fact]
    public async Task A_day_that_is_not_understood_comes_back_in_its_form()
    {
        await SayAsync("remind me tomorrow to call Clara");
        var card = await PressAsync(await SayAsync("tasks"), "Open");

        var again = await PressAsync(card, "Move it", new { due = "whenever" });

        Assert.Contains("“whenever”: That isn't a day I know", Text(again));
        Assert.Contains("Activities", Text(await SayAsync("tasks")));
        Assert.DoesNotContain("isn't a day", Text(await PressAsync(again, "Move it", new { due = "next week" })));
        Assert.Contains("call Clara", Text(await PressAsync(again, "Cancel")));
    }

    [Fact]
    public async Task A_reason_that_is_missing_is_asked_for_again_at_its_place()
    {
        await World.DealAsync(Me, "Twelve vans", "48000", "Proposal");

        var again = await PressAsync(await SayAsync("show Twelve vans"), "Mark as lost", new { reason = " " });

        Assert.Contains("Why was it lost?", Text(again));
        Assert.Contains("Price", Text(await PressAsync(again, "Mark as lost", new { reason = "Price" })));
    }

    [Fact]
    public async Task A_deals_card_shows_custom_fields_tasks_the_lost_reason_and_the_latest_changes()
    {
        var admin = await World.UserAsync("Ada Root", Role.Admin);
        await World.RunAsync(
            admin, (DefineFieldHandler h, CancellationToken ct) =>
                h.DefineAsync(new DefineField(RecordKind.Deal, "Region", "SELECT", ["North", "South"]), ct));
        await PressAsync(await SayAsync("new deal"), "Create deal",
            new Dictionary<string, string> { ["title"] = "Twelve vans", ["value"] = "100", ["custom.region"] = "South" });
        var deal = await SayAsync("show Twelve vans");
        Assert.Contains("Region", Text(deal));
        await PressAsync(await PressAsync(deal, "Task"), "Create task",
            new Dictionary<string, string> { ["subject"] = "Send the offer", ["due"] = "tomorrow", ["dealId"] = await IdAsync("deals") });
        await PressAsync(await PressAsync(deal, "Edit"), "Save",
            new Dictionary<string, string> { ["title"] = "Twelve vans", ["value"] = "200", ["custom.region"] = "North" });

        var shown = await SayAsync("show Twelve vans");
        Assert.Contains("Next\n☐ Send the offer", Text(shown));
        Assert.Contains("Value: 100 → 200", Text(shown));
        Assert.Contains("Region: South → North", Text(shown));
        Assert.Contains("you, just now", Text(shown));
        var done = await PressAsync(shown, "Done");
        Assert.Contains("Twelve vans", Text(done));
        Assert.DoesNotContain("Next\n", Text(done));

        Assert.Contains("Lost because", Text(await PressAsync(done, "Mark as lost", new { reason = "Price" })));
        var history = await PressAsync(await SayAsync("show Twelve vans"), "All changes");
        Assert.Contains("Lost reason: Price", Text(history));
        Assert.Contains("Stage: ", Text(history));
        Assert.Contains("Twelve vans", Text(await PressAsync(history, "Back")));
    }

    [Fact]
    public async Task Somebody_elses_deal_is_not_moved_by_who_may_only_read_it()
    {
        await World.TruthAsync<int>(
            "with done as (update crm_control.tenants set visibility = 'EVERYONE' returning 1) select count(*)::int from done");
        await using var other = Host();
        await using var bot = await BotDriver.StartAsync(other.CreateClient());
        var bob = await World.UserAsync("Bob Ott");
        await World.DealAsync(bob, "Twelve vans", "48000", "Proposal");

        var deal = await bot.SayAsync("show Twelve vans", World.Contoso, Oid);

        Assert.Contains("it belongs to somebody else", Text(await bot.PressAsync(deal, "Won", World.Contoso, Oid)));
    }

    [Fact]
    public async Task Two_records_of_one_person_become_one_and_part_again_by_undo()
    {
        var company = await World.CompanyAsync(Me, "Litware");
        await World.ContactAsync(Me, "Clara", "Nilsson", "clara@litware.example");
        var other = await World.ContactAsync(Me, "Clara", "Nilson", "c.nilson@litware.example", company);
        await World.DealAsync(Me, "Twelve vans", "48000", "Proposal", contact: other);

        var choose = await PressAsync(await SayAsync("show Clara Nilsson"), "Merge");
        Assert.Contains("Clara Nilson (Litware", Text(choose));
        Assert.Contains("Please choose", choose.GetRawText());
        var preview = await PressAsync(choose, "Compare", new { mergeId = other });
        Assert.Contains("Litware", Text(preview));
        Assert.Contains("0 activities and 1 deal go over; mail from c.nilson", Text(preview).Replace("\\", "", StringComparison.Ordinal));
        Assert.Contains("1 deal and 1 address went over", Text(await PressAsync(preview, "Merge")));
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from contacts where not is_deleted"));
        Assert.Contains("not yours to see", Text(await PressAsync(preview, "Merge")));

        Assert.Contains("Clara Nilsson", Text(await SayAsync("undo")));
        Assert.Equal(2, await World.TruthAsync<long>("select count(*) from contacts where not is_deleted"));
        Assert.Equal(1, await World.TruthAsync<long>($"select count(*) from deals where contact_id = '{other}'"));
    }

    [Fact]
    public async Task A_merge_that_was_parted_by_its_button_does_not_stand_in_the_way_of_undo()
    {
        await World.ContactAsync(Me, "Clara", "Nilsson");
        var other = await World.ContactAsync(Me, "Clara", "Nilson");
        await PressAsync(
            await PressAsync(await SayAsync("show Clara Nilson"), "Edit"), "Save", new { firstName = "Klara", lastName = "Nilson" });
        var merged = await PressAsync(
            await PressAsync(await PressAsync(await SayAsync("show Clara Nilsson"), "Merge"), "Compare", new { mergeId = other }), "Merge");

        Assert.Contains("Clara Nilsson", Text(await PressAsync(merged, "Undo")));
        Assert.Equal(2, await World.TruthAsync<long>("select count(*) from contacts where not is_deleted"));
    }

    [Fact]
    public async Task A_contact_is_made_the_one_to_ask_at_its_company_until_undo()
    {
        const string Make = "Make primary contact";
        const string Primary = "select first_name from contacts where is_primary";
        var company = await World.CompanyAsync(Me, "Litware");
        await World.ContactAsync(Me, "Clara", "Nilsson", company: company);
        await World.ContactAsync(Me, "Ben", "Ott", company: company);
        await World.ContactAsync(Me, "Lea", "Brun");
        var (clara, ben, lea) = (await SayAsync("show Clara Nilsson"), await SayAsync("show Ben Ott"), await SayAsync("show Lea Brun"));
        Assert.DoesNotContain(Make, Text(lea), StringComparison.Ordinal);

        var made = Text(await PressAsync(clara, Make));
        Assert.Contains("Litware · primary contact", made, StringComparison.Ordinal);
        Assert.DoesNotContain(Make, made, StringComparison.Ordinal);
        await PressAsync(ben, Make);
        Assert.Equal("Ben", await World.TruthAsync<string>(Primary));
        Assert.Contains(Make, Text(await SayAsync("show Clara Nilsson")), StringComparison.Ordinal);

        Assert.Contains("is as it was before", Text(await SayAsync("undo")), StringComparison.Ordinal);
        Assert.Equal("Clara", await World.TruthAsync<string>(Primary));
        Assert.Contains("Nothing was done", Text(await PressAsync(ben, Make)), StringComparison.Ordinal);
        Assert.Equal("Clara", await World.TruthAsync<string>(Primary));
    }

    [Fact]
    public async Task A_merge_is_parted_once_however_often_the_press_arrives()
    {
        await World.ContactAsync(Me, "Clara", "Nilsson");
        var other = await World.ContactAsync(Me, "Clara", "Nilson");
        await World.DealAsync(Me, "Twelve vans", contact: other);
        var merged = await PressAsync(
            await PressAsync(await PressAsync(await SayAsync("show Clara Nilsson"), "Merge"), "Compare", new { mergeId = other }), "Merge");
        var undo = BotDriver.Buttons(merged).Single(b => b.GetProperty("title").GetString() == "Undo");
        var press = Bot.Activity("invoke", World.Contoso, Oid, "Ann Miller", a =>
        {
            a["name"] = "adaptiveCard/action";
            a["value"] = new JsonObject { ["action"] = JsonNode.Parse(undo.GetRawText()) };
        });

        await using var restarted = Host();
        using var client = restarted.CreateClient();
        using var first = await Bot.PostAsync(press.DeepClone().AsObject());
        using var second = await client.PostAsJsonAsync("/api/messages", press);

        Assert.Contains("Clara Nilsson", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Clara Nilsson", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Contains("nothing to take back", Text(await SayAsync("undo")), StringComparison.Ordinal);
        Assert.Equal(2, await World.TruthAsync<long>("select count(*) from contacts where not is_deleted"));
        Assert.Equal(1, await World.TruthAsync<long>($"select count(*) from deals where contact_id = '{other}'"));
    }

    [Fact]
    public async Task The_other_record_is_chosen_and_is_another_one()
    {
        Assert.Contains("the only contact that you see", Text(await PressAsync(await OnlyAsync(), "Merge")));
        var id = await World.ContactAsync(Me, "Clara", "Nilsson");
        var choose = await PressAsync(await SayAsync("show Clara Nilsson"), "Merge");

        Assert.Contains("This is the same contact", Text(await PressAsync(choose, "Compare", new { mergeId = id })));
        Assert.Contains("not yours to see", Text(await PressAsync(choose, "Compare", new { mergeId = Guid.CreateVersion7() })));
        Assert.Contains("Please choose a contact", Text(await PressAsync(choose, "Compare", new { mergeId = "Clara" })));
    }

    private async Task<JsonElement> OnlyAsync()
    {
        await World.ContactAsync(Me, "Ben", "Ott");
        return await SayAsync("show Ben Ott");
    }

    private async Task<JsonElement> StaleAfterAsync(JsonElement open)
    {
        var won = await SayAsync("show Twelve vans");
        await PressAsync(won, "Reopen");
        Assert.Contains("Twelve vans", Text(open));
        return won;
    }

    private Task<string> IdAsync(string table) => World.TruthAsync<string>($"select id::text from {table} limit 1");
}
