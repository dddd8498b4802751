using System.Text.RegularExpressions;

namespace Crm.Core.CustomFields;

/// <summary>Values of custom fields, checked against the tenant's definitions and kept as the JSON type that each asks for.</summary>
public static partial class CustomValues
{
    public const int TextLength = 4000;

    private const int PhoneLength = 50;

    /// <summary>
    /// A new record: what was typed, defaults for the rest. Required fields are asked of callers that know custom fields, those that send
    /// <paramref name="typed"/>; a form without inputs for them cannot be answered, so it is not refused and gets the defaults.
    /// </summary>
    public static Dictionary<string, JsonElement> New(
        InputReader check, IReadOnlyList<CustomFieldDefinition> definitions, JsonElement? typed)
    {
        var values = Defaults(definitions);
        return typed is { } sent ? Changed(check, definitions, values, sent) : values;
    }

    /// <summary>What a record has that nobody typed, such as a captured mail.</summary>
    public static Dictionary<string, JsonElement> Defaults(IReadOnlyList<CustomFieldDefinition> definitions) =>
        definitions.Where(d => d.DefaultValue is not null)
        .ToDictionary(d => d.FieldName, d => JsonSerializer.Deserialize<JsonElement>(d.DefaultValue!, JsonSerializerOptions.Default),
            StringComparer.Ordinal);

    /// <summary>What stood there with what was sent on top; null and empty text clear.</summary>
    public static Dictionary<string, JsonElement> Changed(
        InputReader check, IReadOnlyList<CustomFieldDefinition> definitions, IReadOnlyDictionary<string, JsonElement> before,
        JsonElement typed)
    {
        var values = new Dictionary<string, JsonElement>(before, StringComparer.Ordinal);
        if (typed.ValueKind is not JsonValueKind.Object)
        {
            check.Fail("custom", "Custom fields come as an object: {\"seats\": 25}.");
            return values;
        }

        foreach (var property in typed.EnumerateObject())
        {
            if (definitions.FirstOrDefault(d => d.FieldName == property.Name) is not { } definition)
            {
                check.Fail($"custom.{property.Name}", $"There is no custom field “{property.Name}”.");
            }
            else if (Read(check, definition, $"custom.{property.Name}", property.Value) is { } value)
            {
                values[definition.FieldName] = value;
            }
            else
            {
                values.Remove(definition.FieldName);
            }
        }

        foreach (var missing in definitions.Where(d => d.IsRequired && !values.ContainsKey(d.FieldName)))
        {
            check.Fail($"custom.{missing.FieldName}", $"{missing.Label} is needed.");
        }

        return values;
    }

    public static bool Same(Dictionary<string, JsonElement> a, Dictionary<string, JsonElement> b) =>
        a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var other) && JsonElement.DeepEquals(p.Value, other));

    /// <summary>One value as its definition asks for; null for none.</summary>
    /// <param name="place">Under which what is wrong goes into the check.</param>
    public static JsonElement? Read(InputReader check, CustomFieldDefinition definition, string place, JsonElement typed)
    {
        if (definition.FieldType is not CustomFieldType.MultiSelect && typed.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            check.Fail(place, $"{definition.Label} takes one value.");
            return null;
        }

        var value = definition.FieldType switch
        {
            CustomFieldType.MultiSelect => Several(check, definition, place, Texts(definition, typed)),
            // kept as it was sent
            CustomFieldType.Number when typed.ValueKind is JsonValueKind.Number && typed.TryGetDecimal(out var number)
                && Fits(number) => number,
            _ => One(check, definition, place, Numbers.Typed(typed)),
        };
        return value is null ? null : JsonSerializer.SerializeToElement(value, value.GetType(), JsonSerializerOptions.Default);
    }

    /// <summary>
    /// One value that was typed, for every type but MULTI_SELECT: text, number, day as text (yyyy-MM-dd) or yes and no; null for none.
    /// </summary>
    /// <param name="place">Under which what is wrong goes into the check.</param>
    public static object? One(InputReader check, CustomFieldDefinition definition, string place, string? text) =>
        definition.FieldType switch
    {
        CustomFieldType.Text => check.Optional(place, text, definition.Label, definition.TextLength(TextLength)),
        CustomFieldType.Number => Number(check, place, text, definition.Label),
        CustomFieldType.Date => check.Date(place, text, definition.Label)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CustomFieldType.Boolean => check.Flag(place, text, definition.Label),
        CustomFieldType.Select => Choice(check, definition, place, text),
        CustomFieldType.Email => check.Email(place, text, 255),
        CustomFieldType.Phone => check.Phone(place, PhoneShaped(check, place, text, definition.Label), definition.Label, PhoneLength),
        CustomFieldType.Url =>
            Shaped(check, place, check.Optional(place, text, definition.Label, definition.TextLength(2000)), Url(),
                $"{definition.Label} should look like https://example.com."),
        CustomFieldType.MultiSelect => throw new InvalidOperationException($"{definition.Label} holds several values."),
    };

    /// <summary>The choices of a MULTI_SELECT that were typed, each once; null for none.</summary>
    /// <param name="place">Under which what is wrong goes into the check.</param>
    public static string[]? Several(InputReader check, CustomFieldDefinition definition, string place, IEnumerable<string> texts)
    {
        var chosen = texts.Select(t => Choice(check, definition, place, t)).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return chosen.Length == 0 ? null : chosen;
    }

    private static decimal? Number(InputReader check, string place, string? text, string label)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (Numbers.TryParse(text, check.Locale, out var number) && Fits(number))
        {
            return number;
        }

        check.Fail(place, $"“{text}” is not a number. {label} should look like 1,250.5.");
        return null;
    }

    private static bool Fits(decimal number) => Math.Abs(number) < 1_000_000_000_000_000m;

    private static string? Choice(InputReader check, CustomFieldDefinition definition, string place, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var choice = definition.Choices.FirstOrDefault(c => c.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        if (choice is null)
        {
            check.Fail(place, $"“{text}” is not one of the choices for {definition.Label}: {string.Join(", ", definition.Choices)}.");
        }

        return choice;
    }

    private static IEnumerable<string> Texts(CustomFieldDefinition definition, JsonElement typed) => typed.ValueKind switch
    {
        JsonValueKind.Array => typed.EnumerateArray().Select(t => t.ValueKind is JsonValueKind.String ? t.GetString()! : t.GetRawText()),
        JsonValueKind.String => ManyChoices.Split(typed.GetString()!)
            .Select(t => definition.Choices.Contains(t, StringComparer.OrdinalIgnoreCase) ? t : ManyChoices.Decode(t)),
        _ => [],
    };

    private static string? PhoneShaped(InputReader check, string place, string? text, string label) =>
        Shaped(check, place, check.Optional(place, text, label, PhoneLength), Phone(), $"{label} should look like +46 8 123 45 67.");

    private static string? Shaped(InputReader check, string place, string? text, Regex shape, string message)
    {
        if (text is not null && !shape.IsMatch(text))
        {
            check.Fail(place, message);
            return null;
        }

        return text;
    }

    [GeneratedRegex(@"^\+?[0-9][0-9 ()/.x-]{2,}$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^https?://[^\s/$.?#][^\s]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Url();
}
