namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>POST /api/log: a person logs the open mail or meeting.</summary>
public sealed class LogItemTests : RigTests
{
    private const string Newsletter =
        "From: Clara Nilsson <clara.nilsson@litware.example>\nTo: alexw@contoso.example\nSubject: News\n"
        + "Message-ID: <news@litware.example>\nList-Unsubscribe: <https://litware.example/u>\nPrecedence: bulk\n"
        + "List-Id: <news.litware.example>\n\nHello\n";

    protected override (string Key, string Value)[] Settings => CaptureRig.WithApi;

    [Fact]
    public async Task A_mail_that_capture_leaves_out_is_logged_once_whoever_comes_first()
    {
        await ClaraAsync();
        await Rig.DeliverAsync(Newsletter);
        await Rig.ReadAsync(Alex);
        Assert.Empty(await Rig.ActivitiesAsync(Alex));

        var logged = await LogAsync(new { internetMessageId = "<news@litware.example>" });
        var again = await LogAsync(new { internetMessageId = "<news@litware.example>" });
        await Rig.PostAsync("control/expire-tokens");
        await Rig.ReadAsync(Alex);

        var activity = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal(("News", "logged", CaptureReason.LoggedManually, activity.Id.ToString()),
            (activity.Subject, Text(logged, "capture", "state"), Text(logged, "capture", "reason"), Text(logged, "activityId")));
        Assert.Equal(Text(logged, "activityId"), Text(again, "activityId"));
        Assert.Contains("News", logged["card"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_of_nobody_known_asks_whose_it_is_and_takes_the_answer()
    {
        await Rig.Graph.SendMailAsync("Hello");
        await Rig.ReadAsync(Alex);
        var refused = await RefusedAsync(HttpStatusCode.BadRequest, new { internetMessageId = "<Hello@litware.example>" });
        Assert.Contains("Choose whose it is", refused["errors"]!["contactId"]![0]!.GetValue<string>(), StringComparison.Ordinal);

        var dora = await Rig.World.ContactAsync(Alex.User, "Dora", "Lind", "dora@elsewhere.example");
        await LogAsync(new { internetMessageId = "<Hello@litware.example>", contactId = dora });

        Assert.Equal(dora, Assert.Single(await Rig.ActivitiesAsync(Alex)).ContactId);
    }

    [Fact]
    public async Task What_is_logged_already_gets_the_links_and_what_was_deleted_comes_back()
    {
        await ClaraAsync();
        await Rig.Graph.SendMailAsync("Offer");
        await Rig.ReadAsync(Alex);
        var dora = await Rig.World.ContactAsync(Alex.User, "Dora", "Lind", "dora@elsewhere.example");
        await LogAsync(new { internetMessageId = "<Offer@litware.example>", contactId = dora });
        var activity = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal(dora, activity.ContactId);

        using (var deleted = await SendAsync(HttpMethod.Delete, $"api/activities/{activity.Id}", null))
        {
            deleted.EnsureSuccessStatusCode();
        }

        await LogAsync(new { internetMessageId = "<Offer@litware.example>" });
        var back = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal((activity.Id, false), (back.Id, back.IsDeleted));
    }

    [Fact]
    public async Task A_meeting_is_logged_by_the_id_that_Outlook_knows()
    {
        await ClaraAsync();
        var day = TimeProvider.System.GetUtcNow().AddDays(3);
        var items = await Rig.Graph.SendCalendarAsync(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:log-1\r\nSUMMARY:Review\r\n"
            + $"DTSTART:{day:yyyyMMdd}T090000Z\r\nDTEND:{day:yyyyMMdd}T100000Z\r\nORGANIZER:mailto:clara.nilsson@litware.example\r\n"
            + "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alexw@contoso.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

        var logged = await LogAsync(new { restId = items[0]!["graphId"]!.GetValue<string>() });
        await Rig.ReadAsync(Alex, Mailbox.Calendar);

        Assert.Equal(Text(logged, "activityId"), Assert.Single(await Rig.ActivitiesAsync(Alex)).Id.ToString());
    }

    [Theory]
    [InlineData("Sensitivity: Private\n", CaptureReason.Private)]
    [InlineData("Cc: lawyer@secret.example\n", CaptureReason.NeverLog)]
    public async Task What_protects_somebody_goes_before_what_a_person_wants(string header, string reason)
    {
        await ClaraAsync();
        await Rig.World.TruthAsync<Guid>(
            "insert into capture_policies (id, never_log) values (gen_random_uuid(), '{secret.example}') returning id");
        await Rig.DeliverAsync(Newsletter.Replace("Subject:", header + "Subject:", StringComparison.Ordinal));

        var refused = await RefusedAsync(HttpStatusCode.Forbidden, new { internetMessageId = "<news@litware.example>" });

        Assert.Equal(CaptureReason.Sentence(reason), Text(refused, "detail"));
        Assert.Empty(await Rig.ActivitiesAsync(Alex));
    }

    [Fact]
    public async Task Bad_requests_are_told_at_their_fields()
    {
        Assert.NotNull((await RefusedAsync(HttpStatusCode.BadRequest, new { }))["errors"]!["internetMessageId"]);
        Assert.NotNull((await RefusedAsync(HttpStatusCode.BadRequest, new { restId = new string('x', 2_000) }))["errors"]!["restId"]);
        var nobody = Guid.CreateVersion7(Rig.World.Clock.GetUtcNow());
        var wrong = (await RefusedAsync(
            HttpStatusCode.BadRequest, new { restId = "AAMk", contactId = nobody, dealId = "no id" }))["errors"]!;
        Assert.NotNull(wrong["contactId"]);
        Assert.NotNull(wrong["dealId"]);
        await RefusedAsync(HttpStatusCode.NotFound, new { internetMessageId = "<nowhere@litware.example>" });
    }

    [Fact]
    public async Task A_colleagues_contact_that_one_may_not_see_is_not_there()
    {
        var megan = await Rig.UserAsync("Megan Bowen", "33333333-3333-4333-8333-333333333331");
        var hers = await Rig.World.ContactAsync(megan.User, "Dora", "Lind", "dora@elsewhere.example");
        await Rig.Graph.SendMailAsync("Hello");

        var refused = await RefusedAsync(
            HttpStatusCode.BadRequest, new { internetMessageId = "<Hello@litware.example>", contactId = hers });

        Assert.Contains("is not there, or is not yours", refused["errors"]!["contactId"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_that_cannot_be_asked_is_said_and_nothing_is_logged()
    {
        await ClaraAsync();
        await Rig.Graph.SendMailAsync("Offer");
        await Rig.Graph.OrderFaultAsync(new { kind = "503", user = Simulation.Alex, path = "messages", count = -1 });

        await RefusedAsync(HttpStatusCode.ServiceUnavailable, new { internetMessageId = "<Offer@litware.example>" });

        Assert.Empty(await Rig.ActivitiesAsync(Alex));
    }

    [Fact]
    public async Task Who_may_only_look_logs_nothing()
    {
        await Rig.World.TruthAsync<Guid>($"update users set role = 'READONLY' where id = '{Alex.User.Id}' returning id");
        await Rig.Graph.SendMailAsync("Offer");

        await RefusedAsync(HttpStatusCode.Forbidden, new { internetMessageId = "<Offer@litware.example>" });
    }

    private static string? Text(JsonNode? node, params string[] path) => path.Aggregate(node, (at, name) => at?[name])?.GetValue<string>();

    private async Task<JsonObject> LogAsync(object item)
    {
        using var answer = await SendAsync(HttpMethod.Post, "api/log", JsonContent.Create(item));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<JsonObject> RefusedAsync(HttpStatusCode status, object item)
    {
        using var answer = await SendAsync(HttpMethod.Post, "api/log", JsonContent.Create(item));
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content) =>
        Rig.SendAsync(method, path, content);
}
