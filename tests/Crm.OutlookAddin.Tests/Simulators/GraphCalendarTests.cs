using Microsoft.Graph.Models;
using Sensitivity = Microsoft.Graph.Models.Sensitivity;

namespace Crm.OutlookAddin.Tests.Simulators;

public sealed class GraphCalendarTests : SimulationTests
{
    [Fact]
    public async Task A_weekly_series_keeps_its_wall_clock_time_over_the_change_to_summer_time()
    {
        await Simulation.SendCalendarAsync(Series("DTSTART;TZID=W. Europe Standard Time:20270322T100000", "RRULE:FREQ=WEEKLY;COUNT=3"));

        var events = await ViewAsync(await Simulation.GraphAsync());

        Assert.Equal(["2027-03-22T09:00", "2027-03-29T08:00", "2027-04-05T08:00"],
            events.Where(one => one.Type == EventType.Occurrence).Select(Minute));
        var master = events.Single(one => one.Type == EventType.SeriesMaster);
        Assert.All(events.Where(one => one.Type == EventType.Occurrence), one => Assert.Equal(master.Id, one.SeriesMasterId));
        Assert.Equal(RecurrencePatternType.Weekly, master.Recurrence!.Pattern!.Type);
        Assert.Equal("W. Europe Standard Time", master.OriginalStartTimeZone);
    }

    [Fact]
    public async Task A_moved_instance_is_an_exception_and_a_dropped_one_is_missing()
    {
        await Simulation.SendCalendarAsync(Series("DTSTART:20270322T100000Z", "RRULE:FREQ=DAILY;COUNT=4\r\nEXDATE:20270323T100000Z")
            .Replace(
                "END:VCALENDAR",
                "BEGIN:VEVENT\r\nUID:series-1\r\nRECURRENCE-ID:20270324T100000Z\r\nDTSTART:20270324T150000Z\r\n"
                    + "DTEND:20270324T160000Z\r\nSUMMARY:Later\r\nEND:VEVENT\r\nEND:VCALENDAR", StringComparison.Ordinal));
        var graph = await Simulation.GraphAsync();

        var events = await ViewAsync(graph);

        var exception = events.Single(one => one.Type == EventType.Exception);
        Assert.Equal("2027-03-24T15:00", Minute(exception));
        Assert.Equal(new DateTimeOffset(2027, 3, 24, 10, 0, 0, TimeSpan.Zero), exception.OriginalStart);
        Assert.Equal(["2027-03-22T10:00", "2027-03-25T10:00"], events.Where(one => one.Type == EventType.Occurrence).Select(Minute));
        Assert.Equal("Later", (await graph.Users[Simulation.Alex].Events[exception.Id].GetAsync())!.Subject);
    }

    [Fact]
    public async Task A_cancelled_meeting_comes_back_in_the_next_round_as_cancelled()
    {
        var invitation = Series("DTSTART:20270322T100000Z", "CLASS:CONFIDENTIAL");
        await Simulation.SendCalendarAsync(invitation);
        var graph = await Simulation.GraphAsync();
        var first = await PageAsync(graph, null);
        await Simulation.SendCalendarAsync(invitation.Replace("METHOD:REQUEST", "METHOD:CANCEL", StringComparison.Ordinal));

        var next = await PageAsync(graph, first.OdataDeltaLink);

        Assert.False(first.Value!.Single().IsCancelled);
        Assert.Equal(Sensitivity.Confidential, first.Value!.Single().Sensitivity);
        Assert.True(next.Value!.Single().IsCancelled);
    }

    [Fact]
    public async Task Events_are_found_by_their_calendar_uid_and_ids_can_be_translated()
    {
        await Simulation.SendCalendarAsync(Series("DTSTART:20270322T100000Z", "CLASS:PUBLIC"));
        var graph = await Simulation.GraphAsync();

        var found =
            (await graph.Users[Simulation.Alex].Events
                .GetAsync(call => call.QueryParameters.Filter = "iCalUId eq 'series-1'"))!.Value!.Single();
        var translated = await graph.Users[Simulation.Alex].TranslateExchangeIds.PostAsTranslateExchangeIdsPostResponseAsync(
            new() { InputIds = [found.Id!], SourceIdType = ExchangeIdFormat.RestId, TargetIdType = ExchangeIdFormat.RestImmutableEntryId });

        Assert.StartsWith("AAkA", translated!.Value!.Single().TargetId);
        Assert.Equal(["Clara Nilsson"], found.Attendees!.Where(one => one.Status!.Response == ResponseType.Accepted)
            .Select(one => one.EmailAddress!.Name));
    }

    private static string Minute(Event one) => one.Start!.DateTime![..16];

    private static string Series(string start, string more) => string.Join(
        "\r\n", "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:series-1", start, "DURATION:PT45M", more,
        "SUMMARY:Weekly",
        "ORGANIZER;CN=Alex:mailto:alexw@contoso.example",
        "ATTENDEE;CN=Clara Nilsson;PARTSTAT=ACCEPTED:mailto:clara.nilsson@litware.example", "END:VEVENT", "END:VCALENDAR");

    private static async Task<List<Event>> ViewAsync(GraphServiceClient graph) => (await PageAsync(graph, null)).Value!;

    private static async Task<Microsoft.Graph.Users.Item.CalendarView.Delta.DeltaGetResponse> PageAsync(
        GraphServiceClient graph, string? link)
    {
        var delta = graph.Users[Simulation.Alex].CalendarView.Delta;
        return (await (link is null ? delta : delta.WithUrl(link)).GetAsDeltaGetResponseAsync(call =>
        {
            call.Headers.Add("Prefer", "odata.maxpagesize=100");
            if (link is null)
            {
                call.QueryParameters.StartDateTime = "2027-03-01T00:00:00Z";
                call.QueryParameters.EndDateTime = "2027-05-01T00:00:00Z";
            }
        }))!;
    }
}
