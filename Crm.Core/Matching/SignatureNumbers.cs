using System.Buffers;
using System.Text.RegularExpressions;

namespace Crm.Core.Matching;

/// <summary>The phone numbers of a signature, by the words that stand before them.</summary>
internal static partial class SignatureNumbers
{
    private static readonly SearchValues<char> Parts = SearchValues.Create("|•·;,\t");

    private static readonly HashSet<string> Phones = Labels(
        "tel", "telefon", "telefono", "telephone", "telefonnummer", "phone", "ph", "t", "p", "fon", "office", "o", "work", "buro", "bureau",
        "oficina", "ufficio", "tlf", "tfn", "tfno", "tf", "fixe", "festnetz", "fijo", "fisso", "landline", "telefoon", "puh");

    private static readonly HashSet<string> Direct = Labels(
        "direct", "direkt", "durchwahl", "did", "dw", "directe", "directo", "diretto", "d");

    private static readonly HashSet<string> Mobiles = Labels(
        "mobile", "mobil", "mobilnummer", "mob", "cell", "cellphone", "cellular", "cellulare", "cel", "celular", "handy", "handynummer",
        "m", "c", "gsm", "portable", "port", "movil", "mobiel", "natel", "whatsapp", "matkapuhelin", "funk");

    private static readonly HashSet<string> Faxes = Labels("fax", "telefax", "faxnummer", "telecopie", "f", "telefaks");

    /// <summary>Whoever calls there reaches a firm.</summary>
    private static readonly HashSet<string> OfFirms = Labels(
        "zentrale", "hotline", "service", "support", "switchboard", "standard", "centralita", "centralino", "main", "reception", "empfang",
        "notfall", "emergency", "helpdesk", "kundenservice", "tollfree", "free");

    private static readonly HashSet<string> Fillers = Labels("number", "nummer", "nr", "no", "num", "numero");

    private static readonly SearchValues<char> Telephones = SearchValues.Create("☎✆☏");

    private enum Kind
    {
        Phone,
        Direct,
        Mobile,
        OfFirm,

        /// <summary>Nothing says whose it is; alone, with its country, it is a phone.</summary>
        Bare,
        None,
    }

    /// <param name="lines">From the name on.</param>
    /// <param name="country">Of numbers that do not say theirs, ISO 3166-1 alpha-2.</param>
    public static (string? Phone, string? Mobile) In(IReadOnlyList<string> lines, string? country)
    {
        var found = new List<(Kind Kind, string Number)>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (!SignatureWords.IsRegister(lines[i]))
            {
                found.AddRange(OfLine(lines[i], i > 0 ? lines[i - 1] : "", country));
            }
        }

        List<string> bare = [.. Of(Kind.Bare).Distinct()];
        var phone = Of(Kind.Direct).FirstOrDefault() ?? Of(Kind.Phone).FirstOrDefault() ?? (bare.Count == 1 ? bare[0] : null);
        return (phone, Of(Kind.Mobile).FirstOrDefault() is { } mobile && mobile != phone ? mobile : null);

        IEnumerable<string> Of(Kind kind) => found.Where(f => f.Kind == kind).Select(f => f.Number);
    }

    private static IEnumerable<(Kind Kind, string Number)> OfLine(string line, string above, string? country)
    {
        var from = 0;
        foreach (Match match in Number().Matches(line))
        {
            var before = line[from..match.Index];
            before = before[(before.AsSpan().LastIndexOfAny(Parts) + 1)..];
            from = match.Index + match.Length;
            var kind = KindOf(before, line[from..], above);
            var saysItsCountry = match.Value[0] is '+' || match.Value.StartsWith("00", StringComparison.Ordinal);
            if (kind is not Kind.None && (kind is not Kind.Bare || saysItsCountry)
                && PhoneText.ReadCertain(match.Value, country) is { } number)
            {
                yield return (kind, number);
            }
        }
    }

    private static Kind KindOf(string before, string after, string above)
    {
        if (before.Contains("📱", StringComparison.Ordinal))
        {
            return Kind.Mobile;
        }

        if (before.AsSpan().ContainsAny(Telephones) || before.Contains("📞", StringComparison.Ordinal))
        {
            return Kind.Phone;
        }

        List<string> words = [.. SignatureWords.Words(before).Where(w => !Fillers.Contains(w) && !w.All(char.IsDigit))];
        if (words.Count == 0 && Aside().Match(after) is { Success: true } aside)
        {
            words = [.. SignatureWords.Words(aside.Groups[1].Value)];
        }

        // "Fax" may stand on a line of its own.
        if (words.Count == 0 && SignatureWords.Words(above).ToList() is [var only] && KindOf(only, "") is not Kind.None)
        {
            words = [only];
        }

        return words.Count == 0 ? Kind.Bare : KindOf(words[^1], words.Count > 1 ? words[^2] : "");
    }

    private static Kind KindOf(string label, string before) =>
        Faxes.Contains(label) ? Phones.Contains(before) && before.Length > 1 ? Kind.Phone : Kind.None
        : Mobiles.Contains(label) ? Kind.Mobile
        : Direct.Contains(label) ? Kind.Direct
        : OfFirms.Contains(label) ? Kind.OfFirm
        : !Phones.Contains(label) ? Kind.None
        : OfFirms.Contains(before) ? Kind.OfFirm
        : Mobiles.Contains(before) && before.Length > 1 ? Kind.Mobile
        : Direct.Contains(before) && before.Length > 1 ? Kind.Direct
        : Kind.Phone;

    private static HashSet<string> Labels(params string[] words) => new(words, StringComparer.Ordinal);

    [GeneratedRegex(@"(?<![\p{L}\p{N}@./+])\+?\s?\(?[0-9][0-9 ()./\-–]{4,24}[0-9](?![\p{L}\p{N}])")]
    private static partial Regex Number();

    /// <summary>"+49 171 1234567 (mobil)".</summary>
    [GeneratedRegex(@"^\s*\(([\p{L} .]{1,20})\)")]
    private static partial Regex Aside();
}
