namespace Crm.Simulators.Delivery;

/// <summary>Works on the text of a calendar file, inside its VEVENTs only, so that time zone rules stay as they are.</summary>
public static partial class CalendarRepair
{
    /// <summary>
    /// Unfolds lines, drops values a parser would choke on and gives events without a UID one that follows from their content.
    /// </summary>
    public static string Repair(string text)
    {
        var lines = Unfold(text);
        var output = new StringBuilder();
        var block = new List<string>();
        var inside = false;
        foreach (var line in lines)
        {
            if (line.Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                inside = true;
            }

            if (!inside)
            {
                output.AppendLine(line);
                continue;
            }

            if (!IsHopeless(line))
            {
                block.Add(
                    EmptyZone().Replace(BrokenQuote().Replace(line, "TZID=\"$1\":$2"), "").Replace(";;", ";", StringComparison.Ordinal));
            }

            if (line.Equals("END:VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                inside = false;
                if (!block.Exists(one => one.StartsWith("UID", StringComparison.OrdinalIgnoreCase)))
                {
                    block.Insert(1, $"UID:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', block))))[..32]}");
                }

                block.ForEach(one => output.AppendLine(one));
                block.Clear();
            }
        }

        return output.ToString();
    }

    /// <summary>
    /// Moves every date of the events by the days given for their UID. A rule of those named loses the parts that fix it to certain dates.
    /// </summary>
    public static string Shift(string text, IReadOnlyDictionary<string, int> days, IReadOnlySet<string> loosened)
    {
        var output = new StringBuilder();
        var (uid, moved) = ("", 0);
        var lines = Unfold(text);
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (line.Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                uid = lines.Skip(at).First(one => one.StartsWith("UID", StringComparison.OrdinalIgnoreCase)) is var named
                    ? named[(named.IndexOf(':') + 1)..]
                    : "";
                moved = days.GetValueOrDefault(uid);
            }
            else if (line.Equals("END:VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                (uid, moved) = ("", 0);
            }

            var shifted = moved != 0 && Dated().IsMatch(line) ? Date().Replace(line, match => Moved(match, moved)) : line;
            output.AppendLine(loosened.Contains(uid) && shifted.StartsWith("RRULE", StringComparison.OrdinalIgnoreCase)
                ? FixedPart().Replace(shifted, "")
                : shifted);
        }

        return output.ToString();
    }

    /// <summary>Each event as a calendar of its own, for files with one bad event among good ones.</summary>
    public static IEnumerable<string> Events(string text)
    {
        var lines = Unfold(text);
        for (var start = lines.FindIndex(IsBegin); start >= 0; start = lines.FindIndex(start + 1, IsBegin))
        {
            var end = lines.FindIndex(start, line => line.Equals("END:VEVENT", StringComparison.OrdinalIgnoreCase));
            if (end > start)
            {
                yield return $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{string.Join("\r\n", lines[start..(end + 1)])}\r\nEND:VCALENDAR\r\n";
            }
        }

        static bool IsBegin(string line) => line.Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase);
    }

    private static List<string> Unfold(string text)
    {
        var lines = new List<string>();
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = raw.TrimEnd();
            if (raw is [' ' or '\t', ..] && lines.Count > 0)
            {
                lines[^1] += raw[1..].TrimEnd('\r');
            }
            else if (line.Length > 0)
            {
                lines.Add(line.TrimStart('\uFEFF'));
            }
        }

        return lines;
    }

    private static bool IsHopeless(string line)
    {
        var colon = line.IndexOf(':');
        var value = colon < 0 ? "" : line[(colon + 1)..].Trim();
        var name = colon < 0 ? line : line[..colon].Split(';')[0].ToUpperInvariant();
        return name switch
        {
            "SEQUENCE" or "PRIORITY" => !int.TryParse(value, CultureInfo.InvariantCulture, out _),
            "GEO" => !Geo().IsMatch(value),
            "DTEND" or "RECURRENCE-ID" or "EXDATE" or "RDATE" or "CREATED" or "LAST-MODIFIED" or "DTSTAMP" => !Date().IsMatch(value),
            "DURATION" or "TRIGGER" => !value.Contains('P', StringComparison.OrdinalIgnoreCase) && !Date().IsMatch(value),
            "RRULE" => !value.Contains("FREQ=", StringComparison.OrdinalIgnoreCase),
            _ => colon < 0,
        };
    }

    private static string Moved(Match match, int days) =>
        DateTime.TryParseExact(match.Groups["date"].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.AddDays(days).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + match.Groups["time"].Value
            : match.Value;

    [GeneratedRegex(@"^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE|RRULE|EXRULE)[;:]", RegexOptions.IgnoreCase)]
    private static partial Regex Dated();

    [GeneratedRegex(@"(?<!\d)(?<date>[12]\d{7})(?<time>T\d{4,6}Z?)?(?!\d)")]
    private static partial Regex Date();

    [GeneratedRegex(";(BYMONTH|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYDAY|BYSETPOS)=[^;]*", RegexOptions.IgnoreCase)]
    private static partial Regex FixedPart();

    [GeneratedRegex("TZID=\"([^\":]+):(\\d{8}(?:T\\d{6}Z?)?)\"", RegexOptions.IgnoreCase)]
    private static partial Regex BrokenQuote();

    [GeneratedRegex(";TZID=(\"\")?(?=[:;])", RegexOptions.IgnoreCase)]
    private static partial Regex EmptyZone();

    [GeneratedRegex(@"^-?[\d.]+;-?[\d.]+$")]
    private static partial Regex Geo();
}
