using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Core.Cards;

/// <summary>Text blocks and facts are markdown (a subset: emphasis, links, lists). What people typed must show as they typed it.</summary>
public static partial class Markdown
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_[]()<>~#|!");

    /// <summary>Escapes emphasis, links, headings and list markers; line ends become spaces, control characters go.</summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c))
            {
                if (escaped.Length > 0 && escaped[^1] != ' ')
                {
                    escaped.Append(' ');
                }
            }
            else
            {
                if (Special.Contains(c) || (c == '&' && Entity().IsMatch(text, i)))
                {
                    escaped.Append('\\');
                }

                escaped.Append(c);
            }
        }

        return StartsList(escaped) ? escaped.Insert(ListMark(escaped), '\\').ToString() : escaped.ToString();
    }

    /// <summary>At most <paramref name="length"/> characters of what people typed, escaped.</summary>
    public static string Short(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return Escape(text);
        }

        var cut = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return Escape(text[..cut].TrimEnd()) + "…";
    }

    /// <summary>The same in lines as they were written; an empty line more or less says nothing.</summary>
    public static string Lines(string? text, int length) =>
        string.Join("\n\n", Short(text?.ReplaceLineEndings("\n").Replace('\n', LineEnd), length)
            .Split(LineEnd, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Escaped));

    /// <summary>Stands for a line's end while the text is escaped: a private character that <see cref="Escape"/> leaves alone.</summary>
    private const char LineEnd = '\uE000';

    /// <summary>Only the first line was looked at for the mark of a list.</summary>
    private static string Escaped(string line, int at) => at > 0 && line[0] != '\\' && StartsList(new StringBuilder(line))
        ? line.Insert(ListMark(new StringBuilder(line)), "\\")
        : line;

    /// <summary>&amp;copy; would be shown as the sign it names.</summary>
    [GeneratedRegex("\\G&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", RegexOptions.IgnoreCase)]
    private static partial Regex Entity();

    private static bool StartsList(StringBuilder text)
    {
        var mark = ListMark(text);
        return mark < text.Length && (text[mark] is '-' or '+' || (mark > 0 && text[mark] == '.'));
    }

    private static int ListMark(StringBuilder text)
    {
        var i = 0;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i;
    }
}
