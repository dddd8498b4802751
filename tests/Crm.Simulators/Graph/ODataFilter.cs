namespace Crm.Simulators.Graph;

/// <summary>
/// The part of $filter that mail programs use: comparisons joined by and/or (and binds tighter), startswith, and any() with eq on a list of
/// texts. Anything else is refused as Graph refuses what it does not know.
/// </summary>
public static partial class ODataFilter
{
    public static bool TryParse(string? text, out Func<JsonObject, bool> matches)
    {
        matches = _ => true;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var either = new List<Func<JsonObject, bool>>();
        foreach (var alternative in Split(text, "or"))
        {
            var all = new List<Func<JsonObject, bool>>();
            foreach (var clause in Split(alternative, "and"))
            {
                if (Clause(clause.Trim().Trim('(', ')').Trim(), clause.Trim()) is not { } test)
                {
                    return false;
                }

                all.Add(test);
            }

            either.Add(item => all.TrueForAll(test => test(item)));
        }

        matches = item => either.Exists(test => test(item));
        return true;
    }

    private static Func<JsonObject, bool>? Clause(string bare, string asWritten)
    {
        if (AnyOf().Match(asWritten) is { Success: true } any)
        {
            var wanted = Unquote(any.Groups["value"].Value);
            return item => item[any.Groups["list"].Value] is JsonArray list
                && list.Any(entry => wanted.Equals(entry?.GetValue<string>(), StringComparison.OrdinalIgnoreCase));
        }

        if (StartsWith().Match(asWritten) is { Success: true } starts)
        {
            var prefix = Unquote(starts.Groups["value"].Value);
            return item => Text(At(item, starts.Groups["path"].Value))?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) == true;
        }

        return Comparison().Match(bare) is { Success: true } comparison
            ? item => Compare(At(item, comparison.Groups["path"].Value), comparison.Groups["op"].Value, comparison.Groups["value"].Value)
            : null;
    }

    private static bool Compare(JsonNode? node, string op, string literal)
    {
        var found = Text(node);
        var wanted = literal == "null" ? null : Unquote(literal);
        if (found is null || wanted is null)
        {
            return op == "eq" ? found is null && wanted is null : op == "ne" && (found is null) != (wanted is null);
        }

        var order = !literal.StartsWith('\'')
            && DateTimeOffset.TryParse(found, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var left)
            && DateTimeOffset.TryParse(wanted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var right)
                ? left.CompareTo(right)
                : string.Compare(found, wanted, StringComparison.OrdinalIgnoreCase);
        return op switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "ge" => order >= 0,
            "gt" => order > 0,
            "le" => order <= 0,
            _ => order < 0,
        };
    }

    private static JsonNode? At(JsonObject item, string path)
    {
        JsonNode? node = item;
        foreach (var step in path.Split('/'))
        {
            node = (node as JsonObject)?[step];
        }

        return node;
    }

    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
        JsonValue value => value.ToString(),
        _ => null,
    };

    private static string Unquote(string literal) =>
        literal.StartsWith('\'') ? literal[1..^1].Replace("''", "'", StringComparison.Ordinal) : literal;

    /// <summary>Splits at a word outside quotes.</summary>
    private static IEnumerable<string> Split(string text, string word)
    {
        var start = 0;
        var quoted = false;
        var wanted = $" {word} ";
        for (var at = 0; at < text.Length; at++)
        {
            quoted ^= text[at] == '\'';
            if (!quoted && string.CompareOrdinal(text, at, wanted, 0, wanted.Length) == 0)
            {
                yield return text[start..at];
                start = at + wanted.Length;
                at = start - 1;
            }
        }

        yield return text[start..];
    }

    [GeneratedRegex(@"^(?<path>[\w/]+)\s+(?<op>eq|ne|ge|gt|le|lt)\s+(?<value>'(?:[^']|'')*'|[^\s']+)$")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^startswith\((?<path>[\w/]+)\s*,\s*(?<value>'(?:[^']|'')*')\)$")]
    private static partial Regex StartsWith();

    [GeneratedRegex(@"^(?<list>\w+)/any\((?<name>\w+):\s*\k<name>\s+eq\s+(?<value>'(?:[^']|'')*')\)$")]
    private static partial Regex AnyOf();
}
