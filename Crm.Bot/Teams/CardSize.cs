using System.Runtime.InteropServices;

namespace Crm.Bot.Teams;

/// <summary>
/// What Teams takes. A message may have 100 KB of UTF-16, the payload of an invoke 80; the connector refuses more with 413, but of an
/// invoke's answer nobody is told: the client says "Something went wrong". Source: Microsoft, Format your bot messages; Activity payloads.
/// </summary>
internal static class CardSize
{
    private const int MostCharacters = 80 * 1024 / 2;

    /// <summary>What stands around a card in an answer.</summary>
    private const int Envelope = 1000;

    /// <summary>How a character outside of ASCII, or one that means something in HTML, is written: \u00E9.</summary>
    private const int Escaped = 6;

    private const int FewestFacts = 8;
    private const string Rest = "The rest does not fit into Teams. The CRM in Outlook shows all of it.";

    public static bool Fits(JsonElement body) => Length(body) <= MostCharacters;

    /// <summary>The card, or as much of it as Teams takes. A form is never cut: what was cut off it would be saved as empty.</summary>
    public static JsonElement ForTeams(AdaptiveCard card)
    {
        var whole = CardJson.ToElement(card);
        return FitsIn(whole) ? whole
            : (HasInputs(card.Body) ? null : Shortened(card))
            ?? CardJson.ToElement(UndeliverableCard.For(HttpStatusCode.RequestEntityTooLarge));
    }

    private static bool FitsIn(JsonElement card) => Length(card) <= MostCharacters - Envelope;

    /// <summary>First the longest list of facts is halved, down to the first few; then whole parts go, the last ones first.</summary>
    /// <returns>Null where nothing of it fits.</returns>
    private static JsonElement? Shortened(AdaptiveCard card)
    {
        var rest = card.Body.ToList();
        while (rest.Count > 1)
        {
            if (rest.OfType<FactSet>().MaxBy(f => f.Facts.Count) is { Facts.Count: > FewestFacts } longest)
            {
                var most = Math.Max(FewestFacts, longest.Facts.Count / 2);
                rest[rest.IndexOf(longest)] = longest with { Facts = [.. longest.Facts.Take(most)] };
            }
            else
            {
                rest.RemoveAt(rest.Count - 1);
            }

            var shorter = CardJson.ToElement(card with { Body = [.. rest, Blocks.Subtle(Rest)] });
            if (FitsIn(shorter))
            {
                return shorter;
            }
        }

        return null;
    }

    private static bool HasInputs(IEnumerable<Element> elements) => elements.Any(element =>
        element is TextInput or NumberInput or DateInput or ToggleInput or ChoiceSetInput
        || (element is Container container && HasInputs(container.Items))
        || (element is ColumnSet set && set.Columns.Any(column => HasInputs(column.Items))));

    /// <summary>In characters, as it goes over the wire.</summary>
    private static int Length(JsonElement json)
    {
        var length = 0;
        foreach (var sign in JsonMarshal.GetRawUtf8Value(json))
        {
            length += sign switch
            {
                (byte)'<' or (byte)'>' or (byte)'&' or (byte)'\'' or (byte)'+' or (byte)'`' => Escaped,
                < 0x80 => 1,
                < 0xC0 => 0, // goes on with a character that has been counted
                < 0xF0 => Escaped,
                _ => 2 * Escaped, // two of UTF-16
            };
        }

        return length;
    }
}
