namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>What the pane says of the open item's capture: what is, and not what was once decided.</summary>
public sealed class OpenItemTests : RigTests
{
    protected override (string Key, string Value)[] Settings => CaptureRig.WithApi;

    [Fact]
    public async Task A_captured_mail_that_was_deleted_since_is_not_called_captured()
    {
        await ClaraAsync();
        await Rig.Graph.SendMailAsync("Offer");
        await Rig.ReadAsync(Alex);
        Assert.Equal("logged", (await MailAsync("<Offer@litware.example>")).State);

        await Rig.World.InDatabaseAsync(Alex.User, async db =>
        {
            (await db.Activities.SingleAsync()).Delete(Alex.User.Id, Rig.World.Clock.GetUtcNow());
            return await db.SaveAsync(CancellationToken.None);
        });

        Assert.Equal(
            ("removed", CaptureReason.Deleted), await MailAsync("<Offer@litware.example>") is var c ? (c.State, c.Reason) : default);
        using var why =
            await SendAsync(HttpMethod.Get, "api/capture/why?internetMessageId=" + Uri.EscapeDataString("<Offer@litware.example>"), null);
        Assert.Equal(CaptureReason.Deleted, (await why.Content.ReadFromJsonAsync<JsonObject>())!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_mail_whose_sender_became_a_contact_since_is_read_again_when_it_is_opened()
    {
        await Rig.Graph.SendMailAsync("Hello");
        await Rig.ReadAsync(Alex);
        Assert.Equal(CaptureReason.Unknown, (await MailAsync("<Hello@litware.example>")).Reason);

        await ClaraAsync();

        Assert.Equal(
            ("logged", CaptureReason.KnownContact), await MailAsync("<Hello@litware.example>") is var c ? (c.State, c.Reason) : default);
        Assert.Single(await Rig.ActivitiesAsync(Alex));
    }

    [Fact]
    public async Task When_the_mailbox_cannot_be_asked_the_pane_says_what_has_changed()
    {
        await Rig.Graph.SendMailAsync("Hello");
        await Rig.ReadAsync(Alex);
        await ClaraAsync();
        await Rig.Graph.OrderFaultAsync(new { kind = "403", user = Simulation.Alex, path = "messages", count = -1 });

        Assert.Equal(
            ("skipped", CaptureReason.KnownSince), await MailAsync("<Hello@litware.example>") is var c ? (c.State, c.Reason) : default);
    }

    [Fact]
    public async Task A_calendar_item_has_its_capture_state_under_whatever_id_Outlook_knows_it()
    {
        await ClaraAsync();
        var day = TimeProvider.System.GetUtcNow().Date.AddDays(3);
        var items = await Rig.Graph.SendCalendarAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
                + $"UID:open-1@litware.example\r\nSUMMARY:Review\r\nDTSTAMP:20270101T000000Z\r\n"
                + $"DTSTART:{day:yyyyMMdd}T090000Z\r\nDTEND:{day:yyyyMMdd}T100000Z\r\n"
                + $"ORGANIZER:mailto:clara.nilsson@litware.example\r\n"
                + $"ATTENDEE;PARTSTAT=ACCEPTED:mailto:alexw@contoso.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
        await Rig.ReadAsync(Alex, Mailbox.Calendar);

        foreach (var id in new[] { "graphId", "immutableId" })
        {
            Assert.Equal(("logged", CaptureReason.KnownContact),
                await EventAsync(items[0]![id]!.GetValue<string>()) is { } c ? (c.State, c.Reason) : default);
        }

        Assert.Null(await EventAsync("AAMkNowhere"));
    }

    [Fact]
    public async Task The_readers_aliases_are_no_colleagues_of_theirs()
    {
        using var answer = await SendAsync(HttpMethod.Post, "api/context", JsonContent.Create(new
        {
            item = new { kind = "message", mode = "messageRead" },
            people = new[] { new { email = "alex.wilber@contoso.example" }, new { email = "somebody.else@contoso.example" },
                new { email = "Alexw@contoso.example" } },
        }));
        answer.EnsureSuccessStatusCode();

        var people = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["people"]!.AsArray();
        Assert.Equal(["somebody.else@contoso.example colleague"], people.Select(p => $"{p!["email"]} {p["kind"]}"));
    }

    [Fact]
    public async Task Health_names_what_keeps_folders_from_being_read()
    {
        Assert.Equal("Healthy", await Rig.Http.GetStringAsync("health/capture"));
        await Rig.ReadAsync(Alex);
        await Rig.World.TruthAsync<string>("update capture_cursors set failures = 5, last_error = 'endless-pages' returning resource");
        Assert.Equal("Degraded", await Rig.Http.GetStringAsync("health/capture"));
        await Rig.World.TruthAsync<string>("update capture_cursors set last_error = 'throttled' returning resource");
        Assert.Equal("Healthy", await Rig.Http.GetStringAsync("health/capture"));
    }

    [Fact]
    public async Task Health_tells_of_a_mailbox_that_fell_silent()
    {
        await Rig.World.TruthAsync<long>(
            $"""
            with made as (insert into capture_ledger (id, user_id, kind, graph_id, outcome, reason, decided_at)
              select gen_random_uuid(), '{Alex.User.Id}', 'MESSAGE', 'g' || n, 'SKIPPED', 'nobody-known', now() - n * interval '1 day'
              from generate_series(8, 27) n returning 1)
            select count(*) from made
            """);

        Assert.Equal("Degraded", await Rig.Http.GetStringAsync("health/capture"));
        Assert.Contains(Rig.Log, line => line.Contains("has shown no mail since", StringComparison.Ordinal));
    }

    private async Task<(string? State, string? Reason)> MailAsync(string id) =>
        (await ContextAsync(new { kind = "message", mode = "messageRead", internetMessageId = id }))!.Value;

    private Task<(string? State, string? Reason)?> EventAsync(string id) =>
        ContextAsync(new { kind = "appointment", mode = "appointmentAttendee", restId = id });

    private async Task<(string? State, string? Reason)?> ContextAsync(object item)
    {
        using var answer = await SendAsync(HttpMethod.Post, "api/context",
            JsonContent.Create(new { item, people = new[] { new { email = "clara.nilsson@litware.example", role = "from" } } }));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["capture"] is { } capture
            ? (capture["state"]!.GetValue<string>(), capture["reason"]!.GetValue<string>())
            : null;
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content) =>
        Rig.SendAsync(method, path, content);
}
