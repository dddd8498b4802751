using Crm.OutlookAddin.Tests.Api;
using Mailbox = Crm.Core.Capture.Mailbox;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>Graph:Access=Delegated: each mailbox is read in its owner's name, once they connected it.</summary>
public sealed class DelegatedTests : RigTests
{
    private const string MegansOid = "33333333-3333-4333-8333-333333333331";
    private const string OnBehalf = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    protected override (string Key, string Value)[] Settings => [.. CaptureRig.WithApi, ("Graph:Access", "Delegated")];

    protected override Task ArrangeAsync() => ClaraAsync();

    [Fact]
    public async Task A_mailbox_that_was_connected_is_read_in_its_owners_name_and_in_no_other()
    {
        await ConnectAsync();
        await Rig.Graph.SendMailAsync("Offer");

        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));

        Assert.Equal("Offer", Assert.Single(await Rig.ActivitiesAsync(Alex)).Subject);
        Assert.Equal([OnBehalf], (await AskedAsync()).Keys);
    }

    [Fact]
    public async Task Whom_a_list_reaches_nobody_knows_so_that_what_anybody_never_logs_is_kept_out_of_mail_to_it()
    {
        await ConnectAsync();
        var megan = await Rig.UserAsync("Megan Bowen", MegansOid);
        await Rig.World.TruthAsync<Guid>(
            "insert into capture_policies (id, user_id, never_log) values "
            + $"(gen_random_uuid(), '{megan.User.Id}', '{{clara.nilsson@litware.example}}') returning id");
        await Rig.World.ContactAsync(Alex.User, "Joe", "Fox", "joe.fox@litware.example");
        await MailAsync("To the list", "clara.nilsson", "alexw@contoso.example, sales-team@contoso.example");
        await MailAsync("To Alex", "clara.nilsson", "alexw@contoso.example");
        await MailAsync("Joe to the list", "joe.fox", "alexw@contoso.example, sales-team@contoso.example");

        await Rig.ReadAsync(Alex);

        Assert.Equal(["Joe to the list", "To Alex"], (await Rig.ActivitiesAsync(Alex)).Select(a => a.Subject).Order());
        Assert.Equal(CaptureReason.ListUnread, Assert.Single(
            await Rig.LedgerAsync(Alex), e => e.Outcome is LedgerOutcome.Skipped).Reason);

        Task MailAsync(string subject, string from, string to) => Rig.DeliverAsync(
            $"From: {from}@litware.example\nTo: {to}\nSubject: {subject}\n"
            + $"Message-ID: <{subject.Replace(' ', '-')}@litware.example>\n\nHello\n", Simulation.Alex);
    }

    [Fact]
    public async Task Who_has_not_connected_is_not_read_and_keeps_nobody_waiting()
    {
        var megan = await Rig.UserAsync("Megan Bowen", MegansOid);
        await ConnectAsync(MegansOid);
        await Rig.Graph.SendMailAsync("Offer");

        var paused = Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex));
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(megan));

        Assert.Equal(OwnersConsent.NotConnected, paused.Code);
        Assert.True(paused.Until > Rig.World.Clock.GetUtcNow().AddHours(23));
        Assert.Contains("Connect your mailbox in the pane", await ProblemOfInboxAsync(), StringComparison.Ordinal);
        Assert.Empty(await Rig.ActivitiesAsync(Alex));
    }

    [Fact]
    public async Task The_pane_learns_what_to_ask_consent_for()
    {
        var config = (await Rig.Http.GetFromJsonAsync<JsonObject>("pane/config.json"))!;

        Assert.Equal(
            ["Mail.Read", "Calendars.Read", "User.Read"],
            config["mailboxScopes"]!.AsArray().Select(s => s!.GetValue<string>().Replace("https://graph.microsoft.com/", "")));
    }

    [Fact]
    public async Task With_its_jobs_running_a_host_reads_what_comes_without_a_token_of_its_own()
    {
        await using var host = await CaptureRig.StartAsync(jobs: true, settings: Settings);
        var alex = await host.UserAsync();
        await host.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        await host.Graph.SendMailAsync("Before");
        using var answer = await host.SendAsync(HttpMethod.Post, "api/capture/connect", null);
        answer.EnsureSuccessStatusCode();

        await CaptureRig.UntilAsync(async () => (await host.ActivitiesAsync(alex)).Count == 1);
        await CaptureRig.UntilAsync(async () => (await host.Graph.Http.GetFromJsonAsync<JsonArray>("control/subscriptions"))!.Count > 2);
        await host.Graph.SendMailAsync("After");
        await CaptureRig.UntilAsync(async () => (await host.ActivitiesAsync(alex)).Count == 2);

        var asked = (await host.Graph.Http.GetFromJsonAsync<Dictionary<string, int>>("control/tokens"))!;
        Assert.Equal([OnBehalf], asked.Keys);
    }

    [Fact]
    public async Task Ones_own_card_and_the_administrators_say_what_to_do()
    {
        var admin = await Rig.World.UserAsync("Ada Admin", Role.Admin, door: Door.Outlook);
        await Rig.ReadAsync(Alex);
        await Rig.ReadAsync(Alex, "sentitems");

        var own = CardJson.ToElement((await Rig.World.PressAsync(Alex.User, "capture", new { })).Card).GetRawText();
        var all = CardJson.ToElement((await Rig.World.PressAsync(admin, "capture.mailboxes", new { })).Card).GetRawText();

        Assert.Single(own.Split("The mailbox is not connected")[1..]); // Of the mailbox, not of each folder.
        Assert.Contains("Connect my mailbox", own, StringComparison.Ordinal);
        Assert.Contains("The mailbox is not connected. Connect your mailbox in the pane", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_cannot_pass_a_consent_on_and_says_where_it_can_be_given()
    {
        await Rig.ReadAsync(Alex);

        var answer = await Rig.World.PressAsync(Alex.User, "capture.connect", new { });

        Assert.Contains("Outlook alone can pass on", answer.Refusal?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "Microsoft has no consent")]
    [InlineData("challenged", "Microsoft wants you to sign in anew")]
    public async Task A_consent_that_Entra_does_not_see_is_a_problem_that_the_pane_shows(string state, string sentence)
    {
        await OrderAsync(new { user = Simulation.Alex, state });

        using var refused = await Rig.SendAsync(HttpMethod.Post, "api/capture/connect", null);

        Assert.Contains(sentence, (await refused.ProblemAsync(403))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("mailbox_grants"));
    }

    [Fact]
    public async Task A_press_on_the_card_connects_as_well()
    {
        await Rig.ReadAsync(Alex);
        await Rig.Graph.SendMailAsync("Offer");

        using var answer = await Rig.SendAsync(HttpMethod.Post, "api/cards/capture.connect", JsonContent.Create(new { data = new { } }));

        Assert.Contains("Your mailbox is connected", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));
    }

    [Fact]
    public async Task A_token_that_Graph_refuses_is_renewed_once_and_what_came_instead_is_kept()
    {
        await ConnectAsync();
        var before = await VersionAsync();
        await Rig.Graph.OrderFaultAsync(new { kind = "401", user = Simulation.Alex });

        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));

        Assert.Equal(1, (await AskedAsync())["refresh_token"]);
        Assert.Equal(before + 1, await VersionAsync());
    }

    [Fact]
    public async Task A_consent_that_ends_in_the_middle_ends_the_reading_without_a_storm_and_a_new_one_goes_on_where_it_stood()
    {
        await ConnectAsync();
        await Rig.Graph.SendMailAsync("Before");
        await Rig.ReadAsync(Alex);
        await OrderAsync(new { user = Simulation.Alex, revoke = true });
        await Rig.Graph.OrderFaultAsync(new { kind = "401", user = Simulation.Alex });
        await Rig.Graph.SendMailAsync("Meanwhile");

        var paused = Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex));
        await Rig.ReadAsync(Alex, "sentitems");
        await Rig.ReadAsync(Alex, Mailbox.Calendar);

        Assert.Equal(OwnersConsent.Ended, paused.Code);
        Assert.Equal(1, (await AskedAsync())["refresh_token"]);
        Assert.Contains("Connect your mailbox again", await ProblemOfInboxAsync(), StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("mailbox_grants where tokens is not null"));

        await ConnectAsync();
        Assert.Null(await ProblemOfInboxAsync());
        await Rig.Graph.SendMailAsync("After");
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));
        Assert.Equal(["Before", "Meanwhile", "After"], (await Rig.ActivitiesAsync(Alex)).Select(a => a.Subject));
    }

    [Fact]
    public async Task Who_opens_the_pane_after_signing_in_again_is_connected_again_unless_they_disconnected()
    {
        await ConnectAsync();
        await OrderAsync(new { user = Simulation.Alex, revoke = true });
        await Rig.Graph.OrderFaultAsync(new { kind = "401", user = Simulation.Alex });
        Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex));

        await OpenPaneAsync();
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));
        Assert.Equal(2, (await AskedAsync())[OnBehalf]);
        await OpenPaneAsync(); // Fresh as it is.
        Assert.Equal(2, (await AskedAsync())[OnBehalf]);

        using var left = await Rig.SendAsync(HttpMethod.Post, "api/capture/disconnect", JsonContent.Create(new { removeCaptured = false }));
        await OpenPaneAsync();
        Assert.Equal(0L, await CountAsync("mailbox_grants where tokens is not null"));
        Assert.Equal(2, (await AskedAsync())[OnBehalf]);
    }

    [Fact]
    public async Task What_was_kept_is_exchanged_anew_when_it_is_some_hours_old_and_goes_with_the_account()
    {
        await ConnectAsync();
        await Rig.World.TruthAsync<int>("update mailbox_grants set consented_at = now() - interval '5 hours' returning 1");

        await OpenPaneAsync();
        Assert.Equal(2, (await AskedAsync())[OnBehalf]);
        Assert.True(await Rig.World.TruthAsync<bool>("select consented_at > now() - interval '1 hour' from mailbox_grants"));

        await Rig.World.TruthAsync<int>($"update users set is_active = false where id = '{Alex.User.Id}' returning 1");
        Assert.Equal(0L, await CountAsync("mailbox_grants"));
    }

    [Fact]
    public async Task Nobodys_token_opens_the_mailbox_of_somebody_else()
    {
        var megan = await Rig.UserAsync("Megan Bowen", MegansOid);
        await ConnectAsync();
        await Rig.Graph.SendMailAsync("Offer");

        // A directory that took one for the other, and rows that were exchanged in the database.
        var mistaken = Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex with { ObjectId = megan.ObjectId }));
        await Rig.World.TruthAsync<object?>($"update mailbox_grants set user_id = '{megan.User.Id}' returning 1");
        var exchanged = Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(megan));

        Assert.Equal((OwnersConsent.NotConnected, "sealed"), (mistaken.Code, exchanged.Code));
        Assert.Equal(0, (await CallsAsync(MegansOid)) + await CallsAsync(Simulation.Alex));
    }

    [Fact]
    public async Task Another_host_reads_on_with_what_this_one_was_given()
    {
        await ConnectAsync();
        await using var other = Rig.Beside(Settings);
        await Rig.Graph.SendMailAsync("Offer");
        await Rig.Graph.OrderFaultAsync(new { kind = "401", user = Simulation.Alex });

        Assert.IsType<SyncOutcome.Done>(await other.ReadAsync(Alex));
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex, "sentitems"));

        Assert.Equal("Offer", Assert.Single(await Rig.ActivitiesAsync(Alex)).Subject);
        Assert.Equal((1, 1), ((await AskedAsync())[OnBehalf], (await AskedAsync())["refresh_token"]));
    }

    [Fact]
    public async Task Disconnecting_deletes_what_was_kept_even_while_it_is_being_renewed()
    {
        await ConnectAsync();
        var version = await VersionAsync();

        using var answer = await Rig.SendAsync(
            HttpMethod.Post, "api/capture/disconnect", JsonContent.Create(new { removeCaptured = false }));
        answer.EnsureSuccessStatusCode();
        await Rig.World.UseCases.RunAsync(
            Alex.User,
            async (KeepGrantHandler h, CancellationToken c) =>
            {
                await h.HandleAsync(version, [1], c);
                return true;
            },
            CancellationToken.None);

        Assert.Equal(0L, await CountAsync("mailbox_grants where tokens is not null"));
        Assert.Contains(
            "Outlook alone can pass on", (await Rig.World.PressAsync(Alex.User, "capture.connect", new { })).Refusal?.Message,
            StringComparison.Ordinal);
        await ConnectAsync();
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));
    }

    [Fact]
    public async Task Subscriptions_are_made_and_ended_in_the_persons_name()
    {
        await ConnectAsync();
        var subscriptions = Rig.Services.GetRequiredService<GraphSubscriptions>();
        var book = Rig.Services.GetRequiredService<ISubscriptionStore>();

        Assert.True(await subscriptions.EnsureAsync(Alex, Mailbox.Inbox, CancellationToken.None));
        Assert.True(await subscriptions.EnsureAsync(Alex, Mailbox.Calendar, CancellationToken.None));
        var made = await book.OfAsync(Alex.User.Tenant.Id, Alex.User.Id, CancellationToken.None);
        await subscriptions.EndAsync(Alex, made[0], CancellationToken.None);

        Assert.Equal(2, made.Count);
        Assert.Single((await Rig.Graph.Http.GetFromJsonAsync<JsonArray>("control/subscriptions"))!);
        Assert.Equal([OnBehalf], (await AskedAsync()).Keys);
    }

    [Fact]
    public async Task Only_the_person_themselves_sees_that_there_is_something_kept()
    {
        var admin = await Rig.World.UserAsync("Ada Admin", Role.Admin);
        await ConnectAsync();

        Assert.False(await Rig.World.InDatabaseAsync(admin, db => db.MailboxGrants.AnyAsync()));
        Assert.True(await Rig.World.InDatabaseAsync(Alex.User, db => db.MailboxGrants.AnyAsync()));
    }

    private async Task ConnectAsync(string oid = Simulation.Alex)
    {
        using var answer = await Rig.SendAsync(HttpMethod.Post, "api/capture/connect", null, oid);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>At a host that has not seen Alex today.</summary>
    private async Task OpenPaneAsync()
    {
        await using var host = Rig.Beside(Settings);
        using var answer = await host.SendAsync(HttpMethod.Get, "api/capture", null);
        answer.EnsureSuccessStatusCode();
    }

    private async Task OrderAsync(object consent)
    {
        using var answer = await Rig.Graph.Http.PostAsJsonAsync("control/consent", consent);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string?> ProblemOfInboxAsync()
    {
        using var answer = await Rig.SendAsync(HttpMethod.Get, "api/capture", null);
        var folders = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["folders"]!.AsArray();
        return folders.Single(f => f!["resource"]!.GetValue<string>() == Mailbox.Inbox)!["problem"]?.GetValue<string>();
    }

    /// <summary>How often tokens were asked for, by grant type.</summary>
    private async Task<Dictionary<string, int>> AskedAsync() =>
        (await Rig.Graph.Http.GetFromJsonAsync<Dictionary<string, int>>("control/tokens"))!;

    private async Task<int> CallsAsync(string oid) => (await Rig.Graph.Http.GetFromJsonAsync<JsonObject>("control/state"))!["mailboxes"]!
        .AsArray().Single(m => m!["user"]!.GetValue<string>() == oid)!["calls"]!["total"]!.GetValue<int>();

    private Task<long> CountAsync(string rows) => Rig.World.TruthAsync<long>($"select count(*) from {rows}");

    private Task<int> VersionAsync() => Rig.World.TruthAsync<int>("select version from mailbox_grants");
}
