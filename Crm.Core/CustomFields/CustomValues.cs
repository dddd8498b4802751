using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Core.Access;
using Crm.Core.Cards;

namespace Crm.Core.CustomFields;

/// <summary>Values of custom fields, checked against the tenant's definitions and kept as the JSON type that each asks for.</summary>
public static partial class CustomValues
{
    public const int TextLength = 4000;

    /// <summary>
    /// A new record: what was typed, defaults for the rest. Required fields are asked of callers that know custom fields, those that send
    /// <paramref name="typed"/>; a form without inputs for them cannot be answered, so it is not refused and gets the defaults.
    /// </summary>
    public static Dictionary<string, JsonElement> New(Check check, IReadOnlyList<CustomFieldDefinition> definitions, JsonElement? typed)
    {
        var values = Defaults(definitions);
        return typed is { } sent ? Changed(check, definitions, values, sent) : values;
    }

    /// <summary>What a record has that nobody typed, such as a captured mail.</summary>
    public static Dictionary<string, JsonElement> Defaults(IReadOnlyList<CustomFieldDefinition> definitions) => definitions.Where(d => d.DefaultValue is not null)
        .ToDictionary(d => d.FieldName, d => JsonSerializer.Deserialize<JsonElement>(d.DefaultValue!, JsonSerializerOptions.Default), StringComparer.Ordinal);

    /// <summary>What stood there with what was sent on top; null and empty text clear.</summary>
    public static Dictionary<string, JsonElement> Changed(
        Check check, IReadOnlyList<CustomFieldDefinition> definitions, IReadOnlyDictionary<string, JsonElement> before, JsonElement typed)
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
            else if (Read(check, definition, property.Value) is { } value)
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

    /// <summary>One value as its definition asks for; null for none. What is wrong goes into the check under "custom.name".</summary>
    public static JsonElement? Read(Check check, CustomFieldDefinition definition, JsonElement typed)
    {
        var place = $"custom.{definition.FieldName}";
        if (definition.FieldType is CustomFieldType.MultiSelect)
        {
            return Several(check, definition, place, typed);
        }

        if (typed.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            check.Fail(place, $"{definition.Label} takes one value.");
            return null;
        }

        var text = Numbers.Typed(typed);
        object? value = definition.FieldType switch
        {
            CustomFieldType.Text => check.Optional(place, text, definition.Label, definition.TextLength(TextLength)),
            CustomFieldType.Number => Number(check, place, typed, text, definition.Label),
            CustomFieldType.Date => check.Date(place, text, definition.Label)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            CustomFieldType.Boolean => check.Flag(place, text, definition.Label),
            CustomFieldType.Select => Choice(check, definition, place, text),
            CustomFieldType.Email => check.Email(place, text, 255),
            CustomFieldType.Phone => Shaped(check, place, check.Optional(place, text, definition.Label, 50), Phone(), $"{definition.Label} should look like +46 8 123 45 67."),
            CustomFieldType.Url => Shaped(check, place, check.Optional(place, text, definition.Label, definition.TextLength(2000)), Url(), $"{definition.Label} should look like https://example.com."),
            _ => throw new InvalidOperationException($"Unknown type {definition.FieldType}."),
        };
        return value is null ? null : JsonSerializer.SerializeToElement(value, value.GetType(), JsonSerializerOptions.Default);
    }

    private static object? Number(Check check, string place, JsonElement typed, string? text, string label)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // A JSON number is kept as it was sent; a typed one is read in the person's locale.
        if (((typed.ValueKind is JsonValueKind.Number && typed.TryGetDecimal(out var number)) || Numbers.TryParse(text, check.Locale, out number)) && Math.Abs(number) < 1_000_000_000_000_000m)
        {
            return number;
        }

        check.Fail(place, $"“{text}” is not a number. {label} should look like 1,250.5.");
        return null;
    }

    private static string? Choice(Check check, CustomFieldDefinition definition, string place, string? text)
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

    private static JsonElement? Several(Check check, CustomFieldDefinition definition, string place, JsonElement typed)
    {
        var texts = typed.ValueKind switch
        {
            JsonValueKind.Array => typed.EnumerateArray().Select(t => t.ValueKind is JsonValueKind.String ? t.GetString()! : t.GetRawText()),
            JsonValueKind.String => ManyChoices.Split(typed.GetString()!).Select(t => definition.Choices.Contains(t, StringComparer.OrdinalIgnoreCase) ? t : ManyChoices.Decode(t)),
            _ => [],
        };
        var chosen = texts.Select(t => Choice(check, definition, place, t)).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return chosen.Length == 0 ? null : JsonSerializer.SerializeToElement(chosen, JsonSerializerOptions.Default);
    }

    private static string? Shaped(Check check, string place, string? text, Regex shape, string message)
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
