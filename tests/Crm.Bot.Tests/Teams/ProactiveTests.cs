using Crm.Bot.Teams;
using Crm.Core.Activities;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.Settings;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bot.Tests.Teams;

/// <summary>Where the bot may write first, how it learns that it may not any more, and what it writes: reminders.</summary>
public sealed class ProactiveTests : BotWorld
{
    private const string Alive = "select count(*) from crm_control.conversation_references where user_id is not null and dead_at is null";

    [Fact]
    public async Task A_message_leaves_the_address_of_its_conversation()
    {
        await SayAsync("hello");

        Assert.Equal(1, await World.TruthAsync<long>(Alive));
        var kept = JsonElement.Parse(
            await World.TruthAsync<string>($"select reference::text from crm_control.conversation_references where user_id = '{Me.Id}'"));
        Assert.Equal(Bot.ServiceUrl, kept.GetProperty("serviceUrl").GetString());
        Assert.Equal($"a:{Oid}", kept.GetProperty("conversation").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_channel_is_kept_as_nobodys_personal_chat()
    {
        await Bot.SayAsync(
            "deals", World.Contoso, Oid, change: a => a["conversation"] =
            new JsonObject { ["id"] = "19:x@thread.tacv2", ["conversationType"] = "channel", ["tenantId"] = World.Contoso.ToString() });

        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from crm_control.conversation_references where user_id is null"));
        Assert.Equal(0, await World.TruthAsync<long>(Alive));
    }

    [Theory]
    [InlineData("installationUpdate", "remove")]
    [InlineData("conversationUpdate", "membersRemoved")]
    public async Task A_removed_app_ends_the_address_and_an_added_one_revives_it(string type, string removed)
    {
        await SayAsync("hello");

        await PostAsync(type, removed);
        Assert.Equal(0, await World.TruthAsync<long>(Alive));

        await PostAsync(type, removed == "remove" ? "add" : "membersAdded");
        Assert.Equal(1, await World.TruthAsync<long>(Alive));
    }

    [Theory]
    [InlineData("ConversationBlockedByUser")]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("BotDisabledByAdmin")]
    [InlineData("MessageWritesBlocked")]
    public async Task A_blocked_chat_is_dead_until_the_person_writes_again(string code)
    {
        await SayAsync("hello");
        await Bot.RefuseNextAsync(403, code);
        using (await Bot.PostAsync(Bot.Activity("message", World.Contoso, Oid, "Ann Miller", a => a["text"] = "help")))
        {
        }

        Assert.Equal(
            code, await World.TruthAsync<string>("select dead_because from crm_control.conversation_references where dead_at is not null"));

        await SayAsync("hello");
        Assert.Equal(1, await World.TruthAsync<long>(Alive));
    }

    [Fact]
    public async Task A_task_that_comes_due_is_told_of_once_over_several_hosts()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await using var other = Host();
        await LookAsync();
        Assert.Empty(await RemindersAsync()); // not yet

        await DueAsync("1 minute");
        await Task.WhenAll(LookAsync(), LookAsync(other), LookAsync(), LookAsync(other));
        await LookAsync(other);

        var reminder = Assert.Single(await RemindersAsync());
        Assert.Contains("call Aurora", Text(reminder));
        Assert.Contains("Complete", Text(reminder));
    }

    [Fact]
    public async Task A_task_that_was_put_off_is_told_of_again_and_one_that_is_done_is_not()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync("2 minutes");
        await LookAsync();
        await DueAsync("1 minute");
        await LookAsync();
        Assert.Equal(2, (await RemindersAsync()).Count);

        await World.TruthAsync<long>(
            "with done as (update activities set status = 'COMPLETED', completed_at = now(), due_date = now() returning 1) select "
            + "count(*) from done");
        await LookAsync();
        Assert.Equal(2, (await RemindersAsync()).Count);
    }

    [Fact]
    public async Task A_task_that_was_cancelled_is_not_told_of_and_one_that_was_started_is()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await SayAsync("cancel call Aurora because they moved");
        await DueAsync("1 minute");
        await LookAsync();
        Assert.Empty(await RemindersAsync());

        await SayAsync("remind me in 5 minutes to call Borealis");
        await SayAsync("start task call Borealis");
        await World.TruthAsync<long>(
            "with moved as (update activities set due_date = now() where status = 'IN_PROGRESS' returning 1) select count(*) from moved");
        await LookAsync();
        Assert.Contains("call Borealis", Text(Assert.Single(await RemindersAsync())));
    }

    [Fact]
    public async Task What_was_due_long_ago_is_not_told_of() => await NotToldAsync("3 hours");

    [Fact]
    public async Task Who_removed_the_app_is_not_written_to()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync("1 minute");
        await PostAsync("installationUpdate", "remove");
        await LookAsync();

        Assert.Empty(await RemindersAsync());
    }

    [Fact]
    public async Task Who_switched_reminders_off_is_written_to_again_when_they_are_on()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync("1 minute");
        await World.PressAsync(Me, SaveSettings.Verb, new SaveSettings("Europe/Berlin", "en-GB", "false"));
        await LookAsync();
        Assert.Empty(await RemindersAsync());

        await World.PressAsync(Me, SaveSettings.Verb, new SaveSettings("Europe/Berlin", "en-GB")); // a card that does not ask
        await LookAsync();
        Assert.Empty(await RemindersAsync());

        await World.PressAsync(Me, SaveSettings.Verb, new SaveSettings("Europe/Berlin", "en-GB", "true"));
        await LookAsync();
        Assert.Single(await RemindersAsync());
    }

    [Fact]
    public async Task A_reminder_that_meets_a_blocked_chat_ends_the_address_and_one_that_meets_an_outage_is_tried_again()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync("1 minute");
        await Bot.RefuseNextAsync(400, "BadSyntax");
        await LookAsync();
        await LookAsync(); // held by the one that failed
        Assert.Empty(await RemindersAsync());

        await World.TruthAsync<long>(
            "with freed as (update crm_control.reminders set held_until = now() - interval '1 second' returning 1) select count(*) from "
            + "freed");
        await Bot.RefuseNextAsync(403, "ConversationBlockedByUser");
        await LookAsync();
        Assert.Equal(0, await World.TruthAsync<long>(Alive));
        Assert.Empty(await RemindersAsync());
    }

    /// <summary>Nine in the morning, where the person is, is when people want to hear of a day's task.</summary>
    [Fact]
    public async Task A_task_of_a_day_is_told_of_in_the_persons_morning()
    {
        await SayAsync("remind me today to call Aurora");
        await InZoneWhereItIsAsync("10:00", "23:59");
        await LookAsync();
        Assert.Empty(await RemindersAsync()); // nine o'clock is long past

        await InZoneWhereItIsAsync("00:00", "08:59");
        await LookAsync();
        Assert.Empty(await RemindersAsync()); // nobody is woken at midnight

        await InZoneWhereItIsAsync("09:00", "09:59");
        await LookAsync();
        await LookAsync();
        Assert.Single(await RemindersAsync());
    }

    /// <summary>Zones come from clients, in Windows' names too; the database knows only its own.</summary>
    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    public async Task A_zone_that_the_database_does_not_know_keeps_nobodys_reminder(string zone)
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await World.TruthAsync<long>($"with moved as (update users set timezone = '{zone}' returning 1) select count(*) from moved");
        await DueAsync("10 minutes");

        await LookAsync();

        Assert.Single(await RemindersAsync());
    }

    [Fact]
    public async Task Who_is_given_a_deal_is_told_by_its_card_once_over_several_hosts()
    {
        await SayAsync("hello");
        await using var other = Host();
        var (deal, boss) = (await TheirDealAsync("Twelve vans"), await World.UserAsync("Mia Chief", Role.Manager));
        await GiveMeAsync(boss, deal);

        await Task.WhenAll(GivenAsync(), GivenAsync(other), GivenAsync());

        var told = Assert.Single(await ProactivesAsync("Yours now: "));
        Assert.Contains("Mia Chief made this deal yours", Text(told));
        Assert.Contains("Litware Inc.", Text(told));
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from deal_handovers"));
    }

    [Fact]
    public async Task Of_many_deals_from_one_hand_their_number_is_told()
    {
        await SayAsync("hello");
        var boss = await World.UserAsync("Mia Chief", Role.Manager);
        foreach (var title in new[] { "Twelve vans", "Support", "Pilot" })
        {
            await GiveMeAsync(boss, await TheirDealAsync(title));
        }

        await GivenAsync();

        var told = Assert.Single(await ProactivesAsync("Mia Chief made 3 deals yours"));
        var list = Text(await PressAsync(told, "My open deals"));
        Assert.All(new[] { "Twelve vans", "Support", "Pilot" }, title => Assert.Contains(title, list));
    }

    [Fact]
    public async Task A_question_about_captured_mail_is_asked_once_by_its_card_and_answered_there()
    {
        await SayAsync("hello");
        await AskedAsync("Prices", "Twelve vans", "Two trucks");

        await AskAsync();
        await AskAsync();

        var asked = Assert.Single(await ProactivesAsync("Which deal is the mail “Prices”"));
        Assert.Contains("Twelve vans", Text(asked));
        var noted = await PressAsync(asked, "Answer", new
        {
            answer = await World.TruthAsync<string>("select id::text from deals where title = 'Two trucks'"),
        });
        Assert.Contains("is about Two trucks", Text(noted));
    }

    [Fact]
    public async Task Several_questions_are_asked_by_one_list_and_one_that_is_put_off_again_in_its_time()
    {
        await SayAsync("hello");
        await AskedAsync("Prices", "Twelve vans", "Two trucks");
        await AskedAsync("Dates", "Three boats", "One train");

        await AskAsync();

        var list = Assert.Single(await ProactivesAsync("2 questions"));
        Assert.Contains("Prices", Text(list));
        Assert.Contains("Dates", Text(list));
        await World.TruthAsync<int>(
            "update match_questions set told_at = null, later_until = now() + interval '1 hour'; select 1");
        await AskAsync();
        Assert.Single(await ProactivesAsync("2 questions"));
        await World.TruthAsync<int>("update match_questions set later_until = now() - interval '1 second'; select 1");
        await AskAsync();
        Assert.Equal(2, (await ProactivesAsync("2 questions")).Count);
    }

    [Fact]
    public async Task Nobody_takes_questions_but_the_bot()
    {
        await AskedAsync("Prices", "Twelve vans", "Two trucks");
        var admin = await World.UserAsync("Ada Root", Role.Admin);

        await Assert.ThrowsAnyAsync<Exception>(() => World.InDatabaseAsync(admin, db => ((DbContext)db).Database
            .SqlQuery<Guid>($"select question_id as \"Value\" from take_match_questions({new[] { Me.Id }}, interval '1 minute', 1)")
            .ToListAsync()));
    }

    private Task AskAsync() => Services.GetRequiredService<OpenQuestions>().RunAsync(CancellationToken.None);

    private async Task AskedAsync(string subject, params string[] titles)
    {
        var contact = await World.ContactAsync(Me, "Clara", subject, $"{subject}@litware.example");
        var deals = new List<Guid>();
        foreach (var title in titles)
        {
            deals.Add(await World.DealAsync(Me, title, "1", "Proposal", null, contact));
        }

        await World.TruthAsync<int>(
            $"""
            with mail as (
              insert into activities (id, type, owner_id, contact_id, subject, status, source_key, direction)
                values (gen_random_uuid(), 'EMAIL', '{Me.Id}', '{contact}', '{subject}', 'COMPLETED', 'mail:{subject}', 'INBOUND')
                returning id),
            asked as (
              insert into match_questions (id, user_id, key, kind, contact_id, candidates, reason)
                values (gen_random_uuid(), '{Me.Id}', gen_random_uuid(), 'DEAL', '{contact}',
                  array[{string.Join(", ", deals.Select(d => $"'{d}'"))}]::uuid[], 'SEVERAL_OF_CONTACTS') returning id)
            insert into match_question_items (question_id, activity_id) select asked.id, mail.id from asked, mail;
            select 1
            """);
    }

    [Fact]
    public async Task Who_withholds_words_is_told_once_who_asks_for_them_and_allows_it_by_a_button()
    {
        await SayAsync("hello");
        await using var other = Host();
        var (mail, boss) = (Guid.CreateVersion7(), await World.UserAsync("Mia Chief", Role.Manager));
        await World.TruthAsync<int>(
            $"""
            insert into activities (id, type, owner_id, subject, source_key, visibility)
              values ('{mail}', 'EMAIL', '{Me.Id}', 'E-mail', 'mail:1', 'METADATA');
            insert into activity_mailboxes (activity_id, user_id, graph_id, visibility) values ('{mail}', '{Me.Id}', 'g', 'METADATA');
            insert into withheld_words (activity_id, subject) values ('{mail}', 'Twelve secret vans');
            select 1
            """);
        await World.RunAsync(boss, (RequestAccessHandler h, CancellationToken ct) => h.HandleAsync(new RequestAccess(mail), ct));

        await Task.WhenAll(AskedAsync(), AskedAsync(other), AskedAsync());

        var told = Assert.Single(await ProactivesAsync("Mia Chief asks to read more"));
        Assert.Contains("Twelve secret vans", Text(told), StringComparison.Ordinal);
        await PressAsync(told, "Allow");
        var read = await World.RunAsync(boss, (ShowActivityHandler h, CancellationToken ct) => h.HandleAsync(new ShowActivity(mail), ct));
        Assert.Equal("Twelve secret vans", read.Value.Activity.Subject);
    }

    private Task AskedAsync(WebApplicationFactory<TeamsTurns>? other = null) =>
        (other?.Services ?? Services).GetRequiredService<AccessRequests>().RunAsync(CancellationToken.None);

    private Task GivenAsync(WebApplicationFactory<TeamsTurns>? other = null) =>
        (other?.Services ?? Services).GetRequiredService<DealHandovers>().RunAsync(CancellationToken.None);

    private async Task<Guid> TheirDealAsync(string title)
    {
        var eve = await World.UserAsync($"Eve {title}", oid: Guid.CreateVersion7());
        return await World.DealAsync(eve, title, "100", "Proposal", await World.CompanyAsync(eve, "Litware Inc."));
    }

    private async Task GiveMeAsync(CurrentUser boss, Guid deal) =>
        Assert.Null((await World.RunAsync(boss, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(
        new FieldChanges(
            deal, null, new Dictionary<string, JsonElement> { ["ownerId"] = JsonSerializer.SerializeToElement(Me.Id.ToString()) }),
            ct))).Refusal);

    private async Task InZoneWhereItIsAsync(string from, string to)
    {
        var zone = await World.TruthAsync<string>(
            "select name from pg_timezone_names where (now() at time zone name)::time between "
            + $"'{from}' and '{to}:59' and name like '%/%' and name not like 'Etc/%' limit 1");
        await World.TruthAsync<long>($"with moved as (update users set timezone = '{zone}' returning 1) select count(*) from moved");
        await World.TruthAsync<long>(
            "with moved as (update activities set due_on = (now() at time zone "
            + $"'{zone}')::date, due_date = ((now() at time zone "
            + $"'{zone}')::date + time '10:00') at time zone 'UTC' returning 1) select count(*) from moved");
    }

    private async Task NotToldAsync(string ago)
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync(ago);
        await LookAsync();

        Assert.Empty(await RemindersAsync());
    }

    private Task LookAsync(WebApplicationFactory<TeamsTurns>? other = null) =>
        (other?.Services ?? Services).GetRequiredService<DueReminders>().RunAsync(CancellationToken.None);

    private Task DueAsync(string ago) => World.TruthAsync<long>(
        $"with moved as (update activities set due_date = now() - interval '{ago}' returning 1) select count(*) from moved");

    private Task<IReadOnlyList<JsonElement>> RemindersAsync() => ProactivesAsync("Due: ");

    private async Task<IReadOnlyList<JsonElement>> ProactivesAsync(string begins) =>
    [
        .. (await Bot.SentAsync()).Where(call => call.GetProperty("status").GetInt32() is >= 200 and < 300)
            .Select(call => call.GetProperty("body").GetProperty("attachments")[0].GetProperty("content"))
            .Where(card => card.GetProperty("fallbackText").GetString()!.StartsWith(begins, StringComparison.Ordinal)),
    ];

    private async Task PostAsync(string type, string what)
    {
        using var _ = await Bot.PostAsync(Bot.Activity(type, World.Contoso, Oid, "Ann Miller", a =>
        {
            if (type == "installationUpdate")
            {
                a["action"] = what;
            }
            else
            {
                a[what] = new JsonArray(new JsonObject { ["id"] = "28:bot" });
            }
        }));
    }
}
