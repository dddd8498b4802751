using Ical.Net;
using Ical.Net.DataTypes;

namespace Crm.Simulators.Delivery;

/// <summary>A recurrence rule as Graph's patternedRecurrence.</summary>
public static class RecurrenceJson
{
    private static readonly string[] Indexes = ["first", "second", "third", "fourth", "last"];

    public static JsonObject? From(Meeting meeting)
    {
        if (meeting.Main.RecurrenceRule is not { } rule || meeting.Main.Start is not { } start)
        {
            return null;
        }

        var startDate = start.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["pattern"] = Pattern(rule, start),
            ["range"] = new JsonObject
            {
                ["type"] = rule.Count is > 0 ? "numbered" : rule.Until is not null ? "endDate" : "noEnd",
                ["startDate"] = startDate,
                ["endDate"] = rule.Until?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "0001-01-01",
                ["recurrenceTimeZone"] = Zones.WindowsName(meeting.Zone),
                ["numberOfOccurrences"] = rule.Count ?? 0,
            },
        };
    }

    private static JsonObject Pattern(RecurrenceRule rule, CalDateTime start)
    {
        var relative = rule.ByDay.Count > 0;
        var type = rule.Frequency switch
        {
            FrequencyType.Weekly => "weekly",
            FrequencyType.Monthly => relative ? "relativeMonthly" : "absoluteMonthly",
            FrequencyType.Yearly => relative ? "relativeYearly" : "absoluteYearly",
            _ => "daily",
        };
        var days = relative ? rule.ByDay.Select(day => Name(day.DayOfWeek)) : type == "weekly" ? [Name(start.DayOfWeek)] : [];
        var offset = rule.ByDay.FirstOrDefault()?.Offset ?? rule.BySetPosition.FirstOrDefault();
        return new JsonObject
        {
            ["type"] = type,
            ["interval"] = Math.Max(1, rule.Interval),
            ["month"] = type.EndsWith("Yearly", StringComparison.Ordinal) ? rule.ByMonth.FirstOrDefault(start.Month) : 0,
            ["dayOfMonth"] = type.StartsWith("absolute", StringComparison.Ordinal) ? rule.ByMonthDay.FirstOrDefault(start.Day) : 0,
            ["daysOfWeek"] = new JsonArray([.. days.Distinct().Select(day => JsonValue.Create(day))]),
            ["firstDayOfWeek"] = Name(rule.FirstDayOfWeek),
            ["index"] = offset < 0 ? "last" : Indexes[Math.Clamp(offset - 1, 0, 4)],
        };
    }

    private static string Name(DayOfWeek day) => day.ToString().ToLowerInvariant();
}
