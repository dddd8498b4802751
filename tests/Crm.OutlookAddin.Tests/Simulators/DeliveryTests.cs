using Microsoft.Graph.Models;

namespace Crm.OutlookAddin.Tests.Simulators;

public sealed class DeliveryTests : SimulationTests
{
    [Fact]
    public async Task Every_demo_mail_and_meeting_is_delivered_to_the_people_it_names()
    {
        var deliveries = await Simulation.PlayAsync(SimulatorHost.DemoMail);

        Assert.All(deliveries.Values, one => Assert.Equal("delivered", one["outcome"]!.GetValue<string>()));
        Assert.Equal(12, deliveries.Keys.Count(file => file.EndsWith(".eml", StringComparison.Ordinal)));
        Assert.Equal(3, deliveries.Keys.Count(file => file.EndsWith(".ics", StringComparison.Ordinal)));
        Assert.Equal(["alexw@contoso.example", "henriettam@contoso.example"], Owners(deliveries["04-wingtip-two-reps.eml"]));
    }

    [Fact]
    public async Task A_broken_file_is_skipped_with_a_reason_and_the_next_one_still_arrives()
    {
        var folder = Directory.CreateTempSubdirectory("mail");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "1-broken.eml"), "");
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "2-todo.ics"), "BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "3-note.txt"), "not a mail");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "4-good.eml"), "From: a@b.example\nSubject: Hello\n\nHello");
            var deliveries = await Simulation.PlayAsync(folder.FullName);

            Assert.Equal(
                ["skipped", "skipped", "skipped", "delivered"], deliveries.Values.Select(one => one["outcome"]!.GetValue<string>()));
            Assert.Equal("the calendar file holds no VEVENT", deliveries["2-todo.ics"]["reason"]!.GetValue<string>());
            Assert.StartsWith("not mail", deliveries["3-note.txt"]["reason"]!.GetValue<string>());
            Assert.Equal(["alexw@contoso.example"], Owners(deliveries["4-good.eml"]));
            Assert.Null(deliveries["4-good.eml"]["items"]![0]!["internetMessageId"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_private_mail_says_so_in_its_extended_property_and_a_newsletter_in_its_headers()
    {
        await Simulation.PlayAsync(SimulatorHost.DemoMail);
        var mail = (await Simulation.GraphAsync()).Users[Simulation.Alex].Messages;

        var hidden = (await mail.GetAsync(call =>
        {
            call.QueryParameters.Filter = "internetMessageId eq '<fourthcoffee-private-1@fourthcoffee.example>'";
            call.QueryParameters.Expand = ["singleValueExtendedProperties($filter=id eq 'Integer 0x0036')"];
        }))!.Value!.Single();
        var newsletter = (await mail.GetAsync(call =>
        {
            call.QueryParameters.Filter = "internetMessageId eq '<issue-412@salesweekly.example>'";
            call.QueryParameters.Select = ["subject", "internetMessageHeaders"];
        }))!.Value!.Single();

        Assert.Equal("2", hidden.SingleValueExtendedProperties!.Single().Value);
        Assert.Contains(newsletter.InternetMessageHeaders!, header => header.Name == "Precedence" && header.Value == "bulk");
        Assert.Null(newsletter.Body);
    }

    [Fact]
    public async Task A_reply_joins_the_conversation_of_the_mail_it_answers()
    {
        await Simulation.SendMailAsync("A question");
        await Simulation.SendMailAsync("Re A question", headers: "In-Reply-To: <A-question@litware.example>\r\n");

        var mails = (await (await Simulation.GraphAsync()).Users[Simulation.Alex].Messages.GetAsync())!.Value!;

        Assert.Single(mails.Select(mail => mail.ConversationId).Distinct());
    }

    [Fact]
    public async Task An_invitation_is_an_event_message_and_a_tentative_event_at_once()
    {
        await Simulation.SendMailAsync(
            "Invitation",
            headers: "Content-Type: text/calendar; "
                + "method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:invite-1\r\nDTSTART:20270322T100000Z\r\n"
                + "SUMMARY:Talk\r\nORGANIZER:mailto:clara.nilsson@litware.example\r\n"
                + "ATTENDEE:mailto:alexw@contoso.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        var graph = await Simulation.GraphAsync();

        var mail =
            (await graph.Users[Simulation.Alex].Messages
                .GetAsync(call => call.QueryParameters.Expand = ["microsoft.graph.eventMessage/event"]))!.Value!.Single();

        var request = Assert.IsType<EventMessageRequest>(mail);
        Assert.Equal(MeetingMessageType.MeetingRequest, request.MeetingMessageType);
        Assert.Equal("invite-1", request.Event!.ICalUId);
        Assert.Equal(FreeBusyStatus.Tentative, request.Event.ShowAs);
    }

    private static IEnumerable<string> Owners(JsonObject delivery) =>
        delivery["items"]!.AsArray().Select(one => one!["mail"]!.GetValue<string>()).Order();
}
