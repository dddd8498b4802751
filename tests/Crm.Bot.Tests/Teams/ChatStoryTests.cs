namespace Crm.Bot.Tests.Teams;

/// <summary>What a rep does in chat, from the outside: typing and pressing, with real PostgreSQL behind.</summary>
public sealed class ChatStoryTests : BotWorld
{
    [Fact]
    public async Task Each_condition_says_what_there_would_be_without_it_and_goes_by_a_press()
    {
        await DealsAsync();

        var list = await SayAsync("deals where stage is Proposal and value > 10000");

        Assert.Contains("Deals: 2", Text(list));
        Assert.Contains("✕ 3 without", Text(list)); // of the stage: all above 10,000
        Assert.Contains("✕ 4 without", Text(list)); // of the value: all proposals
        Assert.Contains("Deals: 4", Text(await PressAsync(list, "Take away: value > 10,000")));
        Assert.Contains("As of ", Text(list));
    }

    [Fact]
    public async Task A_list_is_narrowed_and_ordered_in_its_place()
    {
        await DealsAsync();

        var deals = await SayAsync("deals");
        Assert.DoesNotContain("Priority", Text(deals)); // options are counted when they are asked for
        var narrowing = await PressAsync(deals, "Narrow");
        Assert.Contains("Priority", Text(narrowing));
        var negotiation = await PressAsync(narrowing, "Only Negotiation"); // and stay open
        Assert.Contains("stage is Negotiation", Text(negotiation));
        Assert.Contains("Deals: 1", Text(negotiation));

        var proposals = await PressAsync(negotiation, "Only Proposal");
        Assert.Contains("Deals: 4", Text(proposals));
        Assert.DoesNotContain("Priority", Text(await PressAsync(proposals, "Narrow")));
        var ordered = await PressAsync(proposals, "Order: Highest value");
        Assert.True(Text(ordered).IndexOf("Deal 4", StringComparison.Ordinal) < Text(ordered).IndexOf("Deal 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_is_edited_with_its_error_at_the_place_and_counted_before_it_is_shown()
    {
        await DealsAsync();
        var form = await PressAsync(await SayAsync("deals where value > 10000"), "Edit filter");

        var wrong = await PressAsync(form, "Count", new { filter = "value > 10000 and stge is Proposal" });
        Assert.Contains("Did you mean “stage”?", Text(wrong));
        Assert.Contains("value > 10000 and stge is Proposal", Text(wrong));
        var counted = await PressAsync(wrong, "Count", new { filter = "value > 30000" });
        Assert.Contains("**2** deals fit", Text(counted));
        Assert.Contains("Deals: 2", Text(await PressAsync(counted, "Show", new { filter = "value > 30000" })));
        Assert.Contains("Deals: 3", Text(await PressAsync(counted, "Back")));
    }

    [Fact]
    public async Task A_list_is_saved_as_a_view_and_opened_by_its_name()
    {
        await DealsAsync();
        var form = await PressAsync(await SayAsync("deals where value > 10000 order by value desc"), "Save as view");
        var opened = await PressAsync(form, "Save", new { name = "Big ones", scope = "SHARED" });
        Assert.Contains("Deals: 3", Text(opened));

        var views = await SayAsync("views");
        Assert.Contains("Big ones", Text(views));
        Assert.Contains("Deals: 3", Text(await PressAsync(views, "Open")));
        Assert.Contains("Views: 0", Text(await PressAsync(views, "Delete")));
    }

    [Fact]
    public async Task Two_people_who_change_different_fields_never_meet()
    {
        var id = await World.DealAsync(Me, "Twelve vans", "48000", "Proposal");
        var form = await PressAsync(await SayAsync("show Twelve vans"), "Edit");
        Assert.Contains("48000", Text(form));
        await SqlAsync($"update deals set priority = 'URGENT', version = version + 1 where id = '{id}'");

        var saved = await PressAsync(form, "Save",
            new { title = "Thirteen vans", value = "48,000", currency = "EUR", priority = "MEDIUM", probability = "", description = "" });

        Assert.Contains("Thirteen vans", Text(saved));
        Assert.Equal(
            "Thirteen vans URGENT", await World.TruthAsync<string>($"select title || ' ' || priority from deals where id = '{id}'"));
    }

    [Fact]
    public async Task A_conflict_shows_both_sides_and_theirs_can_be_taken()
    {
        var id = await World.DealAsync(Me, "Twelve vans", "48000", "Proposal");
        var form = await PressAsync(await SayAsync("show Twelve vans"), "Edit");
        await SqlAsync($"update deals set title = 'Twenty vans', version = version + 1 where id = '{id}'");

        var conflict = await PressAsync(form, "Save", new { title = "Thirteen vans" });

        Assert.Contains("Mine: Thirteen vans", Text(conflict));
        Assert.Contains("Theirs: Twenty vans", Text(conflict));
        Assert.Contains("Twenty vans", Text(await PressAsync(conflict, "Take theirs")));
        Assert.Contains("Thirteen vans", Text(await PressAsync(conflict, "Keep all of mine")));
    }

    [Fact]
    public async Task A_refused_edit_keeps_what_was_typed()
    {
        await World.DealAsync(Me, "Twelve vans", "48000", "Proposal");
        var form = await PressAsync(await SayAsync("show Twelve vans"), "Edit");

        var again = await PressAsync(form, "Save", new { title = "Thirteen vans", value = "a lot" });

        Assert.Contains("“a lot” is not a number", Text(again));
        Assert.Contains("Thirteen vans", Text(again));
        Assert.Contains("50,000", Text(await PressAsync(again, "Save", new { title = "Thirteen vans", value = "50,000" })));
    }

    [Fact]
    public async Task A_deal_is_lost_with_its_reason_and_the_loss_is_taken_back()
    {
        var id = await World.DealAsync(Me, "Twelve vans", "48000", "Negotiation");
        var deal = await SayAsync("show Twelve vans");

        Assert.Contains("The reason is needed", Text(await PressAsync(deal, "Mark as lost", new { reason = " " })));
        Assert.Contains("Lost", Text(await PressAsync(deal, "Mark as lost", new { reason = "Price" })));
        Assert.Equal("LOST Price", await World.TruthAsync<string>($"select status || ' ' || lost_reason from deals where id = '{id}'"));

        Assert.Contains("is as it was before", Text(await SayAsync("undo")));
        Assert.Equal(
            "OPEN Negotiation",
            await World.TruthAsync<string>(
                "select d.status || ' ' || s.name from deals d join pipeline_stages s on s.id = d.stage_id where d.id = "
                + $"'{id}' and lost_reason is null and closed_at is null"));
    }

    [Fact]
    public async Task Undo_goes_back_step_by_step_and_never_over_somebody_elses_change()
    {
        var form = await SayAsync("new deal");
        await PressAsync(form, "Create deal", new { title = "Twelve vans", value = "1000" });
        var deal = await SayAsync("show Twelve vans");
        var stage = (await World.StageAsync(Me, "Negotiation")).Id;
        await PressAsync(deal, "Move", new { stageId = stage });
        await PressAsync(await SayAsync("show Twelve vans"), "Delete");

        Assert.Contains("is as it was before", Text(await SayAsync("undo"))); // the deletion
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from deals where not is_deleted"));
        Assert.Contains("stage", Text(await SayAsync("undo"))); // the move
        await SqlAsync("update deals set title = 'Theirs', version = version + 1");
        Assert.Contains("was changed again since", Text(await SayAsync("undo"))); // the creation
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from deals where not is_deleted and title = 'Theirs'"));
    }

    [Fact]
    public async Task A_new_record_is_undone_and_there_is_nothing_before_it()
    {
        await PressAsync(await SayAsync("new company"), "Create company", new { name = "Litware", status = "ACTIVE" });

        Assert.Contains("is deleted again", Text(await SayAsync("undo")));
        Assert.Contains("nothing to take back", Text(await SayAsync("undo")));
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from companies where is_deleted"));
    }

    [Fact]
    public async Task What_is_deleted_by_a_press_comes_back_by_one()
    {
        await World.ContactAsync(Me, "Clara", "Nilsson", "clara@litware.example");

        var gone = await PressAsync(await SayAsync("show Clara Nilsson"), "Delete");
        Assert.Contains("The contact is deleted", Text(gone));
        Assert.Contains("Clara Nilsson", Text(await PressAsync(gone, "Undo")));
    }

    [Fact]
    public async Task A_call_is_logged_in_a_sentence_and_who_is_meant_is_asked_when_it_is_not_clear()
    {
        var clara = await World.ContactAsync(Me, "Clara", "Nilsson");
        await World.ContactAsync(Me, "Ben", "Ott");
        Assert.Contains("Pricing", Text(await SayAsync("log call with Clara about pricing")));
        Assert.Equal(
            1, await World.TruthAsync<long>(
                $"select count(*) from activities where type = 'CALL' and subject = 'Pricing' and contact_id = '{clara}'"));

        await World.ContactAsync(Me, "Clara", "Weber");
        var which = await SayAsync("log call with Clara about delivery");
        Assert.Contains("Which “Clara”?", Text(which));
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from activities"));
        await PressAsync(which, "This one");
        Assert.Equal(2, await World.TruthAsync<long>("select count(*) from activities"));
        Assert.Contains("I know no “Zacharias”", Text(await SayAsync("log call with Zacharias")));
    }

    [Fact]
    public async Task A_reminder_is_a_task_in_the_persons_own_time_zone()
    {
        await PressAsync(await SayAsync("settings"), "Save", new { timeZone = "America/New_York", locale = "en-US" });

        Assert.Contains("09:00", Text(await SayAsync("remind me tomorrow at 9am to send the offer")));
        Assert.Equal(
            "09:00", await World.TruthAsync<string>(
                "select to_char(due_date at time zone 'America/New_York', 'HH24:MI') from activities where subject = 'send the offer'"));
        Assert.Contains("isn't a day I know", Text(await SayAsync("remind me whenever to sleep")));

        var tasks = await SayAsync("tasks");
        Assert.Contains("Activities: 1", Text(tasks));
        Assert.Contains("Activities: 0", Text(await PressAsync(tasks, "Done")));
    }

    [Fact]
    public async Task A_wrong_time_zone_is_refused_at_its_field() =>
        Assert.Contains(
            "isn't a time zone",
            Text(await PressAsync(await SayAsync("settings"), "Save", new { timeZone = "Mars/Base", locale = "en-US" })));

    [Fact]
    public async Task Today_pipeline_and_funnel_answer_with_the_persons_numbers()
    {
        await DealsAsync();

        Assert.Contains("Nothing is due", Text(await SayAsync("today")));
        Assert.Contains("Mine", Text(await SayAsync("pipeline")).Replace("Ann Miller", "Mine", StringComparison.Ordinal));
        Assert.Contains("5 open", Text(await SayAsync("pipeline")));
        Assert.Contains("entered", Text(await SayAsync("funnel")));
        Assert.Contains("Deals: 4", Text(await PressAsync(await SayAsync("pipeline"), "Deals in Proposal")));
    }

    [Fact]
    public async Task Help_shows_the_persons_own_customers()
    {
        await World.ContactAsync(Me, "Clara", "Nilsson");
        await World.CompanyAsync(Me, "Litware");

        var help = Text(await SayAsync("help"));

        Assert.Contains("log call with Clara Nilsson about pricing", help);
        Assert.Contains("find Litware", help);
    }

    [Fact]
    public async Task Custom_fields_are_inputs_and_a_required_one_is_asked_for_at_its_place()
    {
        var admin = await World.UserAsync("Ada Root", Role.Admin);
        await World.DefineAsync(admin, new DefineField(RecordKind.Deal, "Region", "SELECT", ["North", "South"], IsRequired: true));
        await World.DefineAsync(admin, new DefineField(RecordKind.Deal, "Seats", "NUMBER"));
        var form = await SayAsync("new deal");
        Assert.Contains("Region", Text(form));

        var typed = new Dictionary<string, string> { ["title"] = "Twelve vans", ["custom.region"] = "", ["custom.seats"] = "many" };
        var again = await PressAsync(form, "Create deal", typed);
        Assert.Contains("Region is needed", Text(again));
        Assert.Contains("“many” is not a number", Text(again));
        typed["custom.region"] = "South";
        typed["custom.seats"] = "1,250";
        var deal = await PressAsync(again, "Create deal", typed);
        Assert.Equal("""{"seats": 1250, "region": "South"}""", await World.TruthAsync<string>("select custom::text from deals"));

        var edit = await PressAsync(deal, "Edit");
        await PressAsync(
            edit, "Save",
            new Dictionary<string, string> { ["title"] = "Twelve vans", ["custom.region"] = "North", ["custom.seats"] = "1,250" });
        Assert.Equal("""{"seats": 1250, "region": "North"}""", await World.TruthAsync<string>("select custom::text from deals"));
    }

    [Fact]
    public async Task A_form_that_is_sent_four_times_makes_one_record_and_every_answer_shows_it()
    {
        var form = await SayAsync("new deal");
        await using var other = Host();
        await using var second = await BotDriver.StartAsync(other.CreateClient());

        var answers =
            await Task.WhenAll(
                Enumerable.Range(0, 4)
                .Select(
                    i => (i % 2 == 0 ? Bot : second)
                    .PressAsync(form, "Create deal", World.Contoso, Oid, new { title = "Twelve vans", value = "1000" })));

        Assert.All(answers, a => Assert.Contains("Twelve vans", Text(a)));
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from deals"));
    }

    [Fact]
    public async Task An_activity_that_is_delivered_four_times_also_after_a_restart_logs_one_call_and_is_answered_once()
    {
        await World.ContactAsync(Me, "Clara", "Nilsson");
        var activity = Bot.Activity("message", World.Contoso, Oid, "Ann Miller", a =>
        {
            a["id"] = "1700000000001";
            a["text"] = "log call with Clara about pricing";
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await Bot.PostAsync(activity.DeepClone().AsObject())).Dispose()));
        Assert.Equal(1, await Bot.AnswersAsync());
        await using var restarted = Host();
        using var client = restarted.CreateClient();
        using var again = await client.PostAsJsonAsync("/api/messages", activity);

        Assert.Equal(1, await Bot.AnswersAsync());
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from activities"));
    }

    [Fact]
    public async Task In_a_group_nobody_reads_the_askers_records_and_everybody_gets_their_own()
    {
        await World.DealAsync(Me, "Secret deal", "1000", "Proposal");
        var bob = Guid.CreateVersion7();
        await World.UserAsync("Bob Ott", oid: bob);

        var shared = await Bot.SayAsync("deals", World.Contoso, Oid, change: a => a["conversation"]!["conversationType"] = "groupChat");

        Assert.DoesNotContain("Secret", shared.GetRawText());
        Assert.True(shared.TryGetProperty("refresh", out _));
        Assert.Contains("Secret deal", Text(await PressAsync(shared, "Show mine")));
        Assert.DoesNotContain("Secret", (await Bot.PressAsync(shared, "Show mine", World.Contoso, bob)).GetRawText());
    }
    [Fact]
    public async Task A_card_that_was_put_into_the_chat_without_a_word_is_not_answered()
    {
        var help = await SayAsync("help");
        var card = Bot.Activity("message", World.Contoso, Oid, "Ann Miller", a =>
        {
            a["text"] =
                "<span class=\"inline-compose-card\" itemid=\"0\" itemtype=\"http://schema.skype.com/InputExtension\">\n  <span "
                + "content=\"0\" itemprop=\"cardId\"></span>\n</span>";
            a["attachments"] = JsonSerializer.SerializeToNode(
                new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = help } });
        });
        var sent = await Bot.AnswersAsync();

        (await Bot.PostAsync(card.DeepClone().AsObject())).Dispose();
        Assert.Equal(sent, await Bot.AnswersAsync());
        card["id"] = "another";
        card["text"] = card["text"] + " help";
        (await Bot.PostAsync(card)).Dispose();
        Assert.Equal(sent + 1, await Bot.AnswersAsync());
    }

    private async Task DealsAsync()
    {
        for (var i = 1; i <= 4; i++)
        {
            await World.DealAsync(Me, $"Deal {i}", i <= 2 ? $"{i}000" : $"{i}0000", "Proposal");
        }

        await World.DealAsync(Me, "Deal 5", "50000", "Negotiation");
    }

    private Task SqlAsync(string sql) => World.TruthAsync<int>($"with done as ({sql} returning 1) select count(*)::int from done");
}
