using Crm.Bot.Tests.Teams;

namespace Crm.Cases.PublishedCases;

/// <summary>jobs-01, jobs-03, teams-08: what people say of time, and where their clients say they are.</summary>
public sealed class TimeCases : BotInBerlin
{
    /// <summary>Each line is due at the hour meant; none is due in the past, none loses its time.</summary>
    [Theory]
    [InlineData("jobs-01.txt", 0, "2026-11-30T10:00", "17:00 call Clara", "17:00 call Clara", "11:00 stand up",
        "2026-12-02T18:00 reply to Omar", "2026-12-01 send the offer", "10:40 send the offer", "10:20 the tender closes",
        "2026-12-15 send the offer", "2026-12-15T08:00 send the offer")]
    [InlineData("jobs-03.txt", 0, "2026-11-30T15:00", "2026-12-01T09:00 call Clara", "asked", "2026-12-07T09:00 call Clara", "asked")]
    [InlineData("jobs-03.txt", 1, "2026-11-30T23:28", "2026-12-01T11:30 go home")]
    public async Task Reminders_are_due_when_they_were_meant_to_be(string file, int part, string now, params string[] expected)
    {
        Clock.Pass(DateTimeOffset.Parse(now + "+01:00", CultureInfo.InvariantCulture) - Clock.GetUtcNow());
        var lines = Part(File.ReadAllLines(CaseFiles.PathOf(file)), part);
        Assert.Equal(expected.Length, lines.Count);

        foreach (var (line, meant) in lines.Zip(expected))
        {
            Clock.Pass(TimeSpan.FromSeconds(1));
            var before = await World.TruthAsync<long>("select count(*) from activities");
            var answer = Text(await SayAsync(line));
            var told = await World.TruthAsync<long>("select count(*) from activities") == before ? "asked"
                : await World.TruthAsync<string>(
                    "select coalesce(due_on::text, to_char(due_date at time zone 'Europe/Berlin', 'YYYY-MM-DD\"T\"HH24:MI'), 'no due "
                    + "date') || ' ' || subject from activities order by created_at desc, id desc limit 1");

            Assert.Equal((line, meant.Length > 5 && meant[2] == ':' ? $"2026-11-30T{meant}" : meant), (line, told));
            Assert.True(meant != "asked" || answer.Contains("is past", StringComparison.Ordinal), answer);
        }
    }

    [Fact]
    public async Task Known_and_renamed_zones_count_and_nonsense_is_the_default()
    {
        var activities = JsonNode.Parse(await File.ReadAllTextAsync(CaseFiles.PathOf("teams-08.json")))!["activities"]!.AsArray();
        foreach (var activity in activities.Select(a => a!.AsObject()))
        {
            var oid = Guid.CreateVersion7(Clock.GetUtcNow());
            var person = await World.UserAsync($"P{oid:N}", oid: oid);
            await World.TruthAsync<int>($"update users set timezone = 'UTC', locale = 'en' where id = '{person.Id}'; select 1");
            var said = (string?)activity["localTimezone"] ?? "";
            var known = TimeZoneInfo.TryFindSystemTimeZoneById(said.Length > 0 ? said : "x", out var zone) ? zone : TimeZoneInfo.Utc;

            await Bot.SayAsync((string)activity["text"]!, World.Contoso, oid, change: a =>
            {
                foreach (var member in new[] { "locale", "localTimezone", "entities" })
                {
                    a[member] = activity[member]?.DeepClone();
                }
            });

            var due = await World.TruthAsync<DateTime>($"select due_date from activities where owner_id = '{person.Id}'");
            var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(due, TimeSpan.Zero), known);
            var tomorrow = TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), known).Date.AddDays(1);
            Assert.Equal((said, tomorrow.AddHours(9)), (said, local.DateTime));
        }
    }

    private static List<string> Part(string[] lines, int part)
    {
        var parts = new List<List<string>>();
        foreach (var line in lines)
        {
            if (!line.StartsWith("remind me", StringComparison.Ordinal))
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(line);
            }
        }

        return parts[part];
    }
}
