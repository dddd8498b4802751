namespace Crm.Core.Tests.Times;

/// <summary>The sentences of golden.txt.</summary>
public sealed record GoldenSentence(string Sentence, LocalClock Clock, Tense Tense, string Expected, string Title)
{
    public static IReadOnlyList<GoldenSentence> All { get; } = [.. Load()];

    /// <summary>In the form in which golden.txt has it.</summary>
    public static string Told(TimeReading reading, LocalClock clock, string expected) => reading switch
    {
        TimeReading.Nothing => "none",
        TimeReading.Unclear => "asked",
        TimeReading.Found { At.Moment: { } moment } => TimeZoneInfo.ConvertTime(moment, clock.Zone)
            .ToString(expected.Length > 16 ? "yyyy-MM-dd'T'HH:mmzzz" : "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        TimeReading.Found found => found.At.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"Unknown reading {reading}."),
    };

    private static IEnumerable<GoldenSentence> Load()
    {
        var (clock, tense) = ((LocalClock?)null, Tense.Ahead);
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Times", "golden.txt"))
            .Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '@')
            {
                var parts = line.Split(' ');
                var zone = TimeZoneInfo.FindSystemTimeZoneById(parts[2]);
                var local = DateTime.Parse(parts[1], CultureInfo.InvariantCulture);
                clock = new LocalClock(new DateTimeOffset(local, zone.GetUtcOffset(local)), zone, CultureInfo.GetCultureInfo(parts[3]));
                tense = Enum.Parse<Tense>(parts[4]);
                continue;
            }

            var fields = line.Split(" | ");
            yield return new GoldenSentence(fields[0], clock!, tense, fields[1], fields[2]);
        }
    }
}

public sealed class GoldenSentencesTests(ITestOutputHelper output)
{
    [Fact]
    public void Three_hundred_sentences_mean_what_people_mean_or_are_asked_about()
    {
        var faults = new List<string>();
        var (meant, right, given) = (0, 0, 0);
        foreach (var golden in GoldenSentence.All)
        {
            var reading = TimeReader.Read(golden.Sentence, golden.Clock, golden.Tense);
            var told = GoldenSentence.Told(reading, golden.Clock, golden.Expected);
            var title =
                reading switch { TimeReading.Found f => f.Rest, TimeReading.Unclear u => u.Rest, TimeReading.Nothing n => n.Rest, _ => "" };
            var isGiven = told is not "none" and not "asked";
            meant += golden.Expected is not "none" and not "asked" ? 1 : 0;
            given += isGiven ? 1 : 0;
            right += isGiven && told == golden.Expected ? 1 : 0;
            if (told != golden.Expected || (title != golden.Title && golden.Title != "-"))
            {
                faults.Add(
                    $"{golden.Sentence} ({golden.Clock.Culture.Name}): {told} “{title}” "
                    + $"instead of {golden.Expected} “{golden.Title}”");
            }
        }

        output.WriteLine(
            $"{GoldenSentence.All.Count} sentences, {meant} with a day or hour: precision {right} of {given}, recall {right} of {meant}");
        Assert.True(GoldenSentence.All.Count >= 300);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.Equal((given, meant), (right, right));
    }
}
