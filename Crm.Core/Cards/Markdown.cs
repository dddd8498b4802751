using System.Buffers;
using System.Text;

namespace Crm.Core.Cards;

/// <summary>Text blocks and facts are markdown (a subset: emphasis, links, lists). What people typed must show as they typed it.</summary>
public static class Markdown
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
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                if (escaped.Length > 0 && escaped[^1] != ' ')
                {
                    escaped.Append(' ');
                }
            }
            else
            {
                if (Special.Contains(c))
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
