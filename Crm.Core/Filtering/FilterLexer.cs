namespace Crm.Core.Filtering;

internal enum TokenKind
{
    Word,
    Quoted,
    Symbol,
    End,
}

internal sealed record Token(TokenKind Kind, string Text, int Position)
{
    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Splits the text form: words, quoted names, symbols. Never fails; an unclosed quote runs to the end. A quote inside straight quotes is
/// written twice; the quotes that phones and word processors type by themselves, “ ” „ “ « » ‹ ›, end at the next one
/// of their kind; ' and ’ quote only where a word begins and where they end one, because they are apostrophes everywhere else. Words
/// and names come in their stored form (<see cref="NormalText"/>), places are those of the text as it was typed.
/// </summary>
internal static class FilterLexer
{
    private const string Single = "'’‘‚‹›";

    private static readonly string[] Symbols = [">=", "<=", "!=", "<>", ">", "<", "=", "(", ")", ","];

    private static readonly (string Typed, string Meant)[] OtherSymbols = [("≥", ">="), ("≤", "<="), ("≠", "!=")];

    /// <summary>Which signs end a quote that one of these begins.</summary>
    private static readonly Dictionary<char, string> Closings = new()
    {
        ['“'] = "“”", ['”'] = "“”", ['„'] = "“”", ['‟'] = "“”",
        ['«'] = "»", ['»'] = "«", ['‹'] = "›", ['›'] = "‹",
        ['\''] = "'’", ['‘'] = "’‘", ['’'] = "’‘", ['‚'] = "‘’",
    };

    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || IsInvisible(text, at))
            {
                at++;
            }
            else if (text[at] == '"')
            {
                at = Straight(text, at, tokens);
            }
            else if (Closings.TryGetValue(text[at], out var closing) && EndOfQuote(text, at, closing) is { } end)
            {
                tokens.Add(new Token(TokenKind.Quoted, NormalText.Stored(text[(at + 1)..end]), at));
                at = Math.Min(end + 1, text.Length);
            }
            else if (Array.Find(OtherSymbols, s => text[at] == s.Typed[0]) is { Meant: { } meant })
            {
                tokens.Add(new Token(TokenKind.Symbol, meant, at));
                at++;
            }
            else if (Array.Find(Symbols, s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0 && !IsGrouping(text, at)) is { } symbol)
            {
                tokens.Add(new Token(TokenKind.Symbol, symbol, at));
                at += symbol.Length;
            }
            else
            {
                at = Word(text, at, tokens);
            }
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
    }

    private static bool IsInvisible(string text, int at) => !char.IsSurrogate(text[at]) && text[at] != '\0'
        && !NormalText.IsVisible(text[at].ToString()) && NormalText.Stored(text[at].ToString()).Length == 0;

    /// <returns>Null where an apostrophe begins a word and no quote: 't Hooft.</returns>
    private static int? EndOfQuote(string text, int at, string closing)
    {
        if (!Single.Contains(text[at], StringComparison.Ordinal))
        {
            var next = text.AsSpan(at + 1).IndexOfAny(closing);
            return next < 0 ? text.Length : at + 1 + next;
        }

        for (var i = at + 2; i < text.Length; i++)
        {
            if (closing.Contains(text[i], StringComparison.Ordinal)
                && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) || text[i + 1] is ')' or ','))
            {
                return i;
            }
        }

        return null;
    }

    private static int Straight(string text, int at, List<Token> tokens)
    {
        var content = new System.Text.StringBuilder();
        var i = at + 1;
        for (; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                content.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                content.Append('"');
                i++;
            }
            else
            {
                break;
            }
        }

        tokens.Add(new Token(TokenKind.Quoted, NormalText.Stored(content.ToString()), at));
        return Math.Min(i + 1, text.Length);
    }

    private static int Word(string text, int at, List<Token> tokens)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end])
            && (IsGrouping(text, end) || "(),<>=!≥≤≠\"“”„«»".IndexOf(text[end], StringComparison.Ordinal) < 0))
        {
            end++;
        }

        end = Math.Max(end, at + 1); // a lone "!" is a word, so that the parser can point at it
        tokens.Add(new Token(TokenKind.Word, NormalText.Stored(text[at..end]), at));
        return end;
    }

    /// <summary>The comma in 10,000: a digit before it, exactly three after.</summary>
    private static bool IsGrouping(string text, int at) =>
        text[at] == ',' && at > 0 && char.IsAsciiDigit(text[at - 1]) && at + 3 < text.Length
        && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3])
        && (at + 4 == text.Length || !char.IsAsciiDigit(text[at + 4]));
}
