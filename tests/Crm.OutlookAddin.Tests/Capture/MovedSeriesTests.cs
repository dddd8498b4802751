namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>A series that is moved as a whole leaves none of its old instances behind, whatever was read between.</summary>
public sealed class MovedSeriesTests : RigTests
{
    private static readonly DateTimeOffset Start =
        new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(3).AddHours(9), TimeSpan.Zero);

    private int sequence;

    protected override Task ArrangeAsync() => ClaraAsync();

    [Fact]
    public async Task Instances_that_were_seen_ahead_of_the_round_and_are_gone_before_it_are_cancelled()
    {
        await SendAsync(hours: 0);
        await Rig.ReadAsync(Alex, Mailbox.Calendar);
        await SendAsync(hours: 2);
        await LookAtAllAsync();
        await SendAsync(hours: 5);

        await Rig.ReadAsync(Alex, Mailbox.Calendar);

        Assert.Equal([(5, 3), (0, 3), (2, 3)], await CountsAsync());
    }

    [Fact]
    public async Task What_was_seen_ahead_and_stays_is_looked_at_once_more_only()
    {
        await SendAsync(hours: 0);
        await Rig.ReadAsync(Alex, Mailbox.Calendar);
        await LookAtAllAsync();
        await Rig.ReadAsync(Alex, Mailbox.Calendar);
        await Rig.Graph.OrderFaultAsync(new { kind = "500", path = "events/", count = -1 });

        Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(Alex, Mailbox.Calendar));
        Assert.Equal([(0, 3)], await CountsAsync());
    }

    private Task SendAsync(int hours) => Rig.Graph.SendCalendarAsync(
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:moved\r\nSEQUENCE:{++sequence}\r\n"
        + $"SUMMARY:Weekly\r\nDTSTART:{Start.AddHours(hours):yyyyMMdd'T'HHmmss'Z'}\r\n"
        + $"DTEND:{Start.AddHours(hours + 1):yyyyMMdd'T'HHmmss'Z'}\r\n"
        + "RRULE:FREQ=WEEKLY;COUNT=3\r\nORGANIZER:mailto:clara.nilsson@litware.example\r\n"
        + "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alexw@contoso.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

    private async Task LookAtAllAsync()
    {
        var window = new ReadWindow(Start.AddDays(-1), Start.AddDays(30));
        var ids = await Rig.Services.GetRequiredService<IMailboxReader>()
            .IdsAsync(Alex, Mailbox.Calendar, null, window, CancellationToken.None);
        var all = Assert.IsType<ItemRead<ItemIds>.Found>(ids).Value.Items;
        Assert.Equal(3, all.Count);
        foreach (var one in all)
        {
            Assert.True(await Rig.Sync.LookAgainAsync(Alex, LedgerKind.Event, one.GraphId, CancellationToken.None));
        }
    }

    /// <returns>By how many hours they are off the first start, those that take place first, and how many there are.</returns>
    private async Task<IEnumerable<(int Hours, int Count)>> CountsAsync() => (await Rig.ActivitiesAsync(Alex))
        .GroupBy(a => (a.Status, (a.OccurredAt - Start).Hours))
        .OrderBy(g => g.Key.Status is not ActivityStatus.Pending).ThenBy(g => g.Key.Hours).Select(g => (g.Key.Hours, g.Count()));
}
