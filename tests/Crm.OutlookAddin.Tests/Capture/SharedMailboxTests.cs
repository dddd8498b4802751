namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>The pane beside an item of somebody else's mailbox: what it says of whose it is are claims.</summary>
public sealed class SharedMailboxTests : RigTests
{
    private const string Megan = "33333333-3333-4333-8333-333333333331";
    private const string Sales = "sales@contoso.example";
    private const string SalesOid = "44444444-4444-4444-8444-000000000000";

    protected override (string Key, string Value)[] Settings =>
    [
        .. CaptureRig.WithApi, ("AzureAd:TenantId", "organizations"), ("Capture:SharedMailboxes:0:Mailbox", Sales),
        ("Capture:SharedMailboxes:0:AnsweredBy", "alex.wilber@contoso.example"),
        ("Capture:SharedMailboxes:0:Tenant", Simulation.TenantId), ("Simulators:SharedMailboxes:0", Sales),
    ];

    protected override async Task ArrangeAsync()
    {
        await Rig.World.TenantAsync(World.Fabrikam);
        await ClaraAsync();
    }

    [Fact]
    public async Task An_item_of_a_shared_mailbox_that_one_answers_for_is_completed_from_it_and_logged_to_it()
    {
        var id = await DeliverAsync(Sales, "Order", guests: 40);

        var found = await ContextAsync(new { kind = "message", restId = id, isCut = true, mailbox = "Sales@Contoso.example" });

        Assert.Equal(("sales@contoso.example", true), ((string?)found["mailbox"]!["owner"], (bool)found["mailbox"]!["isRead"]!));
        Assert.Equal("In the mailbox sales@contoso.example, which you answer for.", (string?)found["mailbox"]!["sentence"]);
        Assert.Equal(0, (int?)found["furtherPeople"]);
        var guests = found["people"]!.AsArray().Select(p => (string)p!["email"]!).Where(IsGuest);
        Assert.Equal(40, guests.Count());

        var before = await Rig.CallsToAsync(Simulation.Alex);
        using var logged = await LogAsync(new { restId = id, mailbox = Sales });
        Assert.True(logged.IsSuccessStatusCode, await logged.Content.ReadAsStringAsync());
        Assert.Equal(before, await Rig.CallsToAsync(Simulation.Alex));
        Assert.Equal("Order", Assert.Single(await Rig.ActivitiesAsync(Alex)).Subject);
    }

    [Fact]
    public async Task A_mail_of_a_shared_mailbox_is_read_again_there_once_somebody_on_it_became_a_contact()
    {
        await DeliverAsync(Sales, "Order", guests: 2, from: "host@crowd.example");
        var shared = Alex with { SharedAs = Sales, ObjectId = Guid.Empty };
        await Rig.ReadAsync(shared, shared.ResourceOf(Mailbox.Inbox));
        await Rig.World.ContactAsync(Alex.User, "Dora", "Lind", "guest0@crowd.example");

        var item = new { kind = "message", internetMessageId = "<Order@litware.example>", mailbox = Sales };
        var found = await ContextAsync(item, new { email = "guest0@crowd.example" });

        Assert.Equal(("logged", CaptureReason.KnownContact),
            ((string?)found["capture"]!["state"], (string?)found["capture"]!["reason"]));
    }

    [Fact]
    public async Task The_job_that_reads_again_looks_for_an_item_in_the_mailbox_that_it_lies_in()
    {
        await DeliverAsync(Sales, "Theirs", guests: 2, from: "host@crowd.example");
        await DeliverAsync("alexw@contoso.example", "Mine", guests: 2, from: "host@crowd.example");
        var shared = Alex with { SharedAs = Sales, ObjectId = Guid.Empty };
        await Rig.ReadAsync(shared, shared.ResourceOf(Mailbox.Inbox));
        await Rig.ReadAsync(Alex);
        Assert.Empty(await Rig.ActivitiesAsync(Alex));
        await Rig.World.ContactAsync(Alex.User, "Dora", "Lind", "guest0@crowd.example");

        var jobs = Rig.Services.GetRequiredService<ICaptureJobs>();
        await jobs.FindReadAgainAsync(CancellationToken.None);
        await jobs.ReadAgainAsync(Alex.User.Tenant.Id, Alex.User.Id, CancellationToken.None);

        var read = await Rig.ActivitiesAsync(Alex);
        Assert.Equal(["Mine", "Theirs"], read.Select(a => a.Subject).Order());
        Assert.All(read, a => Assert.Equal(
            a.Subject == "Mine" ? Mailbox.Inbox : shared.ResourceOf(Mailbox.Inbox), Assert.Single(a.Mailboxes).Folder));
    }

    [Fact]
    public async Task The_owners_address_is_nobody_to_make_a_contact_of()
    {
        var found = await ContextAsync(
            new { kind = "message", mailbox = "desk@elsewhere.example" }, new { email = "Desk@elsewhere.example", role = "to" },
            new { email = "other@elsewhere.example", role = "to" });

        Assert.Equal(["colleague", "unknown"], found["people"]!.AsArray().Select(p => (string?)p!["kind"]));
    }

    [Fact]
    public async Task One_is_not_somebody_else_under_an_alias()
    {
        Assert.Null((await ContextAsync(new { kind = "message", mailbox = "alexw@contoso.example" }))["mailbox"]);
    }

    [Theory]
    [InlineData(Sales, "Sales")]
    [InlineData(Simulation.Alex, "Alex")]
    [InlineData("alexw@contoso.example", "Alex")]
    [InlineData("/O=FIRM/CN=ALEX", "X500")]
    public async Task Nobody_reads_a_mailbox_by_naming_it(string mailbox, string subject)
    {
        await Rig.UserAsync("Megan Bowen", Megan);
        var id = await DeliverAsync(subject == "Sales" ? Sales : "alexw@contoso.example", subject, guests: 40);
        var before = (await Rig.CallsToAsync(SalesOid), await Rig.CallsToAsync(Simulation.Alex));
        var stranger = Guid.CreateVersion7(Rig.World.Clock.GetUtcNow());
        await Rig.World.UserAsync("Patti Fernandez", tenant: World.Fabrikam, oid: stranger);

        foreach (var (oid, tenant) in new[] { (Megan, Simulation.TenantId), (stranger.ToString(), World.Fabrikam.ToString()) })
        {
            using var context = await Rig.SendAsync(oid, tenant, HttpMethod.Post, "api/context", JsonContent.Create(new
            {
                item = new { kind = "message", restId = id, internetMessageId = $"<{subject}@litware.example>", isCut = true, mailbox },
                people = new[] { new { email = "clara.nilsson@litware.example", name = "Clara", role = "from" } },
            }));
            var text = await context.Content.ReadAsStringAsync();
            Assert.True(context.IsSuccessStatusCode, text);
            var found = JsonSerializer.Deserialize<JsonObject>(text)!;
            Assert.DoesNotContain("crowd.example", text, StringComparison.Ordinal);
            Assert.Equal(("clara.nilsson@litware.example", false), ((string?)Assert.Single(found["people"]!.AsArray())!["email"],
                (bool)found["mailbox"]!["isRead"]!));
            Assert.Null(found["furtherPeople"]);
            Assert.Null(found["capture"]);

            foreach (var item in new object[]
                { new { restId = id, mailbox }, new { internetMessageId = $"<{subject}@litware.example>", mailbox } })
            {
                using var log = await Rig.SendAsync(oid, tenant, HttpMethod.Post, "api/log", JsonContent.Create(item));
                Assert.Equal(tenant == Simulation.TenantId, log.StatusCode is HttpStatusCode.Forbidden);
                Assert.False(log.IsSuccessStatusCode); // The stand-in for Graph serves no other tenant at all.
            }
        }

        Assert.Equal(before, (await Rig.CallsToAsync(SalesOid), await Rig.CallsToAsync(Simulation.Alex)));
        Assert.Empty(await Rig.ActivitiesAsync(Alex));
    }

    [Fact]
    public async Task Of_a_colleagues_mailbox_one_hears_what_the_CRM_shows_anyway_and_no_more()
    {
        var megan = await Rig.UserAsync("Megan Bowen", Megan);
        var manager = Guid.CreateVersion7(Rig.World.Clock.GetUtcNow());
        await Rig.World.UserAsync("Joni Sherman", Role.Manager, oid: manager);
        await Rig.World.ContactAsync(megan.User, "Dora", "Lind", "guest0@crowd.example");
        await DeliverAsync("meganb@contoso.example", "Hers", guests: 1);
        await Rig.ReadAsync(megan);
        var item = new { kind = "message", internetMessageId = "<Hers@litware.example>", mailbox = megan.User.Email };

        Assert.Null((await ContextAsync(item))["capture"]);
        using var answer = await Rig.SendAsync(
            manager.ToString(), Simulation.TenantId, HttpMethod.Post, "api/context", JsonContent.Create(new { item }));
        var seen = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        Assert.Equal(
            ("logged", CaptureReason.AlreadyLogged), ((string?)seen["capture"]!["state"], (string?)seen["capture"]!["reason"]));
        Assert.NotNull(seen["capture"]!["activityId"]);
        Assert.StartsWith("In the mailbox of Megan Bowen. The CRM does not read it for you", (string?)seen["mailbox"]!["sentence"],
            StringComparison.Ordinal);
    }

    private static bool IsGuest(string address) => address.EndsWith("@crowd.example", StringComparison.Ordinal);

    private async Task<string> DeliverAsync(
        string to, string subject, int guests, string from = "Clara Nilsson <clara.nilsson@litware.example>")
    {
        var cc = string.Join(",\n ", Enumerable.Range(0, guests).Select(n => $"guest{n}@crowd.example"));
        using var mail = new StringContent(
            ($"From: {from}\nTo: {to}\nCc: {cc}\nSubject: {subject}\n"
                + $"Message-ID: <{subject}@litware.example>\n\nHello\n").ReplaceLineEndings("\r\n"),
            Encoding.UTF8, "message/rfc822");
        using var answer = await Rig.Graph.Http.PostAsync("control/mail", mail);
        return (await answer.Content.ReadFromJsonAsync<JsonArray>())![0]!["graphId"]!.GetValue<string>();
    }

    private async Task<JsonObject> ContextAsync(object item, params object[] people)
    {
        using var answer = await Rig.SendAsync(HttpMethod.Post, "api/context", JsonContent.Create(new { item, people }));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private Task<HttpResponseMessage> LogAsync(object item) => Rig.SendAsync(HttpMethod.Post, "api/log", JsonContent.Create(item));
}
