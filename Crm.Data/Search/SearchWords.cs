namespace Crm.Data.Search;

/// <summary>What was typed into the box, taken apart.</summary>
internal sealed class SearchWords
{
    private const int MostWords = 6;

    /// <summary>Trigram indexes answer from three letters on.</summary>
    private const int Trigram = 3;

    private SearchWords(string text, string[] words)
    {
        Text = text;
        Words = words;
    }

    public string Text { get; }

    public IReadOnlyList<string> Words { get; }

    /// <summary>LIKE patterns: parts of names, but of a text that is too short for the index only beginnings.</summary>
    public string[] Patterns => Words.Any(w => w.Length >= Trigram) ? [.. Words.Select(w => "%" + Escape(w) + "%")] : [Escape(Text) + "%"];

    public string Start => Escape(Text) + "%";

    /// <summary>tsquery: every word or one that begins so; null where a word has no letter or digit.</summary>
    public string? Question
    {
        get
        {
            // "kick-off" stands in the index as its parts, too.
            var lexemes = Words.SelectMany(Lexemes).ToList();
            return lexemes.Count == 0 || Words.Any(w => !Lexemes(w).Any())
                ? null
                : string.Join(" & ", lexemes.Select(l => $"'{l.ToLowerInvariant()}'{(l.Length >= Trigram ? ":*" : "")}"));
        }
    }

    private static IEnumerable<string> Lexemes(string word) =>
        string.Concat(word.Select(c => char.IsLetterOrDigit(c) || c is '\'' ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(l => l.Trim('\'').Length > 0).Select(l => l.Replace("'", "''", StringComparison.Ordinal));

    /// <summary>What names may be like; two letters are like everything.</summary>
    public string? Slipped => Text.Length > Trigram ? Text : null;

    /// <returns>Null when there is nothing to look for.</returns>
    public static SearchWords? Parse(string typed)
    {
        var words = typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? null
            : new SearchWords(string.Join(' ', words), [.. words.Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords)]);
    }

    /// <summary>Where the words stand in a title, without case and accents; overlapping places become one.</summary>
    public IReadOnlyList<Highlight> In(string title)
    {
        var places = new List<Highlight>();
        foreach (var word in Words)
        {
            for (var at = 0; at < title.Length;)
            {
                var start = CultureInfo.InvariantCulture.CompareInfo.IndexOf(
                    title.AsSpan(at), word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace, out var length);
                if (start < 0 || length == 0)
                {
                    break;
                }

                places.Add(new Highlight(at + start, length));
                at += start + length;
            }
        }

        var merged = new List<Highlight>();
        foreach (var place in places.OrderBy(p => p.Start))
        {
            if (merged.Count > 0 && place.Start <= merged[^1].Start + merged[^1].Length)
            {
                var last = merged[^1];
                merged[^1] = last with { Length = Math.Max(last.Length, place.Start + place.Length - last.Start) };
            }
            else
            {
                merged.Add(place);
            }
        }

        return merged;
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
