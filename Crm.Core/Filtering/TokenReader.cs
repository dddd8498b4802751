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

    /// <summary>At the end, or where "group by" or "order by" begin.</summary>
    public bool AtTail() => Current.Kind is TokenKind.End || ((Current.Is("order") || Current.Is("group")) && tokens[at + 1].Is("by"));

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

    /// <summary>The words from here on that could be one name, for an error text; nothing is taken.</summary>
    public string Words() =>
        string.Join(
            ' ', tokens.Skip(at).Take(5).TakeWhile(t => t.Kind is TokenKind.Word && !Operators.Words.Contains(t.Text)).Select(t => t.Text));

    public Token Next()
    {
        var token = tokens[at];
        at = Math.Min(at + 1, tokens.Count - 1);
        return token;
    }

    /// <summary>
    /// The number from here on and how many tokens it spans: a decimal comma (10.000,50) was read as a comma, a space between groups (10
    /// 000) divides words.
    /// </summary>
    public (string Text, int Length) Number()
    {
        var (text, length) = (Current.Text, 1);
        while (Follows(length) is { Kind: TokenKind.Word } group && IsGroup(text[^Math.Min(3, text.Length)..])
            && group.Text is { Length: >= 3 } && IsGroup(group.Text[..3])
            && (group.Text.Length == 3 || !char.IsAsciiDigit(group.Text[3])))
        {
            (text, length) = (text + group.Text, length + 1);
        }

        var end = tokens[at + length - 1];
        return Follows(length) is { } comma && comma.Is(",") && comma.Position == end.Position + end.Text.Length
            && Follows(length + 1) is { Kind: TokenKind.Word } decimals
            && decimals.Position == comma.Position + 1 && decimals.Text.All(char.IsAsciiDigit)
            ? ($"{text},{decimals.Text}", length + 2)
            : (text, length);
    }

    private Token? Follows(int length) => at + length < tokens.Count ? tokens[at + length] : null;

    private static bool IsGroup(string digits) => digits.Length > 0 && digits.All(char.IsAsciiDigit);

    public void Skip(int count) => at = Math.Min(at + count, tokens.Count - 1);

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
            throw Wrong($"“and”, “or”, “group by”, “order by” or the end was expected here, not “{Current.Text}”.");
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

    /// <summary>Words up to the next "and", "or", comma, bracket, "group by", "order by" or the end.</summary>
    public string TakeWords()
    {
        var words = new List<string>();
        while (Current.Kind is TokenKind.Word && !Current.Is("and") && !Current.Is("or") && !AtTail())
        {
            words.Add(Next().Text);
        }

        return string.Join(' ', words);
    }
}
