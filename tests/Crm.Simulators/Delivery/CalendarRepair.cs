using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Simulators.Delivery;

/// <summary>Works on the text of a calendar file, inside its VEVENTs only, so that time zone rules stay as they are.</summary>
public static partial class CalendarRepair
{
    /// <summary>Unfolds lines, drops values a parser would choke on and gives events without a UID one that follows from their content.</summary>
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
                block.Add(EmptyZone().Replace(line, ""));
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

    /// <summary>Moves every date of the events. With <paramref name="loosenRules"/> a rule loses the parts that name fixed dates.</summary>
    public static string Shift(string text, int days, bool loosenRules = false)
    {
        var output = new StringBuilder();
        var inside = 0;
        foreach (var line in Unfold(text))
        {
            inside += line.Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase) ? 1 : line.Equals("END:VEVENT", StringComparison.OrdinalIgnoreCase) ? -1 : 0;
            var shifted = inside > 0 && Dated().IsMatch(line) ? Date().Replace(line, match => Moved(match, days)) : line;
            output.AppendLine(inside > 0 && loosenRules && shifted.StartsWith("RRULE", StringComparison.OrdinalIgnoreCase) ? FixedPart().Replace(shifted, "") : shifted);
        }

        return output.ToString();
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

    [GeneratedRegex(";TZID=(\"\")?(?=[:;])", RegexOptions.IgnoreCase)]
    private static partial Regex EmptyZone();

    [GeneratedRegex(@"^-?[\d.]+;-?[\d.]+$")]
    private static partial Regex Geo();
}
