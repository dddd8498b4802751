using System.Collections.Concurrent;

namespace Crm.Core.Times;

/// <summary>
/// The words of time in one or several languages, by what they mean. They stand in Languages/*.json: one file a language, one member a kind
/// of word, phrases as people write them (case and accents do not count).
/// </summary>
internal sealed class TimeLexicon
{
    /// <summary>Languages that are read. English is always one of a reader's: the commands are English.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "de", "fr"];

    private const string English = "en";
    private static readonly ConcurrentDictionary<string, TimeLexicon> Kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, List<Phrase>>> kinds = new(StringComparer.Ordinal);
    private readonly List<string> splitting = [];

    private TimeLexicon(IEnumerable<string> languages)
    {
        foreach (var language in languages)
        {
            Load(language);
        }

        splitting.AddRange(kinds["weekday"].Keys.Where(w => w.Length > 5));
    }

    /// <summary>The reader's language, and English. A language that is not known has English only.</summary>
    public static TimeLexicon Of(string language) => Kept.GetOrAdd(
        Languages.Contains(language) ? language : English, known => new TimeLexicon(known == English ? [English] : [known, English]));

    /// <summary>The longest phrase of this kind that begins at a token.</summary>
    /// <returns>How many tokens it has; 0 for none.</returns>
    public int Match(string kind, TimeTokens tokens, int at, out string value)
    {
        value = "";
        if (!kinds.TryGetValue(kind, out var byFirst) || !byFirst.TryGetValue(tokens[at].Text, out var phrases))
        {
            return 0;
        }

        foreach (var phrase in phrases)
        {
            if (phrase.StandsAt(tokens, at))
            {
                value = phrase.Value;
                return phrase.Words.Length;
            }
        }

        return 0;
    }

    public bool Is(string kind, TimeTokens tokens, int at) => Match(kind, tokens, at, out _) > 0;

    /// <returns>Where the weekday ends in "freitagnachmittag"; null for every other word.</returns>
    public int? SplitsAfter(string word)
    {
        if (word.Length < 8)
        {
            return null;
        }

        var day = splitting.Find(
            d => word.Length > d.Length && word.StartsWith(d, StringComparison.Ordinal) && kinds["partWord"].ContainsKey(word[d.Length..]));
        return day?.Length
            ?? (word.StartsWith("morgen", StringComparison.Ordinal) && kinds["partWord"].ContainsKey(word[6..])
                && kinds["day"].ContainsKey("morgen") ? 6 : null);
    }

    private void Load(string language)
    {
        using var file = typeof(TimeLexicon).Assembly.GetManifestResourceStream($"Crm.Core.Times.Languages.{language}.json")
            ?? throw new InvalidOperationException($"The words of {language} are not embedded.");
        using var json = JsonDocument.Parse(file);
        foreach (var kind in json.RootElement.EnumerateObject())
        {
            var words = kind.Value.ValueKind is JsonValueKind.Array
                ? kind.Value.EnumerateArray().Select(w => (Words: w.GetString()!, Value: ""))
                : kind.Value.EnumerateObject().Select(w => (Words: w.Name, Value: w.Value.ToString()));
            foreach (var (phrase, value) in words)
            {
                Add(kind.Name, phrase, value);
            }
        }
    }

    private void Add(string kind, string phrase, string value)
    {
        var words = Split(phrase);
        if (!kinds.TryGetValue(kind, out var byFirst))
        {
            kinds[kind] = byFirst = new Dictionary<string, List<Phrase>>(StringComparer.Ordinal);
        }

        if (!byFirst.TryGetValue(words[0], out var same))
        {
            byFirst[words[0]] = same = [];
        }

        // The reader's own language comes first: what it says of a phrase stands.
        if (!same.Exists(p => p.Words.AsSpan().SequenceEqual(words)))
        {
            same.Add(new Phrase(words, value));
            same.Sort((a, b) => b.Words.Length - a.Words.Length);
        }
    }

    /// <summary>As <see cref="TimeTokens"/> splits a sentence.</summary>
    private static string[] Split(string phrase)
    {
        var words = new List<string>();
        var folded = TimeTokens.Fold(phrase);
        for (var i = 0; i < folded.Length; i++)
        {
            if (folded[i] != ' ')
            {
                var goesOn = i > 0 && words.Count > 0 && char.IsLetter(folded[i]) && char.IsLetter(folded[i - 1]);
                if (goesOn)
                {
                    words[^1] += folded[i];
                }
                else
                {
                    words.Add(folded[i].ToString());
                }
            }
        }

        return [.. words];
    }

    private sealed record Phrase(string[] Words, string Value)
    {
        public bool StandsAt(TimeTokens tokens, int at)
        {
            for (var i = 1; i < Words.Length; i++)
            {
                if (tokens[at + i].Text != Words[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
