namespace Crm.Core.Filtering;

internal sealed class FilterSyntaxException(int position, string message) : Exception(message)
{
    public int Position { get; } = position;
}

/// <summary>A cursor over the tokens.</summary>
internal sealed class TokenReader(List<Token> tokens)
{
    private int at;

    public Token Current => tokens[at];

    public FilterSyntaxException Wrong(string message) => new(Current.Position, message);

    public bool AtEndOr(string word) => Current.Kind is TokenKind.End || Current.Is(word);

    public bool Take(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (at + i >= tokens.Count || !tokens[at + i].Is(words[i]))
            {
                return false;
            }
        }

        at += words.Length;
        return true;
    }

    public Token Next()
    {
        var token = tokens[at];
        at = Math.Min(at + 1, tokens.Count - 1);
        return token;
    }

    public void Expect(string word, string message)
    {
        if (!Take(word))
        {
            throw Wrong(message);
        }
    }

    public void ExpectEnd()
    {
        if (Current.Kind is not TokenKind.End)
        {
            throw Wrong($"“and”, “or”, “order by” or the end was expected here, not “{Current.Text}”.");
        }
    }

    /// <summary>The longest run of words (at most five, or one quoted name) that <paramref name="find"/> knows.</summary>
    public TFound? TakeLongest<TFound>(Func<string, TFound?> find)
        where TFound : class
    {
        if (Current.Kind is TokenKind.Quoted)
        {
            var quoted = find(Current.Text);
            at += quoted is null ? 0 : 1;
            return quoted;
        }

        for (var length = Math.Min(5, tokens.Count - 1 - at); length > 0; length--)
        {
            if (tokens.Skip(at).Take(length).All(t => t.Kind is TokenKind.Word)
                && find(string.Join(' ', tokens.Skip(at).Take(length).Select(t => t.Text))) is { } found)
            {
                at += length;
                return found;
            }
        }

        return null;
    }

    /// <summary>Words up to the next "and", "or", comma, bracket, "order by" or the end.</summary>
    public string TakeWords()
    {
        var words = new List<string>();
        while (Current.Kind is TokenKind.Word && !Current.Is("and") && !Current.Is("or") && !(Current.Is("order") && tokens[at + 1].Is("by")))
        {
            words.Add(Next().Text);
        }

        return string.Join(' ', words);
    }
}

internal static class Spelling
{
    /// <summary>Levenshtein distance, case ignored; 99 where the lengths differ by more than 3.</summary>
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3)
        {
            return 99;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[b.Length];
    }
}
