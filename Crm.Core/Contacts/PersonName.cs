using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Crm.Core.Contacts;

/// <summary>
/// First and last name out of what a mail says of a person, as a proposal for a form: people correct it there. Split by what is known (a
/// comma, titles, particles, capitals, the order of the script); where nothing is, two or three words are first names and a last name, and
/// all else is the last name.
/// </summary>
public sealed partial record PersonName(string? First, string? Last)
{
    /// <summary>Before a name; those of the second set only with their full stop, because people are called so as well.</summary>
    private static readonly FrozenSet<string> Titles = Set(
        "mr", "mrs", "ms", "miss", "mx", "sir", "dr", "prof", "professor", "dipl-ing", "univ-prof", "priv-doz", "herr", "frau", "mme",
        "mlle", "sra", "srta", "dott", "dottssa", "dra");

    private static readonly FrozenSet<string> DottedTitles = Set(
        "m", "fr", "hr", "sr", "ing", "dipl", "mag", "rer", "nat", "med", "habil", "hc", "h", "c", "phil", "jur", "rev", "hon", "capt",
        "col", "gen", "lt", "sgt", "pd");

    /// <summary>Behind a name: generations, degrees, offices. Two letters count in capitals only: Jack Ma has no degree.</summary>
    private static readonly FrozenSet<string> Suffixes = Set(
        "jr", "sr", "jnr", "snr", "junior", "senior", "ii", "iii", "iv", "2nd", "3rd", "phd", "dphil", "md", "mba", "msc", "ma", "bsc",
        "ba", "esq", "cpa", "cfa", "pe", "pmp", "jd", "llm", "llb", "dds", "dvm",
        "rn", "obe", "mbe", "cbe", "kc", "qc", "frs", "edd", "psyd", "mph", "cissp", "fca", "aca", "acca", "meng", "beng", "mphil", "dba",
        "emba", "bs", "ms", "mp", "ret");

    /// <summary>With these a last name begins; those of the second set also where they are written with a capital.</summary>
    private static readonly FrozenSet<string> Particles = Set(
        "van", "von", "vom", "zu", "zum", "zur", "de", "der", "den", "del", "della", "di", "da", "dal", "dalla", "do", "dos", "das", "du",
        "des", "le", "la", "les", "los", "las", "ten", "ter", "te", "op", "'t",
        "af", "av", "bin", "ibn", "al", "el", "bint");

    private static readonly FrozenSet<string> CapitalParticles = Set("van", "von", "de", "del", "della", "di", "du", "dos");

    /// <summary>Whoever is called so isn't a person.</summary>
    private static readonly FrozenSet<string> Organisations = Set(
        "gmbh", "ag", "kg", "ug", "ltd", "limited", "inc", "llc", "llp", "plc", "corp", "corporation", "company", "co", "sa", "sas", "sarl",
        "bv", "nv", "oy", "ab", "as", "aps", "spa", "srl", "team", "support", "service",
        "services", "sales", "info", "office", "helpdesk", "newsletter", "marketing", "billing", "accounts", "hr", "reception", "noreply",
        "no-reply", "notifications", "vertrieb", "buchhaltung", "einkauf", "kundenservice");

    /// <param name="shown">"Ann Miller", "Miller, Ann, Jr.", "Dr. Ann Miller (Contoso)"; often only the address again.</param>
    /// <param name="address">Its local part serves when nothing better is there: ann.miller becomes Ann Miller.</param>
    public static PersonName Guess(string? shown, string? address)
    {
        var name = NormalText.Line(Aside().Replace(NormalText.Line(shown).Replace("\0", "", StringComparison.Ordinal), " "))
            .Trim(' ', '\'', '"', '‘', '’', '“', '”', '„', ',', ';', '-', '–');
        if (name.Length == 0 || name.Contains('@', StringComparison.Ordinal))
        {
            return OfWords([.. Separators().Split((address ?? name).Split('@')[0]).Where(w => w.Length > 0).Select(Capital)]);
        }

        List<string> parts = [.. name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        while (parts.Count > 1
            && (parts[^1].Split(' ').All(IsHonour)
                || (IsOrganisation(parts[^1]) && parts[0].Contains(' ', StringComparison.Ordinal) && !IsOrganisation(parts[0]))))
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return parts switch
        {
            [var only] => OfWords(WithoutHonours(only)),
            [var last, var first] when !IsOrganisation($"{last} {first}") => OfComma(WithoutHonours(last), WithoutHonours(first)),
            _ => new PersonName(null, Fit(name)),
        };
    }

    /// <summary>"Berg, Hanna" and "Berg, Hanna van der".</summary>
    private static PersonName OfComma(List<string> last, List<string> first)
    {
        var particles = first.Skip(1).Reverse().TakeWhile(w => Particles.Contains(Bare(w)) && char.IsLower(w[0])).Count();
        var family = first.TakeLast(particles).Concat(last).ToList();
        var isLoud = family.TrueForAll(w => !w.Any(char.IsLower)) && first.Exists(w => w.Any(char.IsLower));
        return new PersonName(
            Fit(string.Join(' ', first.SkipLast(particles))), Fit(string.Join(' ', isLoud ? family.Select(Title) : family)));
    }

    private static PersonName OfWords(IReadOnlyList<string> words) => words switch
    {
        [] => new PersonName(null, null),
        [var only] => new PersonName(null, Fit(only)),
        _ when IsOrganisation(string.Join(' ', words)) => new PersonName(null, Fit(string.Join(' ', words))),
        _ when words.All(IsOfFamilyFirstScript) => new PersonName(Fit(string.Join(' ', words.Skip(1))), Fit(words[0])),
        _ when Capitals(words) is { } known => known,
        _ when ParticleAt(words) is > 0 and var at =>
            new PersonName(Fit(string.Join(' ', words.Take(at))), Fit(string.Join(' ', words.Skip(at)))),
        _ when words.Count <= 3 || words.Skip(1).SkipLast(1).All(IsInitial) =>
            new PersonName(Fit(string.Join(' ', words.SkipLast(1))), Fit(words[^1])),
        _ => new PersonName(null, Fit(string.Join(' ', words))),
    };

    /// <summary>
    /// "MOREAU Paul": the capitals are the last name, where other words are written in both cases. Where all are capitals, they say
    /// nothing.
    /// </summary>
    private static PersonName? Capitals(IReadOnlyList<string> words)
    {
        if (words.All(w => !w.Any(char.IsLower)))
        {
            return words.Any(IsUpper) ? OfWords([.. words.Select(Title)]) : null;
        }

        List<string> upper = [.. words.Where(IsUpper)], other = [.. words.Where(w => !IsUpper(w))];
        var isAtOneEnd = upper.Count > 0
            && (words.Take(upper.Count).SequenceEqual(upper) || words.TakeLast(upper.Count).SequenceEqual(upper));
        return isAtOneEnd && other.Exists(o => !Particles.Contains(Bare(o)))
            ? new PersonName(Fit(string.Join(' ', other)), Fit(string.Join(' ', upper.Select(Title))))
            : null;
    }

    /// <summary>Where the last name begins: at the first particle that stands behind a first name.</summary>
    private static int ParticleAt(IReadOnlyList<string> words)
    {
        for (var i = 1; i < words.Count - 1; i++)
        {
            if (CapitalParticles.Contains(Bare(words[i])) || (Particles.Contains(Bare(words[i])) && !words[i].Any(char.IsUpper)))
            {
                return i;
            }
        }

        return -1;
    }

    private static List<string> WithoutHonours(string part)
    {
        List<string> words = [.. part.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        while (words.Count > 1 && IsTitle(words[0]))
        {
            words.RemoveAt(0);
        }

        while (words.Count > 2 && IsSuffix(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        return words;
    }

    private static bool IsHonour(string word) => IsSuffix(word) || IsTitle(word);

    private static bool IsTitle(string word) => Titles.Contains(Bare(word)) || (word.EndsWith('.') && DottedTitles.Contains(Bare(word)));

    private static bool IsSuffix(string word) => Suffixes.Contains(Bare(word))
        && (Bare(word) is { Length: > 2 } or "jr" or "sr" || IsUpper(word));

    private static bool IsOrganisation(string name) => name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) is var words
        && words.Where((w, i) => i > 0 || words.Length == 1)
        .Any(w => Organisations.Contains(Bare(w)) && (Bare(w).Length > 2 || IsUpper(w) || w.EndsWith('.')));

    /// <summary>Chinese, Japanese and Korean names are written with the family name first.</summary>
    private static bool IsOfFamilyFirstScript(string word) =>
        word.All(c => c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF'));

    private static bool IsInitial(string word) => word.TrimEnd('.').Length == 1;

    /// <summary>Two capital letters at the least: an initial is none.</summary>
    private static bool IsUpper(string word) => word.Count(char.IsUpper) > 1 && !word.Any(char.IsLower);

    /// <summary>O'BRIEN: O'Brien; MÜLLER-LÜDENSCHEIDT: Müller-Lüdenscheidt. What has small letters stays.</summary>
    private static string Title(string word) => !IsUpper(word) ? word
        : WordPart().Replace(word, m => char.ToUpperInvariant(m.Value[0]) + m.Value[1..].ToLowerInvariant());

    private static string Bare(string word) => word.Trim('.', ',', '(', ')').Replace(".", "", StringComparison.Ordinal).Replace('’', '\'')
        .ToLowerInvariant();

    private static string Capital(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];

    private static string? Fit(string part) => part.Trim() switch
    {
        "" => null,
        { Length: > Contact.NameLength } longer => longer[..Contact.NameLength],
        var fits => fits,
    };

    private static FrozenSet<string> Set(params IEnumerable<string> words) => words.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What stands beside a name: remarks in brackets, the firm behind a bar, a list that rewrote the sender.</summary>
    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]|\s*[|•·].*$|\s[vV]ia\s.*$|\s[-–—/@]\s.*$|\p{Cc}")]
    private static partial Regex Aside();

    [GeneratedRegex(@"[._\-+0-9]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*")]
    private static partial Regex WordPart();
}
