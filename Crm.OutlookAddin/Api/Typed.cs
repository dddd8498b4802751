using System.Reflection;
using Crm.Core.Cards;
using Crm.Core.Input;
using Microsoft.AspNetCore.Http.Metadata;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// A body with the fields of a use case's record. Texts, numbers and booleans are taken alike, as the record's rules read what people type;
/// a field that the record does not have, or a value of another kind, is refused by name.
/// </summary>
/// <param name="Value">Null when <paramref name="Wrong"/> says why.</param>
internal sealed record Typed<T>(T? Value, Refusal? Wrong) : IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly string[] Known = [.. typeof(T).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    public static async ValueTask<Typed<T>> BindAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body must be JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return Of(await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, CardJson.Options, http.RequestAborted));
        }
        catch (JsonException unread)
        {
            throw new BadHttpRequestException("The body could not be read.", unread);
        }
    }

    private static Typed<T> Of(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
        {
            return new Typed<T>(null, Refusal.Invalid(new FieldError("body", "The fields come as an object: {\"name\": …}.")));
        }

        var wrong = body.EnumerateObject().Where(p => !Known.Contains(p.Name, StringComparer.OrdinalIgnoreCase))
            .Select(
                p => new FieldError(
                    p.Name, "This field is not known when a record is made. There are: "
                    + $"{string.Join(", ", Known)}. Others can be changed afterwards."))
            .Concat(
                body.EnumerateObject()
                .Where(p => p.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !IsCustom(p.Name)
                    && Known.Contains(p.Name, StringComparer.OrdinalIgnoreCase))
                .Select(p => new FieldError(p.Name, "This takes one value.")))
            .ToArray();
        if (wrong.Length > 0)
        {
            return new Typed<T>(null, Refusal.Invalid(wrong));
        }

        // The last of two fields of one name counts, as in every reader of JSON here.
        var fields = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in body.EnumerateObject())
        {
            fields[property.Name] = IsCustom(property.Name) ? property.Value : Numbers.Typed(property.Value);
        }

        return new Typed<T>(JsonSerializer.SerializeToElement(fields, CardJson.Options).Deserialize<T>(CardJson.Options), null);
    }

    private static bool IsCustom(string name) => name.Equals("custom", StringComparison.OrdinalIgnoreCase);
}
