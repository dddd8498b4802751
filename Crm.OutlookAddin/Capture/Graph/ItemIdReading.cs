using static Crm.OutlookAddin.Capture.Graph.GraphJson;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Reads lists that hold nothing but ids and the moments of the last changes.</summary>
internal static class ItemIdReading
{
    /// <summary>As many as Outlook gives on one page.</summary>
    public const int PageSize = 1_000;

    public static readonly string[] Select = ["id", "lastModifiedDateTime"];

    /// <exception cref="FormatException">It is no list.</exception>
    public static ItemIds Read(JsonElement page) => page.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.Array
        ? new ItemIds(
            [.. value.EnumerateArray().Where(e => Text(e, "id") is { Length: > 0 })
                .Select(e => new ListedItem(Text(e, "id")!, Moment(Text(e, "lastModifiedDateTime"))))],
            Text(page, "@odata.nextLink"))
        : throw new FormatException("A list has a value.");

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
