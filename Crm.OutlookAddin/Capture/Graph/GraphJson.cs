namespace Crm.OutlookAddin.Capture.Graph;

internal static class GraphJson
{
    public static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
        ? value.GetString()
        : null;
}
