namespace Crm.Simulators.Delivery;

/// <summary>
/// Times relative to delivery, so that demo files always look recent. <c>{{now-2h}}</c> gives the RFC 5322 form,
/// <c>{{now+1d|ics}}</c> a UTC calendar time, <c>{{day+2}}</c> a calendar date for the day after tomorrow, <c>{{workday+2}}</c> the same
/// but Monday when that is a weekend; units m, h, d.
/// </summary>
public static partial class Placeholders
{
    public static bool AreIn(ReadOnlySpan<byte> content) => content.IndexOf("{{"u8) >= 0;

    public static byte[] Fill(byte[] content, DateTimeOffset now) => AreIn(content)
        ? Encoding.UTF8.GetBytes(Now().Replace(Encoding.UTF8.GetString(content), match => Replace(match, now)))
        : content;

    private static string Replace(Match match, DateTimeOffset now)
    {
        var sign = match.Groups["sign"].Value == "-" ? -1 : 1;
        var amount = match.Groups["amount"].Success ? sign * int.Parse(match.Groups["amount"].Value, CultureInfo.InvariantCulture) : 0;
        if (match.Groups["base"].Value != "now")
        {
            var day = now.AddDays(amount);
            var wait = match.Groups["base"].Value == "workday"
                ? day.DayOfWeek switch { DayOfWeek.Saturday => 2, DayOfWeek.Sunday => 1, _ => 0 }
                : 0;
            return day.AddDays(wait).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        }

        var time = match.Groups["unit"].Value switch
        {
            "m" => now.AddMinutes(amount),
            "h" => now.AddHours(amount),
            _ => now.AddDays(amount),
        };
        return match.Groups["form"].Success
            ? time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
            : time.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + time.ToString(" zzz", CultureInfo.InvariantCulture)
            .Replace(":", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{\{(?<base>now|workday|day)(?:(?<sign>[+-])(?<amount>\d+)(?<unit>[mhd]?))?(?<form>\|ics)?\}\}")]
    private static partial Regex Now();
}
