using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Core.Cards;

/// <summary>What stands in a form, by the inputs' ids. An id with a dot is a member of a member: "custom.seats".</summary>
public sealed class FormValues(JsonElement values)
{
    public static FormValues None { get; } = new(JsonSerializer.SerializeToElement(new { }));

    public JsonElement Json => values;

    public string? this[string id]
    {
        get
        {
            var at = values;
            foreach (var name in id.Split('.'))
            {
                if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(name, out at))
                {
                    return null;
                }
            }

            return Text(at);
        }
    }

    public static FormValues Of<T>(T typed) => new(JsonSerializer.SerializeToElement(typed, CardJson.Options));

    /// <summary>Inputs arrive flat; a record with members of its own reads them nested.</summary>
    public static JsonElement Nest(JsonElement data)
    {
        if (data.ValueKind is not JsonValueKind.Object || !data.EnumerateObject().Any(p => p.Name.Contains('.', StringComparison.Ordinal)))
        {
            return data;
        }

        var nested = new JsonObject();
        foreach (var property in data.EnumerateObject())
        {
            var names = property.Name.Split('.');
            var owner = nested;
            foreach (var name in names[..^1])
            {
                if (owner[name] is not JsonObject member)
                {
                    owner[name] = member = [];
                }

                owner = member;
            }

            owner[names[^1]] = JsonNode.Parse(property.Value.GetRawText());
        }

        return JsonSerializer.SerializeToElement(nested, CardJson.Options);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => ManyChoices.Join(value.EnumerateArray().Select(Text).OfType<string>()),
        _ => null,
    };
}
