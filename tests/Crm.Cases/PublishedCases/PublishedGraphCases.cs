using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Crm.OutlookAddin.Capture.Graph;
using Crm.OutlookAddin.Capture.Notifications;
using Crm.OutlookAddin.Tests.Simulators;

namespace Crm.Cases.PublishedCases;

/// <summary>What Graph really says, as published: the reader understands it, and the stand-in says nothing else.</summary>
public sealed class PublishedGraphCases
{
    [Fact]
    public void Every_published_message_is_read_as_it_is_written()
    {
        var messages = PublishedGraph.Messages().ToList();
        Assert.True(messages.Count >= 15, $"Only {messages.Count} messages were found.");
        Assert.All(messages, published =>
        {
            var mail = Assert.IsType<MailboxItem.Mail>(MessageReading.Read(Element(published.Item), "inbox")).Content;
            Assert.Equal(Clean(published.Item["subject"]), mail.Subject);
            Assert.Equal(Address(published.Item["from"] ?? published.Item["sender"]), mail.From?.Address);
            Assert.Equal(Moment(published.Item["receivedDateTime"]), mail.ReceivedAt);
            Assert.All(
                People(published.Item, "toRecipients", "ccRecipients"),
                address => Assert.Contains(mail.Participants, p => p.Address == address));
        });
    }

    [Fact]
    public void Every_published_event_is_read_as_it_is_written()
    {
        var events = PublishedGraph.Events().ToList();
        Assert.True(events.Count >= 30, $"Only {events.Count} events were found.");
        Assert.All(events, published =>
        {
            var meeting = Assert.IsType<MailboxItem.Meeting>(EventReading.Read(Element(published.Item))).Content;
            Assert.Equal(Clean(published.Item["subject"]), meeting.Subject);
            if (published.Item["start"]!["timeZone"]?.GetValue<string>() is "UTC" && !meeting.IsAllDay)
            {
                Assert.Equal(Moment(published.Item["start"]!["dateTime"]), meeting.Start);
            }

            Assert.Equal(Address(published.Item["organizer"]), meeting.Organizer?.Address);
            Assert.All(
                People(published.Item, "attendees"), address => Assert.Contains(meeting.Participants, p => p.Address == address));
        });
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Of_every_published_error_the_deepest_code_is_read_whatever_its_status(int status)
    {
        await using var graph = await RawGraph.StartAsync();
        await using var stage = await CaptureStage.SetAsync(graph.Url);
        var (reader, window) = (stage.Rig.Services.GetRequiredService<IMailboxReader>(), new ReadWindow(default, default));
        graph.Status = status;
        var errors = PublishedGraph.Errors().ToList();
        Assert.True(errors.Count >= 5, $"Only {errors.Count} errors were found.");
        foreach (var (file, error) in errors)
        {
            graph.Pages["inbox"] = error.ToJsonString();
            var code = Deepest(error["error"]!);
            var isResync = status == 410 || (status is 400 or 404 && code is "SyncStateNotFound" or "resyncRequired" or "SyncStateInvalid");

            var read = await reader.ChangesAsync(stage.Alex, "inbox", null, window, CancellationToken.None);

            Assert.True(
                isResync ? read is MailboxRead.ResyncNeeded
                : status == 400 ? read is MailboxRead.Throttled again && again.Code == code
                : read is MailboxRead.NotAllowed refused && refused.Code == code,
                $"{file}: {read} instead of {code}");
        }
    }

    [Fact]
    public async Task Every_published_notification_is_taken_and_of_none_of_our_subscriptions()
    {
        await using var stage = await CaptureStage.SetAsync("http://127.0.0.1:9/graph/v1.0");
        var notifications = PublishedGraph.Notifications().ToList();
        Assert.True(notifications.Count >= 2, $"Only {notifications.Count} notifications were found.");
        foreach (var (_, notification) in notifications)
        {
            using var answer = await stage.Rig.Http.PostAsJsonAsync(
                "graph/notifications", new JsonObject { ["value"] = new JsonArray(notification.DeepClone()) });
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        Assert.Equal(0L, await stage.Rig.World.TruthAsync<long>("select count(*) from crm_control.graph_notifications"));
    }

    [Fact]
    public void The_encrypted_notification_of_Microsofts_own_tests_is_decrypted()
    {
        var vector = JsonNode.Parse(Text("sdk-encryptedContent-decryptable.json"))!;
        using var certificate = X509CertificateLoader.LoadPkcs12(
            Convert.FromBase64String(Text("sdk-encryptedContent-cert.pfx.b64").Trim()), "rich");

        var data = RichNotifications.Decrypted(
            new EncryptedContent(
                vector["data"]!.GetValue<string>(), vector["dataKey"]!.GetValue<string>(), vector["dataSignature"]!.GetValue<string>(),
                null),
            certificate);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(Text("sdk-encryptedContent-decrypted.json")), JsonNode.Parse(Encoding.UTF8.GetString(data!))));
    }

    [Fact]
    public async Task The_stand_in_says_what_Graph_says_in_the_same_types()
    {
        await using var simulation = await Simulation.StartAsync();
        await simulation.SendMailAsync("Shape", headers: "Cc: Megan Bowen <meganb@contoso.example>\r\nReply-To: x@litware.example\r\n");
        await simulation.SendCalendarAsync(Series);
        using var graph = new HttpClient { BaseAddress = new Uri(simulation.Http.BaseAddress!, $"graph/v1.0/users/{Simulation.Alex}/") };
        graph.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await simulation.TokenAsync("https://graph.microsoft.com/.default"));

        await SameAsync("messages", PublishedGraph.Messages());
        await SameAsync("events", PublishedGraph.Events());
        await SameAsync("calendarView?startDateTime=2027-03-01T00:00:00Z&endDateTime=2027-04-30T00:00:00Z", PublishedGraph.Events());
        await SameAsync("mailFolders", PublishedGraph.Folders(), "sizeInBytes"); // v1.0's mailFolder has it, no published answer shows it

        async Task SameAsync(string path, IEnumerable<(string File, JsonObject Item)> published, params string[] documented)
        {
            var items = (await graph.GetFromJsonAsync<JsonObject>(path))!["value"]!.AsArray().Select(i => i!.AsObject()).ToList();
            Assert.NotEmpty(items);
            var (ours, theirs) = (JsonShape.Of(items), JsonShape.Of(published.Select(p => p.Item)));
            Assert.Empty(ours.UnknownTo(theirs).Except(documented));
            Assert.Empty(ours.OtherTypesThan(theirs));
        }
    }

    private const string Series =
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//cases//EN
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:shape-1@litware.example
        DTSTAMP:20270301T100000Z
        DTSTART;TZID=W. Europe Standard Time:20270322T100000
        DTEND;TZID=W. Europe Standard Time:20270322T110000
        RRULE:FREQ=WEEKLY;COUNT=3
        SUMMARY:Shape of a series
        LOCATION:Room 1
        ORGANIZER;CN=Clara Nilsson:mailto:clara.nilsson@litware.example
        ATTENDEE;CN=Alex Wilber;PARTSTAT=ACCEPTED:mailto:alexw@contoso.example
        END:VEVENT
        END:VCALENDAR
        """;

    private static string Deepest(JsonNode error) =>
        (error["innererror"] ?? error["innerError"]) is JsonObject inner && inner.Any(m => m.Key is "code" or "innererror" or "innerError")
            ? inner["code"] is { } code && (inner["innererror"] ?? inner["innerError"]) is null ? code.GetValue<string>() : Deepest(inner)
            : error["code"]!.GetValue<string>();

    private static string Text(string name) => File.ReadAllText(Path.Combine(PublishedGraph.Folder, name));

    private static JsonElement Element(JsonObject item) => JsonSerializer.SerializeToElement(item);

    private static string Clean(JsonNode? text) => Participant.Clean(text?.GetValue<string>());

    private static DateTimeOffset? Moment(JsonNode? text) => text?.GetValue<string>() is { } told
        ? DateTimeOffset.Parse(told, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    /// <summary>In lower case; null for what is none, as in drafts of documents ("&lt;address&gt;") and Exchange's own names.</summary>
    private static string? Address(JsonNode? person) =>
        Participant.Parse(person?["emailAddress"]?["address"]?.GetValue<string>(), null, Crm.Core.Activities.ParticipantKind.From)?.Address;

    private static IEnumerable<string> People(JsonObject item, params string[] lists) => lists
        .SelectMany(list => item[list] is JsonArray people ? people : []).Select(Address).OfType<string>();
}
