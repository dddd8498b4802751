namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>
/// Answers of Graph that are not as they should be: the item alone suffers, the rest of its page is logged and the cursor advances.
/// </summary>
public sealed class RawPageTests : RigTests
{
    private RawGraph graph = null!;

    protected override (string Key, string Value)[] Settings => [("Graph:BaseUrl", graph.Url)];

    public override async Task InitializeAsync()
    {
        graph = await RawGraph.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await graph.DisposeAsync();
    }

    protected override Task ArrangeAsync() => ClaraAsync();

    public static TheoryData<string, string, string> Odd => new()
    {
        { """{"id":"odd","internetMessageId":"<odd@litware.example>","subject":"Cut \ud83d","isDraft":false,"""
            + """ "toRecipients":[],"receivedDateTime":"2026-01-01T00:00:00Z","""
            + """ "from":{"emailAddress":{"address":"clara.nilsson@litware.example"}},"""
            + """ "internetMessageHeaders":[]}""", "logged", "Cut" },
        { RawGraph.Mail("odd", "Low half \\udc00 first"), "logged", "Low half  first" },
        { RawGraph.Mail("odd", "Whole \\ud83d\\ude00 pair"), "logged", "Whole 😀 pair" },
        { RawGraph.Mail("odd", "Two highs \\ud83d\\ud83d\\ude00"), "logged", "Two highs 😀" },
        { RawGraph.Mail("odd", "Escaped \\\\ud83d words"), "logged", "Escaped \\ud83d words" },
        { RawGraph.Mail("odd", "NUL \\u0000 inside"), "logged", "NUL  inside" },
        { RawGraph.Mail("odd", name: "Half \\ud800"), "logged", "Ordinary mail" },
        { RawGraph.Mail("odd", sent: "0001-01-01T00:00:00Z"), "logged", "Ordinary mail" },
        { RawGraph.Mail("odd", sent: "9999-12-31T23:59:59Z"), "logged", "Ordinary mail" },
        { RawGraph.Mail("odd", sent: "2026-02-30T00:00:00Z"), "either", "" },
        { RawGraph.Mail("odd").Replace("\"subject\":\"Ordinary mail\"", "\"subject\":{\"a\":[1,2]}", StringComparison.Ordinal), "either",
            "" },
        { RawGraph.Mail("odd").Replace("\"isDraft\":false", "\"isDraft\":\"maybe\"", StringComparison.Ordinal), "either", "" },
        { RawGraph.Mail("odd").Replace("\"toRecipients\":[{", "\"toRecipients\":[null,7,{", StringComparison.Ordinal), "either", "" },
        { """{"id":"odd"}""", "either", "" },
        { """{"id":"odd","internetMessageId":null,"subject":null,"isDraft":null,"toRecipients":null,"""
            + """ "receivedDateTime":null,"from":null,"internetMessageHeaders":null}""", "either", "" },
        { "7,null,\"text\"", "either", "" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task One_odd_mail_between_two_ordinary_ones_takes_neither_along(string odd, string outcome, string subject)
    {
        graph.Pages["inbox"] = RawGraph.Page(RawGraph.Mail("before", "Before"), odd, RawGraph.Mail("after", "After"));

        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));

        var subjects = (await Rig.ActivitiesAsync(Alex)).Select(a => a.Subject).ToList();
        Assert.Contains("Before", subjects);
        Assert.Contains("After", subjects);
        Assert.Contains(
            "$deltatoken=done", await Rig.World.TruthAsync<string>("select delta_link from capture_cursors where resource = 'inbox'"),
            StringComparison.Ordinal);
        Assert.Equal(
            0L, await Rig.World.TruthAsync<long>("select count(*) from contacts where last_activity_at > now() + interval '1 day'"));
        var told = (await Rig.LedgerAsync(Alex)).SingleOrDefault(e => e.GraphId == "odd");
        Assert.True(
            outcome == "either" || (outcome == "logged") == (told?.Outcome is LedgerOutcome.Logged), $"{told?.Outcome} {told?.Reason}");
        Assert.True(outcome != "logged" || subjects.Contains(subject), string.Join(" | ", subjects));
    }

    [Fact]
    public async Task A_preview_that_was_cut_in_the_middle_of_an_emoji_is_kept_without_it()
    {
        graph.Pages["inbox"] = RawGraph.Page(RawGraph.Mail("one"));
        graph.Items["one"] = Encoding.UTF8.GetBytes("""{"id":"one","bodyPreview":"See you there \ud83d"}""");

        await Rig.ReadAsync(Alex);

        Assert.Equal("See you there", Assert.Single(await Rig.ActivitiesAsync(Alex)).Body);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_left_out_of_it()
    {
        graph.Pages["inbox"] = RawGraph.Page(RawGraph.Mail("one"));
        graph.Items["one"] = [.. "{\"id\":\"one\",\"bodyPreview\":\"Pr"u8, 0xE9, 0xFF, .. "cis\"}"u8];

        await Rig.ReadAsync(Alex);

        Assert.Equal("Prcis", Assert.Single(await Rig.ActivitiesAsync(Alex)).Body);
    }

    [Theory]
    [InlineData("<html>a proxy's page</html>")]
    [InlineData("{\"id\":\"bad\",\"bodyPreview\":")]
    [InlineData("")]
    public async Task An_item_whose_text_never_comes_is_told_as_not_given_at_last_and_the_others_are_logged(string answer)
    {
        graph.Pages["inbox"] = RawGraph.Page(RawGraph.Mail("before", "Before"), RawGraph.Mail("bad"), RawGraph.Mail("after", "After"));
        graph.Items["bad"] = Encoding.UTF8.GetBytes(answer);

        await ReadAtLastAsync("inbox");

        Assert.Equal(["After", "Before"], (await Rig.ActivitiesAsync(Alex)).Select(a => a.Subject).Order());
        Assert.Equal(CaptureReason.NotGiven, (await Rig.LedgerAsync(Alex)).Single(e => e.GraphId == "bad").Reason);
    }

    [Theory]
    [InlineData("{base}/users/x/messages/delta?$skiptoken=same", CapturePause.RepeatingPages)]
    [InlineData("{base}/users/x/messages/delta?$skiptoken=t{n}", CapturePause.EndlessPages)]
    public async Task Pages_without_an_end_end_the_run_with_a_reason_and_what_they_said_is_kept(string next, string code)
    {
        graph.Pages["inbox"] = $$"""{"value":[{{RawGraph.Mail("one")}}],"@odata.nextLink":"{{next}}"}""";

        Assert.Equal(code, Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex)).Code);

        Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal(code, await Rig.World.TruthAsync<string>("select last_error from capture_cursors where resource = 'inbox'"));
        Assert.InRange(graph.Calls.Count(c => c.Contains("delta", StringComparison.Ordinal)), 2, 120);
    }

    [Theory]
    [InlineData("clara.nilsson@litware.example\\u200b")]
    [InlineData("\\ufeffclara.nilsson@litware.example")]
    [InlineData("clara.nilsson@litware.example\\u00a0")]
    [InlineData("clara.nilsson\\u2060@litware.example")]
    [InlineData("\\u202aClara.Nilsson@Litware.example\\u202c")]
    public async Task An_address_with_signs_that_nobody_sees_is_still_the_contacts(string address)
    {
        graph.Pages["sentitems"] = RawGraph.Page(RawGraph.Mail("sent", address: "alexw@contoso.example", name: "Alex Wilber", to: address));

        await Rig.ReadAsync(Alex, "sentitems");

        var activity = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal((Direction.Outbound, true), (activity.Direction, activity.ContactId is not null));
        Assert.Equal("clara.nilsson@litware.example", activity.Participants.Single(p => p.Kind is ParticipantKind.To).Address);
    }

    [Fact]
    public async Task A_series_that_cannot_be_read_takes_its_own_meetings_along_only()
    {
        var day = TimeProvider.System.GetUtcNow().Date.AddDays(3);
        graph.Pages["calendar"] = RawGraph.Page(
            $$"""{"id":"o1","type":"occurrence","seriesMasterId":"broken-series","""
                + $$""" "start":{"dateTime":"{{day:yyyy-MM-dd}}T09:00:00","timeZone":"UTC"},"""
                + $$""" "end":{"dateTime":"{{day:yyyy-MM-dd}}T10:00:00","timeZone":"UTC"} }""",
            Meeting("m1", $"{day:yyyy-MM-dd}T11:00:00"), Meeting("m2", "0001-01-01T00:00:00"), Meeting("m3", "9999-12-31T23:00:00"),
            Meeting("m4", "never"));
        graph.Items["broken-series"] = "<html>"u8.ToArray();

        await ReadAtLastAsync(Mailbox.Calendar);

        Assert.Single(await Rig.ActivitiesAsync(Alex));
        var ledger = await Rig.LedgerAsync(Alex);
        Assert.Equal(["m2", "m3", "m4"], ledger.Where(e => e.Reason == CaptureReason.Unreadable).Select(e => e.GraphId).Order());
        Assert.Equal(CaptureReason.NotGiven, ledger.Single(e => e.GraphId == "o1").Reason);
    }

    /// <summary>What cannot be asked for is waited for twice.</summary>
    private async Task ReadAtLastAsync(string resource)
    {
        SyncOutcome outcome = new SyncOutcome.Off();
        for (var run = 0; run < 4 && outcome is not SyncOutcome.Done; run++)
        {
            outcome = await Rig.ReadAsync(Alex, resource);
            await Rig.World.TruthAsync<object?>("update capture_cursors set paused_until = null returning 1");
        }

        Assert.IsType<SyncOutcome.Done>(outcome);
    }

    public static TheoryData<string, string, string, string, string> WholeDays => new()
    {
        // start, end, the event's own zone, its first and last day
        { "2027-03-10T00:00:00", "2027-03-11T00:00:00", "UTC", "2027-03-10", "2027-03-10" },
        { "2027-03-10T00:00:00", "2027-03-13T00:00:00", "Pacific Standard Time", "2027-03-10", "2027-03-12" },
        { "2027-03-10T08:00:00", "2027-03-11T08:00:00", "Pacific Standard Time", "2027-03-10", "2027-03-10" },
        { "2027-03-09T23:00:00", "2027-03-10T23:00:00", "W. Europe Standard Time", "2027-03-10", "2027-03-10" },
        { "2027-03-09T18:30:00", "2027-03-10T18:30:00", "India Standard Time", "2027-03-10", "2027-03-10" },
        { "2027-03-09T23:00:00", "2027-03-10T23:00:00", "Customized Time Zone", "2027-03-10", "2027-03-10" },
        { "2027-03-10T08:00:00", "2027-03-11T08:00:00", "tzone://Microsoft/Custom", "2027-03-10", "2027-03-10" },
        { "2027-03-27T23:00:00", "2027-03-28T22:00:00", "Europe/Berlin", "2027-03-28", "2027-03-28" },
        { "2027-03-10T00:00:00", "2027-03-10T00:00:00", "UTC", "2027-03-10", "2027-03-10" },
        { "2026-12-31T00:00:00", "2027-01-02T00:00:00", "UTC", "2026-12-31", "2027-01-01" },
        { "2027-03-09T11:00:00", "2027-03-10T11:00:00", "New Zealand Standard Time", "2027-03-10", "2027-03-10" },
    };

    [Theory]
    [MemberData(nameof(WholeDays))]
    public void An_event_of_whole_days_keeps_its_days_whatever_zone_they_were_told_in(
        string start, string end, string zone, string first, string last)
    {
        using var json = System.Text.Json.JsonDocument.Parse(
            $$"""{"id":"d","type":"singleInstance","isAllDay":true,"subject":"Inventory","""
                + $$""" "start":{"dateTime":"{{start}}","timeZone":"UTC"},"end":{"dateTime":"{{end}}","timeZone":"UTC"},"""
                + $$""" "originalStartTimeZone":"{{zone}}"}""");
        var meeting = Assert.IsType<MailboxItem.Meeting>(Crm.OutlookAddin.Capture.Graph.EventReading.Read(json.RootElement)).Content;

        Assert.Equal((true, first, last), (meeting.IsAllDay, $"{meeting.FirstDay:yyyy-MM-dd}", $"{meeting.LastDay:yyyy-MM-dd}"));
        Assert.Equal(($"{first}T00:00:00", TimeSpan.Zero), ($"{meeting.Start:yyyy-MM-ddTHH:mm:ss}", meeting.Start.Offset));
    }

    private static string Meeting(string id, string start) => $$"""
        {"id":"{{id}}","iCalUId":"{{id}}","type":"singleInstance","subject":"{{id}}","isDraft":false,
        "start":{"dateTime":"{{start}}","timeZone":"UTC"},"end":{"dateTime":"{{start}}","timeZone":"UTC"},
        "organizer":{"emailAddress":{"address":"clara.nilsson@litware.example"} },"attendees":[]}
        """;
}
