namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>
/// Random series with moved and dropped instances, splits, changes of the whole and instances that vanish without a word, through summer
/// and winter time: what the CRM holds in the end is what Ical.Net makes of the organizer's calendar files.
/// </summary>
public sealed class RecurrenceTests
{
    private const int PastDays = 60;
    private const int AheadDays = 150;

    /// <summary>CRM_SERIES asks for more.</summary>
    private static readonly int Wanted =
        int.Parse(Environment.GetEnvironmentVariable("CRM_SERIES") ?? "30", CultureInfo.InvariantCulture);

    private readonly Random dice = new(20261130);
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task What_is_captured_of_series_is_what_their_rules_and_exceptions_say()
    {
        await using var rig = await CaptureRig.StartAsync(
            false, ("Capture:CalendarPastDays", $"{PastDays}"), ("Capture:CalendarAheadDays", $"{AheadDays}"));
        var alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        var today = DateTime.SpecifyKind(now.UtcDateTime.Date, DateTimeKind.Unspecified);
        List<RandomSeries> all = [.. Enumerable.Range(0, Wanted).Select(n => RandomSeries.Next($"s{n}", dice, today))];
        await SendAsync(rig, all);
        await rig.ReadAsync(alex, Mailbox.Calendar);
        await CompareAsync(rig, alex, all);

        for (var round = 0; round < 3; round++)
        {
            List<RandomSeries> changed = [];
            foreach (var series in all.Where(_ => dice.Next(2) == 0).ToList())
            {
                changed.Add(series);
                if (series.Change(dice, now) is { } rest)
                {
                    all.Add(rest);
                    changed.Add(rest);
                }
            }

            await SendAsync(rig, changed);
            await rig.ReadAsync(alex, Mailbox.Calendar);
        }

        await CompareAsync(rig, alex, all);

        await VanishAsync(rig, all);
        await rig.ReadAsync(alex, Mailbox.Calendar);
        await rig.PostAsync("control/expire-tokens");
        await rig.ReadAsync(alex, Mailbox.Calendar);
        Assert.True(await CompareAsync(rig, alex, all) > Wanted);
    }

    /// <summary>Graph's rounds do not tell of them; a full round no longer shows them.</summary>
    private async Task VanishAsync(CaptureRig rig, List<RandomSeries> all)
    {
        await rig.Graph.OrderFaultAsync(new { kind = "silentRemoval", count = -1 });
        await SendAsync(rig, [.. all.Where(series => dice.Next(3) == 0 && series.DropOne(dice, now))]);
    }

    private static async Task SendAsync(CaptureRig rig, IReadOnlyList<RandomSeries> series)
    {
        foreach (var one in series)
        {
            await rig.Graph.SendCalendarAsync(one.ToNextFile());
        }
    }

    /// <returns>How many instances there are.</returns>
    private async Task<int> CompareAsync(CaptureRig rig, Mailbox alex, List<RandomSeries> all)
    {
        // The window's edges move with the clock of the host: a day at both ends is not compared.
        var (from, until) = (now.AddDays(1 - PastDays), now.AddDays(AheadDays - 1));
        var captured = (await rig.World.InDatabaseAsync(alex.User, db => db.Activities
                .Where(a => a.Type == ActivityType.Meeting && a.Status != ActivityStatus.Cancelled)
                .Select(a => new { a.Subject, a.OccurredAt }).ToListAsync()))
            .ToLookup(a => a.Subject, a => a.OccurredAt, StringComparer.Ordinal);
        var count = 0;
        foreach (var series in all)
        {
            var expected = series.Expected(from, until);
            var found = captured[series.Subject].Where(at => at >= from && at < until).Order().ToList();
            Assert.True(
                expected.SequenceEqual(found),
                $"{series.Uid}: missing {Times(expected.Except(found))}, too many {Times(found.Except(expected))}, "
                + $"{expected.Count} expected, {found.Count} found\n{series.ToNextFile()}");
            count += expected.Count;
        }

        return count;
    }

    private static string Times(IEnumerable<DateTimeOffset> times) =>
        "[" + string.Join(", ", times.Select(at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))) + "]";
}
