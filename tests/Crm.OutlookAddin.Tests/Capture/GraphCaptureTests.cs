namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>From the stand-in of Graph, through the SDK, into PostgreSQL.</summary>
public sealed class GraphCaptureTests : RigTests
{
    private const string Megan = "33333333-3333-4333-8333-333333333331";

    [Fact]
    public async Task A_known_contacts_mail_becomes_one_activity_on_contact_company_and_open_deal()
    {
        var company = await Rig.World.CompanyAsync(Alex.User, "Litware", "litware.example");
        var contact = await Rig.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example", company);
        var deal = await Rig.World.DealAsync(Alex.User, "Renewal", "10000", "Proposal", company, contact);
        await Rig.Graph.SendMailAsync("About the renewal");

        await Rig.ReadAsync(Alex);

        var activity = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal((contact, company, deal), (activity.ContactId, activity.CompanyId, activity.DealId));
        Assert.Equal(("About the renewal", "Hello Alex", Direction.Inbound), (activity.Subject, activity.Body, activity.Direction));
        Assert.Equal(["alexw@contoso.example", "clara.nilsson@litware.example"], activity.Participants.Select(p => p.Address).Order());
        Assert.StartsWith("AAk", Assert.Single(activity.Mailboxes).GraphId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sent_mail_is_logged_as_outgoing()
    {
        await ClaraAsync();
        await Rig.DeliverAsync(
            "From: Alex Wilber <alexw@contoso.example>\nTo: clara.nilsson@litware.example\nSubject: Offer\nMessage-ID: "
            + "<o1@contoso.example>\n\nDear Clara\n");

        await Rig.ReadAsync(Alex, "sentitems");

        var activity = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal((Direction.Outbound, "Offer"), (activity.Direction, activity.Subject));
    }

    [Fact]
    public async Task A_lost_delta_token_loses_nothing_and_doubles_nothing()
    {
        await ClaraAsync();
        await Rig.Graph.SendMailAsync("One");
        await Rig.ReadAsync(Alex);
        await Rig.Graph.SendMailAsync("Two");
        await Rig.PostAsync("control/expire-tokens");

        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));

        Assert.Equal(["One", "Two"], (await Rig.ActivitiesAsync(Alex)).Select(a => a.Subject).Order());
    }

    [Fact]
    public async Task Many_pages_empty_pages_and_repeated_items_come_to_one_activity_each()
    {
        await ClaraAsync();
        for (var i = 0; i < 60; i++)
        {
            await Rig.Graph.SendMailAsync($"Mail {i:00}");
        }

        await Rig.Graph.OrderFaultAsync(new { kind = "emptyPage", target = "graph", count = 1 });
        await Rig.Graph.OrderFaultAsync(new { kind = "repeatEntity", target = "graph", count = 2 });

        var done = Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));

        Assert.Equal(3, done.Pages);
        Assert.Equal(60, (await Rig.ActivitiesAsync(Alex)).Count);
    }

    /// <summary>That is trouble with Entra ID or a clock, and says nothing of the mailbox, which would be left alone for a day.</summary>
    [Fact]
    public async Task A_token_that_is_refused_again_and_again_pauses_for_seconds()
    {
        await Rig.Graph.OrderFaultAsync(new { kind = "401", path = "messages/delta", count = 8 });

        var paused = Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex));

        Assert.InRange(paused.Until - Rig.World.Clock.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_throttled_mailbox_pauses_and_the_others_go_on()
    {
        var megan = await Rig.UserAsync("Megan Bowen", Megan);
        await ClaraAsync();
        await Rig.Graph.SendMailAsync("To Alex");
        await Rig.DeliverAsync(
            "From: clara.nilsson@litware.example\nTo: meganb@contoso.example\nSubject: To Megan\nMessage-ID: "
            + "<m1@litware.example>\n\nHello\n");
        await Rig.Graph.OrderFaultAsync(new { kind = "429", user = Simulation.Alex, path = "delta", retryAfter = 60, count = 1 });

        var paused = Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex));
        Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex, Mailbox.Calendar));
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(megan));

        Assert.Equal(CapturePause.Throttled, paused.Code);
        Assert.InRange(paused.Until - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(61));
        Assert.Equal(["To Megan"], (await Rig.ActivitiesAsync(Alex)).Select(a => a.Subject));
    }

    [Fact]
    public async Task A_short_throttle_is_waited_out()
    {
        await ClaraAsync();
        await Rig.Graph.SendMailAsync("Hello");
        await Rig.Graph.OrderFaultAsync(new { kind = "429", user = Simulation.Alex, path = "delta", retryAfter = 1, count = 1 });

        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));
        Assert.Single(await Rig.ActivitiesAsync(Alex));
    }

    /// <summary>It says something about one request: rights and licences stand behind 403 and 404.</summary>
    [Theory]
    [InlineData("400")]
    [InlineData("409")]
    [InlineData("412")]
    public async Task A_request_that_Graph_does_not_understand_is_made_again_soon(string status)
    {
        await Rig.Graph.OrderFaultAsync(new { kind = status, user = Simulation.Alex, path = "delta", count = 1 });

        var paused = Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex));

        Assert.InRange(paused.Until - Rig.World.Clock.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex, "sentitems"));
    }

    [Fact]
    public async Task A_mailbox_out_of_scope_is_looked_at_again_tomorrow()
    {
        await Rig.Graph.OrderFaultAsync(new { kind = "403", user = Simulation.Alex, path = "delta", count = 1 });

        var paused = Assert.IsType<SyncOutcome.Paused>(await Rig.ReadAsync(Alex));

        Assert.Equal("ErrorAccessDenied", paused.Code);
        Assert.True(paused.Until > TimeProvider.System.GetUtcNow().AddHours(23));
        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex, "sentitems"));
    }

    [Theory]
    [InlineData("Sensitivity: Private", CaptureReason.Private)]
    [InlineData("Auto-Submitted: auto-replied", CaptureReason.AutomaticReply)]
    [InlineData("Precedence: bulk\nList-Unsubscribe: <https://weekly.example/out>", CaptureReason.Bulk)]
    [InlineData("List-Id: <weekly.example>\nList-Unsubscribe: <https://weekly.example/out>", CaptureReason.Bulk)]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=b", CaptureReason.Bounce)]
    public async Task A_known_contacts_mail_that_is_not_meant_for_the_crm_stays_out_with_its_reason(string header, string reason)
    {
        await ClaraAsync();
        await Rig.DeliverAsync(
            "From: clara.nilsson@litware.example\nTo: alexw@contoso.example\nSubject: Secret words\nMessage-ID: "
            + $"<s1@litware.example>\n{header}\n\nSecret body\n");

        await Rig.ReadAsync(Alex);

        Assert.Empty(await Rig.ActivitiesAsync(Alex));
        Assert.Equal(reason, Assert.Single(await Rig.LedgerAsync(Alex)).Reason);
    }

    [Fact]
    public async Task An_unsubscribe_link_alone_does_not_make_a_newsletter()
    {
        await ClaraAsync();
        await Rig.DeliverAsync(
            "From: clara.nilsson@litware.example\nTo: alexw@contoso.example\nSubject: Ticket 7\nMessage-ID: "
            + "<t7@litware.example>\nList-Unsubscribe: <https://tickets.example/7>\n\nHello\n");

        await Rig.ReadAsync(Alex);

        Assert.Single(await Rig.ActivitiesAsync(Alex));
    }

    [Fact]
    public async Task A_meeting_is_logged_then_follows_when_it_moves_and_when_it_is_called_off()
    {
        await ClaraAsync();
        var day = TimeProvider.System.GetUtcNow().Date.AddDays(3);
        await Rig.Graph.SendCalendarAsync(Calendar(day.AddHours(9), 0));
        await Rig.ReadAsync(Alex, Mailbox.Calendar);
        var planned = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal((ActivityType.Meeting, ActivityStatus.Pending, day.AddHours(9)),
            (planned.Type, planned.Status, planned.OccurredAt.UtcDateTime));

        await Rig.Graph.SendCalendarAsync(Calendar(day.AddHours(14), 1));
        await Rig.ReadAsync(Alex, Mailbox.Calendar);
        var moved = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal((planned.Id, day.AddHours(14)), (moved.Id, moved.OccurredAt.UtcDateTime));

        await Rig.Graph.SendCalendarAsync(Calendar(day.AddHours(14), 2, "CANCEL"));
        await Rig.ReadAsync(Alex, Mailbox.Calendar);
        var off = Assert.Single(await Rig.ActivitiesAsync(Alex));
        Assert.Equal((planned.Id, ActivityStatus.Cancelled), (off.Id, off.Status));
    }

    [Fact]
    public async Task Each_meeting_of_a_series_is_logged_once_and_again_only_in_name_after_the_window_moved()
    {
        await ClaraAsync();
        await Rig.Graph.SendCalendarAsync(
            Calendar(TimeProvider.System.GetUtcNow().Date.AddDays(-7).AddHours(9), 0, more: "RRULE:FREQ=WEEKLY;COUNT=4\r\n"));
        await Rig.ReadAsync(Alex, Mailbox.Calendar);
        Assert.Equal(4, (await Rig.ActivitiesAsync(Alex)).Count);

        await Rig.PostAsync("control/expire-tokens");
        await Rig.ReadAsync(Alex, Mailbox.Calendar);

        var meetings = await Rig.ActivitiesAsync(Alex);
        Assert.Equal(4, meetings.Count);
        Assert.All(meetings, m => Assert.Equal(1, m.Version));
        Assert.Contains(await Rig.LedgerAsync(Alex), e => e.Reason == CaptureReason.SeriesMaster);
    }

    [Fact]
    public async Task A_link_to_another_host_is_never_followed()
    {
        await Rig.ReadAsync(Alex);
        await Rig.World.TruthAsync<object?>(
            "update capture_cursors set delta_link = 'http://evil.example/graph/v1.0/next?$deltatoken=x' returning resource");

        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex));

        Assert.StartsWith(Rig.Graph.Http.BaseAddress!.ToString(),
            await Rig.World.TruthAsync<string>("select delta_link from capture_cursors"), StringComparison.Ordinal);
    }

    private static string Calendar(DateTime start, int sequence, string method = "REQUEST", string more = "") => string.Create(
        CultureInfo.InvariantCulture,
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n"
            + $"UID:review-1@litware.example\r\nSEQUENCE:{sequence}\r\nSUMMARY:Quote review\r\n"
            + $"DTSTAMP:20270101T000000Z\r\nDTSTART:{start:yyyyMMdd'T'HHmmss'Z'}\r\nDTEND:{start.AddHours(1):yyyyMMdd'T'HHmmss'Z'}\r\n"
            + $"{more}ORGANIZER:mailto:clara.nilsson@litware.example\r\n"
            + $"ATTENDEE;PARTSTAT=ACCEPTED:mailto:alexw@contoso.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}
