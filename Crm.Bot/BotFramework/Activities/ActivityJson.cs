using System.Collections;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Crm.Bot.BotFramework;

/// <summary>
/// How activities look on the wire: camelCase, read ignoring the case of names (a published sample says <c>serviceURL</c>), numbers are
/// not strings, nulls and empty lists are not written.</summary>
public static class ActivityJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OmitEmptyLists } },
            Converters = { new LenientTime() },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void OmitEmptyLists(JsonTypeInfo type)
    {
        // Only our own records: somebody else's empty list (userIds of a card's refresh) has a meaning.
        if (type.Type.Namespace != typeof(Activity).Namespace)
        {
            return;
        }

        foreach (var property in type.Properties.Where(p => !p.IsExtensionData && p.PropertyType.IsAssignableTo(typeof(IEnumerable))))
        {
            if (property.PropertyType != typeof(string))
            {
                property.ShouldSerialize = static (_, value) => value is not ICollection { Count: 0 };
            }
        }
    }

    /// <summary>
    /// A time that cannot be read is absent: nothing is decided by it, and samples hold placeholders. Another JSON type is refused.
    /// </summary>
    private sealed class LenientTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                ? reader.TryGetDateTimeOffset(out var time) ? time : default
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
