using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Crm.Core.Cards;

namespace Crm.OutlookAddin.Api;

/// <summary>A card inside an answer, written straight into it as every door writes cards (<see cref="CardJson"/>).</summary>
[JsonConverter(typeof(Written))]
internal sealed record CardContent(AdaptiveCard Card)
{
    [return: NotNullIfNotNull(nameof(card))]
    public static implicit operator CardContent?(AdaptiveCard? card) => card is null ? null : new(card);

    private sealed class Written : JsonConverter<CardContent>
    {
        public override CardContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Cards are sent, and never taken.");

        public override void Write(Utf8JsonWriter writer, CardContent value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Card, CardJson.Options);
    }
}
