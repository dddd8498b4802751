using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Core.Contacts;

/// <summary>First and last name out of what a mail says of a person, as a proposal for a form: people correct it there.</summary>
public sealed partial record PersonName(string? First, string? Last)
{
    /// <param name="shown">"Ann Miller", "Miller, Ann", "Ann Miller (Contoso)"; often only the address again.</param>
    /// <param name="address">Its local part serves when nothing better is there: ann.miller becomes Ann Miller.</param>
    public static PersonName Guess(string? shown, string? address)
    {
        var name = Spaces().Replace(Aside().Replace(shown ?? "", " "), " ").Trim(' ', '\'', '"', ',');
        if (name.Length == 0 || name.Contains('@', StringComparison.Ordinal))
        {
            return OfWords(Separators().Split((address ?? name).Split('@')[0]).Where(w => w.Length > 0).Select(Capital));
        }

        return name.Split(',') is [var last, var first] ? new PersonName(Fit(first), Fit(last)) : OfWords(name.Split(' '));
    }

    private static PersonName OfWords(IEnumerable<string> words) => words.ToList() switch
    {
        [] => new PersonName(null, null),
        [var only] => new PersonName(Fit(only), null),
        var several => new PersonName(Fit(string.Join(' ', several[..^1])), Fit(several[^1])),
    };

    private static string Capital(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];

    private static string? Fit(string part) => part.Trim() switch
    {
        "" => null,
        { Length: > Contact.NameLength } longer => longer[..Contact.NameLength],
        var fits => fits,
    };

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]|\||\s[vV]ia\s.*$|\p{Cc}")]
    private static partial Regex Aside();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[._\-+0-9]+")]
    private static partial Regex Separators();
}
