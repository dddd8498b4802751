using System.Text.Encodings.Web;

namespace Crm.Core.Cards;

/// <summary>
/// How cards are written and what comes back from them is read: one set of options for every door, so that a card is byte-equal in all.
/// </summary>
public static class CardJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<TextSize>(),
            new JsonStringEnumConverter<TextColor>(),
            new JsonStringEnumConverter<Spacing>(),
            new TypedTextConverter(),
        },
    };

    public static string Write(AdaptiveCard card) => JsonSerializer.Serialize(card, Options);

    /// <summary>For other serializers: an element, never the record (they would miss the closed set's type names).</summary>
    public static JsonElement ToElement(AdaptiveCard card) => JsonSerializer.SerializeToElement(card, Options);

    /// <summary>
    /// Inputs arrive as text, numbers or booleans depending on the client; a use case's typed text takes them all, and "" is null.
    /// </summary>
    private sealed class TypedTextConverter : JsonConverter<string?>
    {
        public override bool HandleNull => true;

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.String => reader.GetString() is { Length: > 0 } text ? text : null,
                JsonTokenType.Number => Number(ref reader),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                JsonTokenType.None or JsonTokenType.PropertyName or JsonTokenType.Comment
                    or JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.StartArray or JsonTokenType.EndArray =>
                    throw new JsonException("Text was expected."),
            };

        public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        private static string Number(ref Utf8JsonReader reader)
        {
            using var number = JsonDocument.ParseValue(ref reader);
            return number.RootElement.GetRawText();
        }
    }
}
