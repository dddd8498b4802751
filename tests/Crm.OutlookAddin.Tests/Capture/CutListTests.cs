namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>Outlook gives a part of long lists of people: the others are in the mailbox.</summary>
public sealed class CutListTests : RigTests
{
    private const int Given = 20;

    protected override (string Key, string Value)[] Settings => CaptureRig.WithApi;

    [Fact]
    public async Task Whom_Outlook_left_out_is_found_in_the_mailbox_and_contacts_stand_first()
    {
        var litware = await Rig.World.CompanyAsync(Alex.User, "Litware", "litware.example");
        await Rig.World.ContactAsync(Alex.User, "Clara", "Nilsson", "guest119@crowd.example", litware);
        await Rig.World.ContactAsync(Alex.User, "Dora", "Lind", "guest3@crowd.example");
        var id = await MailAsync(150);

        var found = await AskAsync(id);

        var people = found["people"]!.AsArray();
        Assert.Equal(100, people.Count);
        Assert.Equal(
            ["host@crowd.example", "guest3@crowd.example", "guest119@crowd.example"], people.Take(3).Select(p => (string?)p!["email"]));
        Assert.All(people.Skip(1).Take(2), p => Assert.NotNull(p!["card"]));
        Assert.Equal(51, (int?)found["furtherPeople"]); // A host and 150 guests; Alex is nobody to himself.
    }

    [Theory]
    [InlineData(Given, 0)]
    [InlineData(60, 0)]
    public async Task A_list_that_is_whole_or_that_one_answer_holds_leaves_nobody_out(int guests, int left)
    {
        var found = await AskAsync(await MailAsync(guests));

        Assert.Equal((guests + 1, left), (found["people"]!.AsArray().Count, (int?)found["furtherPeople"]));
    }

    [Fact]
    public async Task Nobody_stands_there_twice_whom_Outlook_names_without_an_address()
    {
        var found = await AskAsync(await MailAsync(30), new { email = "/O=FIRM/OU=EX/CN=GUEST5", name = "Guest 5", role = "to" });

        Assert.Equal(31, found["people"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_meetings_attendees_are_completed_too()
    {
        var day = TimeProvider.System.GetUtcNow().Date.AddDays(3);
        var items = await Rig.Graph.SendCalendarAsync(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:crowd-1\r\nSUMMARY:Fair\r\n"
            + $"DTSTAMP:20270101T000000Z\r\nDTSTART:{day:yyyyMMdd}T090000Z\r\nDTEND:{day:yyyyMMdd}T100000Z\r\n"
            + "ORGANIZER:mailto:host@crowd.example\r\nATTENDEE:mailto:alexw@contoso.example\r\n"
            + string.Concat(Enumerable.Range(0, 45).Select(n => $"ATTENDEE:mailto:guest{n}@crowd.example\r\n"))
            + "END:VEVENT\r\nEND:VCALENDAR\r\n");

        var found = await AskAsync(items[0]!["graphId"]!.GetValue<string>(), kind: "appointment");

        Assert.Equal((46, 0), (found["people"]!.AsArray().Count, (int?)found["furtherPeople"]));
    }

    [Fact]
    public async Task While_the_mailbox_cannot_be_asked_those_whom_Outlook_gave_are_shown_and_that_there_may_be_more()
    {
        var id = await MailAsync(60);
        await Rig.Graph.OrderFaultAsync(new { kind = "403", user = Simulation.Alex, path = "messages", count = -1 });

        var found = await AskAsync(id);

        Assert.Equal(Given + 1, found["people"]!.AsArray().Count);
        Assert.True(found.ContainsKey("furtherPeople"));
        Assert.Null(found["furtherPeople"]);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_to_be_read_is_not_read_for_this_either()
    {
        await Rig.World.TruthAsync<Guid>(
            $"insert into capture_policies (id, user_id, mode) values (gen_random_uuid(), '{Alex.User.Id}', 'OFF') returning id");
        var id = await MailAsync(60);

        Assert.Equal(Given + 1, (await AskAsync(id))["people"]!.AsArray().Count);
    }

    private async Task<string> MailAsync(int guests)
    {
        var to = string.Join(
            ",\r\n ", Enumerable.Range(0, guests).Select(n => $"Guest {n} <guest{n}@crowd.example>").Prepend("alexw@contoso.example"));
        using var mail = new StringContent(
            $"From: Host <host@crowd.example>\r\nTo: {to}\r\nSubject: Fair\r\nMessage-ID: <fair@crowd.example>\r\n\r\nHello\r\n",
            Encoding.UTF8, "message/rfc822");
        using var answer = await Rig.Graph.Http.PostAsync("control/mail", mail);
        return (await answer.Content.ReadFromJsonAsync<JsonArray>())![0]!["graphId"]!.GetValue<string>();
    }

    /// <summary>As the pane asks about an item of which Outlook gives the author and twenty more.</summary>
    private async Task<JsonObject> AskAsync(string restId, object? more = null, string kind = "message")
    {
        var author = new { email = "host@crowd.example", name = "Host", role = kind == "message" ? "from" : "organizer" };
        object[] people = [author, .. Enumerable.Range(0, Given).Select(n => new { email = $"guest{n}@crowd.example", role = "to" }),
            .. more is null ? Array.Empty<object>() : [more]];
        using var answer = await Rig.SendAsync(
            HttpMethod.Post, "api/context", JsonContent.Create(new { item = new { kind, restId, isCut = true }, people }));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
