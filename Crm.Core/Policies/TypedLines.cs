namespace Crm.Core.Policies;

/// <summary>A list as somebody typed it into one field, an entry a line; in JSON also an array of texts.</summary>
[JsonConverter(typeof(TypedLinesConverter))]
public sealed record TypedLines(string Text)
{
    public static implicit operator TypedLines?(string? text) => text is null ? null : new TypedLines(text);

    public static TypedLines? FromString(string? text) => text;
}

internal sealed class TypedLinesConverter : JsonConverter<TypedLines>
{
    public override TypedLines Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return new TypedLines(reader.GetString()!);
        }

        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException("A list of texts was expected.");
        }

        var lines = JsonSerializer.Deserialize<string?[]>(ref reader, options)!;
        return new TypedLines(string.Join('\n', lines.OfType<string>()));
    }

    public override void Write(Utf8JsonWriter writer, TypedLines value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
