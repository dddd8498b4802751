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
/// written twice; typographic quotes, which phones type by themselves, end at the next one.
/// </summary>
internal static class FilterLexer
{
    private static readonly string[] Symbols = [">=", "<=", "!=", "<>", ">", "<", "=", "(", ")", ","];

    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text[at] == '"')
            {
                at = Straight(text, at, tokens);
            }
            else if (text[at] is '“' or '”')
            {
                at = Curly(text, at, tokens);
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

        tokens.Add(new Token(TokenKind.Quoted, content.ToString(), at));
        return Math.Min(i + 1, text.Length);
    }

    private static int Curly(string text, int at, List<Token> tokens)
    {
        var end = text.IndexOfAny(['“', '”'], at + 1);
        end = end < 0 ? text.Length : end;
        tokens.Add(new Token(TokenKind.Quoted, text[(at + 1)..end], at));
        return Math.Min(end + 1, text.Length);
    }

    private static int Word(string text, int at, List<Token> tokens)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && (IsGrouping(text, end) || "(),<>=!\"“”".IndexOf(text[end], StringComparison.Ordinal) < 0))
        {
            end++;
        }

        end = Math.Max(end, at + 1); // a lone "!" is a word, so that the parser can point at it
        tokens.Add(new Token(TokenKind.Word, text[at..end], at));
        return end;
    }

    /// <summary>The comma in 10,000: a digit before it, exactly three after.</summary>
    private static bool IsGrouping(string text, int at) =>
        text[at] == ',' && at > 0 && char.IsAsciiDigit(text[at - 1]) && at + 3 < text.Length
        && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3])
        && (at + 4 == text.Length || !char.IsAsciiDigit(text[at + 4]));
}
