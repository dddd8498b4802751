using System.Text.RegularExpressions;

namespace Crm.Core.Matching;

/// <summary>
/// The lines of a mail that are its author's signature: behind "-- " (RFC 3676 4.3) or behind the words that close a letter, before
/// whatever the law asks for. A thread that is quoted below is somebody else's.
/// </summary>
internal static partial class SignatureBlock
{
    private const int MostLines = 16;

    /// <summary>A longer line is a sentence.</summary>
    private const int LongestLine = 160;

    /// <summary>Lines of a header that is quoted (From:, Sent:, To:).</summary>
    private const int HeaderLines = 4;

    /// <summary>Between a closing with a name and the "-- " of a signature that is always the same.</summary>
    private const int MostBetween = 6;

    /// <returns>Nothing where no signature begins.</returns>
    public static IReadOnlyList<string> Of(string text)
    {
        var lines = Written([.. NormalText.Stored(text).Split('\n').Select(l => l.Trim(' ', '\t', '\r', '*', '_'))]);
        if (Start(lines) is not { } start)
        {
            return [];
        }

        List<string> block = [.. start.First is { } first ? [first] : Array.Empty<string>()];
        foreach (var line in lines.Skip(start.At))
        {
            if (SignatureWords.IsDisclaimer(line) || line.Length > LongestLine || block.Count == MostLines || Postscript().IsMatch(line))
            {
                break;
            }

            if (line.Any(char.IsLetterOrDigit) && !MobileFooter().IsMatch(line))
            {
                block.Add(line);
            }
        }

        return block;
    }

    /// <summary>What the author wrote: lines with a quotation mark are left out, and all that stands below a quoted head.</summary>
    private static List<string> Written(List<string> lines)
    {
        var own = new List<string>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith('>'))
            {
                continue;
            }

            if (AttributionAt(lines, i) is > 0 and var length)
            {
                // The answer may stand below what it quotes, where that is marked line by line.
                if (lines.Skip(i + length).FirstOrDefault(l => l.Length > 0)?.StartsWith('>') != true)
                {
                    break;
                }

                i += length - 1;
                continue;
            }

            if (IsQuotedHead(lines, i))
            {
                break;
            }

            own.Add(lines[i]);
        }

        return own;
    }

    /// <summary>"On Monday Ann wrote:" stands on one line or on two.</summary>
    /// <returns>How many lines it has; 0 where there is none.</returns>
    private static int AttributionAt(List<string> lines, int i) =>
        Attribution().IsMatch(lines[i]) ? 1
        : i + 1 < lines.Count && lines[i].Length > 0 && !lines[i].EndsWith(':') && lines[i + 1].EndsWith(':')
            && Attribution().IsMatch($"{lines[i]} {lines[i + 1]}") ? 2
        : 0;

    private static bool IsQuotedHead(List<string> lines, int i) => OriginalMessage().IsMatch(lines[i])
        || (HeaderFrom().IsMatch(lines[i]) && lines.Skip(i + 1).Take(HeaderLines).Any(HeaderSent().IsMatch));

    private static (int At, string? First)? Start(List<string> lines)
    {
        var dashes = lines.FindLastIndex(l => l is "--");
        var (closing, thanks) = (Last(lines, SignatureWords.IsClosing), Last(lines, SignatureWords.IsThanks));
        var formula = closing ?? thanks;
        if (dashes < 0 || formula?.At > dashes)
        {
            return formula;
        }

        return formula is { } near && lines.Skip(near.At).Take(dashes - near.At + 1).Count(l => l.Length > 0) <= MostBetween
            ? near
            : (dashes + 1, null);
    }

    private static (int At, string? First)? Last(List<string> lines, Func<string, bool> isFormula)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (Closing(lines[i], isFormula) is { } closing)
            {
                return (i + 1, closing.Name);
            }
        }

        return null;
    }

    /// <summary>Whether the line closes the letter, and the name that may stand on it.</summary>
    private static (string? Name, bool Is)? Closing(string line, Func<string, bool> isFormula)
    {
        if (line.Length is 0 or > LongestLine)
        {
            return null;
        }

        // "Mit freundlichen Grüßen / Kind regards"
        if (line.Split(['/', '|']).All(part => isFormula(SignatureWords.Fold(part))))
        {
            return (null, true);
        }

        List<(string Word, string Folded)> words = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(w => (w, string.Concat(SignatureWords.Words(w)))).Where(w => w.Item2.Length > 0)];
        for (var count = Math.Min(5, words.Count - 1); count > 0; count--)
        {
            if (isFormula(string.Join(' ', words.Take(count).Select(w => w.Folded))) && Rest([.. words.Skip(count)]) is { } rest)
            {
                return rest;
            }

            // "Ich freue mich auf Ihre Antwort und verbleibe mit freundlichen Grüßen"
            if (count > 1 && isFormula(string.Join(' ', words.TakeLast(count).Select(w => w.Folded))))
            {
                return (null, true);
            }
        }

        return null;
    }

    private static (string? Name, bool Is)? Rest(List<(string Word, string Folded)> rest)
    {
        var named = SignatureWords.IsPossessive(rest[0].Folded) ? rest.Skip(1).ToList() : rest;
        return SignatureWords.GoesOn(rest[0].Folded) ? rest.Count <= 8 ? (null, true) : null
            : named.Count is > 0 and <= 4 && named.TrueForAll(w => char.IsUpper(w.Word[0]))
            ? (string.Join(' ', named.Select(w => w.Word)), true)
            : null;
    }

    [GeneratedRegex(
        @"^((on|am|le|el|il|em|op|den|på|w dniu|dnia)\b.{4,250}"
        + @"\b(wrote|schrieb|écrit|escribió|scritto|scrisse|escreveu|schreef|skrev|napisał)"
        + @"|.{3,200}\b(schrieb am|wrote on|a écrit le|escribió el|ha scritto il))\b.*:$", RegexOptions.IgnoreCase)]
    private static partial Regex Attribution();

    [GeneratedRegex(
        @"^[-\s]*(original message|ursprüngliche nachricht|original-?nachricht|message d'origine|message original|mensaje original"
        + @"|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|(begin )?forwarded message"
        + @"|(anfang der )?weitergeleiteten? nachricht|message transféré|mensaje reenviado|messaggio inoltrato)[-\s]*:?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(@"^(from|von|de|da|van|från|fra|od)\s?:\*?\s*\S", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderFrom();

    [GeneratedRegex(@"^(sent|gesendet|date|datum|envoyé|enviado|inviato|data|fecha|verzonden|skickat|sendt|wysłano)( el| le)?\s?:",
        RegexOptions.IgnoreCase)]
    private static partial Regex HeaderSent();

    [GeneratedRegex(
        @"^(sent|get|gesendet|von meinem|envoyé|enviado|inviato|verzonden|skickat|sendt|diese nachricht wurde von|scarica|télécharge)"
        + @"\b.*\b(iphone|ipad|android\w*|samsung|galaxy|smartphone|handy|mobile?|mobil\w*|outlook|blackberry|gmx|yahoo|huawei|tablet"
        + @"|telefon|teléfono|téléphone|cellulare|móvil|mail)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MobileFooter();

    [GeneratedRegex(@"^p\.?\s?s\.?\s?:", RegexOptions.IgnoreCase)]
    private static partial Regex Postscript();
}
