using System.Text.Json.Nodes;

namespace Crm.Core.Cards;

/// <summary>What stands in a form, by the inputs' ids. An id with a dot is a member of a member: "custom.seats".</summary>
public sealed class FormValues(JsonElement values)
{
    /// <summary>
    /// No form goes deeper. The names come from outside: each level of a name is an object that has to be made, written and read.
    /// </summary>
    public const int MostLevels = 3;

    public static FormValues None { get; } = new(JsonSerializer.SerializeToElement(new { }));

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

    /// <summary>
    /// Inputs arrive flat; a record with members of its own reads them nested. A name of more levels than a form has stays one name.
    /// </summary>
    public static JsonElement Nest(JsonElement data)
    {
        if (data.ValueKind is not JsonValueKind.Object || !data.EnumerateObject().Any(p => p.Name.Contains('.', StringComparison.Ordinal)))
        {
            return data;
        }

        var nested = new JsonObject();
        foreach (var property in data.EnumerateObject())
        {
            var names = property.Name.AsSpan().Count('.') < MostLevels ? property.Name.Split('.') : [property.Name];
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
