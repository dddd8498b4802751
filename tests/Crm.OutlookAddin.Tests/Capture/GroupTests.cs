using Crm.Core.CaptureControl;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>A distribution list of the firm reaches colleagues, and those are concerned by what is sent to it.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private const string Joni = "33333333-3333-4333-8333-33333333333a";
    private const string SalesTeam = "sales-team@contoso.example";
    private CaptureRig rig = null!;
    private Mailbox alex = null!;

    public async Task InitializeAsync()
    {
        rig = await CaptureRig.StartAsync();
        alex = await UserAsync("Alex Wilber", "alexw@contoso.example", Simulation.Alex);
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
    }

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Theory]
    [InlineData(SalesTeam)]
    [InlineData("VERTRIEB@contoso.example")]
    [InlineData("sales-managers@contoso.example")]
    public async Task What_a_member_never_logs_is_kept_out_of_a_colleagues_mailbox_although_only_the_list_is_on_it(string list)
    {
        await JoniSaysNeverAsync();
        await MailAsync("1", $"alexw@contoso.example, {list}");
        await MailAsync("2", "alexw@contoso.example");

        await rig.ReadAsync(alex);

        Assert.Equal(["2"], (await rig.ActivitiesAsync(alex)).Select(a => a.Subject));
        Assert.Single(await rig.LedgerAsync(alex), e => e.Reason == CaptureReason.NeverLog);
    }

    [Fact]
    public async Task A_list_that_reaches_nobody_who_said_so_is_no_hindrance_and_a_member_by_id_alone_counts()
    {
        await JoniSaysNeverAsync("another@address.example");
        await MailAsync("1", $"alexw@contoso.example, {SalesTeam}");
        await MailAsync("2", "alexw@contoso.example, nobodys@contoso.example");
        await rig.ReadAsync(alex);
        Assert.Equal(["1", "2"], (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).Order());

        await rig.World.TruthAsync<string>(
            "update users set email = 'renamed@contoso.example' where name = 'Joni Sherman' returning email");
        await rig.World.TruthAsync<Guid>("update capture_policies set never_log = '{clara.nilsson@litware.example}' returning id");
        await MailAsync("3", $"alexw@contoso.example, {SalesTeam}");
        await rig.ReadAsync(alex);

        Assert.Equal(2, (await rig.ActivitiesAsync(alex)).Count);
    }

    [Fact]
    public async Task A_page_of_mails_to_lists_costs_two_requests_and_the_next_page_none()
    {
        foreach (var n in Enumerable.Range(0, 20))
        {
            await MailAsync($"{n}", $"alexw@contoso.example, {SalesTeam}, sales-managers@contoso.example, nobodys@contoso.example");
        }

        await rig.Graph.Http.DeleteAsync("control/state");
        await rig.ReadAsync(alex);
        var first = await RequestsAsync();
        await rig.Graph.Http.DeleteAsync("control/state");
        await MailAsync("later", $"alexw@contoso.example, {SalesTeam}");
        await rig.ReadAsync(alex);

        Assert.Equal(21, (await rig.ActivitiesAsync(alex)).Count);
        Assert.True(first - await RequestsAsync() >= 2, $"{first} requests, then {await RequestsAsync()}");
        Assert.InRange(first, 2, 10);
    }

    [Fact]
    public async Task Where_groups_may_not_be_read_what_a_member_may_never_log_is_kept_out_and_all_else_is_captured()
    {
        await JoniSaysNeverAsync();
        await rig.Graph.OrderFaultAsync(new { kind = "403", path = "/groups", code = "Authorization_RequestDenied", count = -1 });
        await rig.World.ContactAsync(alex.User, "Joe", "Fox", "joe.fox@litware.example");
        await MailAsync("1", $"alexw@contoso.example, {SalesTeam}");
        await MailAsync("2", "alexw@contoso.example");
        await MailAsync("3", $"alexw@contoso.example, {SalesTeam}", "joe.fox@litware.example");
        await rig.ReadAsync(alex);
        await MailAsync("4", $"alexw@contoso.example, {SalesTeam}");
        await rig.ReadAsync(alex);

        Assert.Equal(["2", "3"], (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).Order());
        Assert.Equal(2, (await rig.LedgerAsync(alex)).Count(e => e.Reason == CaptureReason.ListUnread));
        Assert.Single(rig.Log, line => line.Contains("GroupMember.Read.All", StringComparison.Ordinal));
        Assert.Equal("Healthy", await rig.Http.GetStringAsync("health/capture"));
    }

    [Fact]
    public async Task A_list_that_hides_its_members_may_reach_anybody_and_keeps_no_other_list_from_being_read()
    {
        await JoniSaysNeverAsync();
        await rig.Graph.OrderFaultAsync(
            new { kind = "403", path = "/groups/77777777-7777-4777-8777-777777777770/", code = "Authorization_RequestDenied", count = -1 });
        await MailAsync("1", $"alexw@contoso.example, {SalesTeam}");
        await MailAsync("2", "alexw@contoso.example, sales-managers@contoso.example");

        await rig.ReadAsync(alex);

        Assert.Empty(await rig.ActivitiesAsync(alex));
        Assert.Equal(
            [CaptureReason.ListUnread, CaptureReason.NeverLog], (await rig.LedgerAsync(alex)).Select(e => e.Reason).Order());
    }

    [Fact]
    public async Task What_an_unread_list_kept_out_comes_in_when_the_entry_is_taken_back()
    {
        await JoniSaysNeverAsync();
        await rig.Graph.OrderFaultAsync(new { kind = "403", path = "/groups", code = "Authorization_RequestDenied", count = -1 });
        await MailAsync("1", $"alexw@contoso.example, {SalesTeam}");
        await rig.ReadAsync(alex);
        Assert.Single(await rig.LedgerAsync(alex), e => e.Reason == CaptureReason.ListUnread);

        var joni = await rig.World.InDatabaseAsync(alex.User, db => db.Users.SingleAsync(u => u.Name == "Joni Sherman"));
        var saved = await rig.World.RunAsync(
            alex.User with { Id = joni.Id, Email = joni.Email },
            (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(new SavePolicy { Version = 1, IsRetroactive = true }, ct));
        Assert.Null(saved.Refusal);
        await rig.Sync.ReadAgainAsync(alex, CancellationToken.None);

        Assert.Equal(["1"], (await rig.ActivitiesAsync(alex)).Select(a => a.Subject));
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_now_makes_the_page_wait_because_a_member_may_have_said_never()
    {
        await JoniSaysNeverAsync();
        await rig.Graph.OrderFaultAsync(new { kind = "429", path = "/groups", retryAfter = 60, count = -1 });
        await MailAsync("1", $"alexw@contoso.example, {SalesTeam}");

        Assert.IsType<SyncOutcome.Paused>(await rig.ReadAsync(alex));
        Assert.Empty(await rig.ActivitiesAsync(alex));

        await rig.Graph.Http.DeleteAsync("control/faults");
        await rig.World.TruthAsync<object?>("update capture_cursors set paused_until = null returning 1");
        Assert.IsType<SyncOutcome.Done>(await rig.ReadAsync(alex));
        Assert.Single(await rig.LedgerAsync(alex), e => e.Reason == CaptureReason.NeverLog);
    }

    [Fact]
    public async Task The_stand_in_tells_groups_and_their_members_as_Graph_does()
    {
        var graph = await rig.Graph.GraphAsync();
        var groups = await graph.Groups.GetAsync(r =>
            r.QueryParameters.Filter = "proxyAddresses/any(p:p eq 'smtp:vertrieb@contoso.example') or mail eq 'vertrieb@contoso.example'");
        var group = Assert.Single(groups!.Value!);
        Assert.Equal(("Sales Team", SalesTeam, true), (group.DisplayName, group.Mail, group.MailEnabled));
        Assert.Contains("smtp:vertrieb@contoso.example", group.ProxyAddresses!);

        var members = new List<Microsoft.Graph.Models.DirectoryObject>();
        var page = await graph.Groups[group.Id].TransitiveMembers.GetAsync(r => r.QueryParameters.Top = 2);
        while (page is not null)
        {
            members.AddRange(page.Value!);
            page = page.OdataNextLink is { } next ? await graph.Groups[group.Id].TransitiveMembers.WithUrl(next).GetAsync() : null;
        }

        Assert.Equal(
            ["adelev@contoso.example", "gradya@contoso.example", "jonis@contoso.example", "meganb@contoso.example"],
            members.OfType<Microsoft.Graph.Models.User>().Select(u => u.Mail).Order());
        Assert.Equal("Sales Managers", Assert.Single(members.OfType<Microsoft.Graph.Models.Group>()).DisplayName);
    }

    private async Task JoniSaysNeverAsync(string entry = "clara.nilsson@litware.example")
    {
        var joni = await UserAsync("Joni Sherman", "jonis@contoso.example", Joni);
        await rig.World.TruthAsync<Guid>(
            $"insert into capture_policies (id, user_id, never_log) values (gen_random_uuid(), '{joni.User.Id}', '{{{entry}}}') "
            + "returning id");
    }

    private async Task<Mailbox> UserAsync(string name, string email, string oid)
    {
        var mailbox = await rig.UserAsync(name, oid);
        await rig.World.TruthAsync<string>($"update users set email = '{email}' where id = '{mailbox.User.Id}' returning email");
        return mailbox with { User = mailbox.User with { Email = email } };
    }

    private Task MailAsync(string subject, string to, string from = "clara.nilsson@litware.example") => rig.DeliverAsync(
        $"From: {from}\nTo: {to}\nSubject: {subject}\n"
        + $"Message-ID: <{subject}@litware.example>\n\nHello\n", Simulation.Alex);

    private async Task<int> RequestsAsync()
    {
        var state = await rig.Graph.Http.GetFromJsonAsync<JsonObject>("control/state");
        return int.Parse(state!["requests"]!.ToString(), CultureInfo.InvariantCulture);
    }
}
