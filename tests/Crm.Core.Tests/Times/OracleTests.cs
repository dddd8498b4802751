namespace Crm.Core.Tests.Times;

/// <summary>
/// An independent reader of times, chrono-node, is asked about the golden sentences: where both read a day or an hour they agree.
/// </summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    /// <summary>Sentences in which chrono-node means something else, and why ours stands.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["to call Clara on Dec 15 at 3pm (en-GB)"] = "Its British reader takes 15 for the year 2015.",
        ["next month to send the invoice (en-GB)"] = NextBegins,
        ["next year to review prices (en-GB)"] = NextBegins,
        ["nächsten Monat nachfassen (de-DE)"] = NextBegins,
        ["le mois prochain de relancer Omar (fr-FR)"] = NextBegins,
        ["to send the report end of next week (en-GB)"] = "The week of work ends on Friday.",
        ["at 5 to call Clara (en-GB)"] = BareHour,
        ["at 5 o'clock to call Omar (en-GB)"] = BareHour,
        ["at 5 o’clock to call Omar (en-GB)"] = BareHour,
        ["tomorrow at 5 to call Omar (en-GB)"] = BareHour,
        ["at 4 to call Clara (en-GB)"] = BareHour,
        ["at 3 to call Clara (en-GB)"] = BareHour,
        ["tomorrow at 3 to call Omar (en-US)"] = BareHour,
        ["at 20 to 5 to call Omar (en-GB)"] = "It reads a span from 20:00 on.",
        ["Monday to call Omar (en-GB)"] = "A weekday is the next one, never today.",
        ["on 30 November to call Clara (en-GB)"] = "Today is still that day.",
        ["tomorrow at 2:30 to check the clocks (en-GB)"] = NoZones,
        ["in 24 hours to check the clocks (en-GB)"] = NoZones,
        ["call with Ann about pricing on 24/12 (en-GB)"] = "What has happened lies behind.",
    };

    private const string NextBegins = "What is due next month is due when that begins.";
    private const string BareHour = "Of the two hours that may be meant the one in the hours of work.";
    private const string NoZones = "It knows offsets, no clock changes.";

    /// <summary>Words like "by" before what is read as time.</summary>
    private static readonly string[] Markers = ["", "on", "by", "at", "the", "on the", "by the", "in the", "until", "not later than",
        "at the latest on", "this", "am", "um", "bis", "bis zum", "zum", "le", "avant le", "à", "in"];

    [Fact]
    public async Task Where_both_understand_a_sentence_they_understand_the_same()
    {
        var golden = GoldenSentence.All.ToList();
        var read = await TimeOracle.ReadAsync([.. golden.Select(g => new SpokenTime(
            g.Sentence, g.Clock.Now, (int)g.Clock.Zone.GetUtcOffset(g.Clock.Now).TotalMinutes, Language(g.Clock.Culture),
            g.Tense is Tense.Behind))]);
        var (both, other, otherwise) = (0, new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (sentence, oracle) in golden.Zip(read))
        {
            if (oracle is null || TimeReader.Read(sentence.Sentence, sentence.Clock, sentence.Tense) is not TimeReading.Found found
                || !SameWords(found.Words, oracle.Words))
            {
                continue;
            }

            both++;
            var ours = found.At.Moment is { } moment && oracle.Hour is not null
                ? TimeZoneInfo.ConvertTime(moment, sentence.Clock.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
                : found.At.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var theirs = found.At.IsDay || oracle.Hour is null ? oracle.Day : $"{oracle.Day} {oracle.Hour}";
            var name = $"{sentence.Sentence} ({sentence.Clock.Culture.Name})";
            if (ours != theirs && Known.ContainsKey(name))
            {
                otherwise.Add(name);
            }
            else if (ours != theirs)
            {
                other.Add($"{name}: ours {ours}, chrono {theirs} from “{oracle.Words}”");
            }
        }

        output.WriteLine($"both understand {both} of {golden.Count}; {Known.Count} are meant otherwise on purpose");
        Assert.True(other.Count == 0, string.Join("\n", other));
        Assert.Empty(Known.Keys.Except(otherwise));
        Assert.True(both >= 150, $"Only {both} sentences are understood by both.");
    }

    /// <summary>Where one reads more of the sentence than the other, one of them did not understand it.</summary>
    private static bool SameWords(string ours, string theirs) =>
        (ours.EndsWith(theirs, StringComparison.OrdinalIgnoreCase) && Markers.Contains(ours[..^theirs.Length].Trim().ToLowerInvariant()))
        || (theirs.EndsWith(ours, StringComparison.OrdinalIgnoreCase)
            && Markers.Contains(theirs[..^ours.Length].Trim().ToLowerInvariant()));

    private static string Language(CultureInfo culture) => culture.Name is "en-GB" or "en-IN" ? "en-GB" : culture.TwoLetterISOLanguageName;
}
