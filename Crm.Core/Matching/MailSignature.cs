using System.Text.RegularExpressions;
using Crm.Core.Contacts;

namespace Crm.Core.Matching;

/// <summary>
/// What a mail's signature says of its author. It counts only where it is signed with the author's own name, and what is not beyond doubt
/// is left out. No database, no clock: the same text has the same answer (signatures.txt of the tests).
/// </summary>
/// <param name="Name">As it is signed; null where that is no full name.</param>
/// <param name="Title">What they are in their firm.</param>
/// <param name="Phone">In international notation.</param>
/// <param name="Mobile"><inheritdoc cref="MailSignature" path="/param[@name='Phone']"/></param>
public sealed partial record MailSignature(PersonName? Name, string? Title, string? Phone, string? Mobile)
{
    /// <summary>The name stands in one of the first lines.</summary>
    private const int NameWithin = 3;

    private const int TitleWithin = 3;
    private const int LongestTitle = 80;
    private const int MostTitleWords = 10;
    private const int MostNameWords = 7;

    public static MailSignature None { get; } = new(null, null, null, null);

    /// <param name="text">What the author wrote, quoted mails below it included.</param>
    /// <param name="shown">The name that the mail shows of its author.</param>
    /// <param name="address">The author's.</param>
    /// <param name="country">Of phone numbers that do not say theirs, ISO 3166-1 alpha-2.</param>
    public static MailSignature Read(string text, string? shown, string address, string? country)
    {
        var lines = SignatureBlock.Of(text);
        List<int> signed = [.. Enumerable.Range(0, Math.Min(NameWithin, lines.Count)).Where(i => IsSignedBy(lines[i], shown, address))];
        var at = signed.Count == 0 ? -1 : signed.FindIndex(i => FullName(NamePart(lines[i])) is not null) is >= 0 and var full
            ? signed[full]
            : signed[0];
        if (at < 0)
        {
            return None;
        }

        var (phone, mobile) = SignatureNumbers.In([.. lines.Skip(at)], country);
        return new MailSignature(FullName(NamePart(lines[at])), TitleOf(lines, at, address), phone, mobile);
    }

    /// <summary>First and last name, where the text is a person's name and has both.</summary>
    public static PersonName? FullName(string? shown) => shown is null || shown.Contains('@', StringComparison.Ordinal)
        || shown.Any(char.IsDigit) || PersonName.Guess(shown, null) is not { First: not null, Last: not null } name ? null : name;

    /// <summary>
    /// It begins with a word of the name that the mail shows; where that shows no full one, it is a full name that fits the address.
    /// </summary>
    private static bool IsSignedBy(string line, string? shown, string address)
    {
        var part = NamePart(line);
        List<string> words = [.. SignatureWords.Words(part)];
        if (part.Any(char.IsDigit) || part.Contains('@', StringComparison.Ordinal) || words.Count is 0 or > MostNameWords
            || LegalForms.StandsBehind([words[^1]]))
        {
            return false;
        }

        if (FullName(shown) is { } known)
        {
            var names = SignatureWords.Words($"{known.First} {known.Last}").Where(w => w.Length > 1).ToList();
            return words.SkipWhile(SignatureWords.IsHonour).FirstOrDefault() is { } first && names.Contains(first);
        }

        var local = string.Concat(SignatureWords.Words(address[..address.LastIndexOf('@')]));
        return FullName(part) is { } signed
            && SignatureWords.Words($"{signed.First} {signed.Last}").Any(w => w.Length > 2 && local.Contains(w, StringComparison.Ordinal));
    }

    /// <summary>What stands on the line before a title, without "on behalf of".</summary>
    private static string NamePart(string line) => OnBehalf().Replace(NameLine().Split(line)[0], "").Trim();

    private static string? TitleOf(IReadOnlyList<string> lines, int at, string address) =>
        NameLine().Split(lines[at]).Skip(1)
            .Concat(lines.Skip(at + 1).Take(TitleWithin).TakeWhile(l => !Details().IsMatch(l)).SelectMany(l => Line().Split(l)))
            .Concat(at > 0 ? [lines[at - 1]] : [])
            .Select(part => TitleOf(part, address)).FirstOrDefault(title => title is not null);

    private static string? TitleOf(string part, string address)
    {
        var title = WithoutFirm(AtFirm().Replace(part, "").Trim(' ', ',', '.', '-', '–'), address);
        List<string> words = [.. SignatureWords.Words(title)];
        return words.Count is > 0 and <= MostTitleWords && title.Length <= LongestTitle && char.IsUpper(title[0])
            && !title.Any(char.IsDigit) && title.IndexOfAny(['@', ':', '!', '?']) < 0 && words.Exists(SignatureWords.IsTitle)
            && !LegalForms.StandsBehind([words[^1]]) ? title : null;
    }

    /// <summary>"Sales Manager, Litware": the last part is the address's domain, or has a legal form.</summary>
    private static string WithoutFirm(string title, string address)
    {
        var comma = title.LastIndexOf(',');
        if (comma < 0)
        {
            return title;
        }

        List<string> last = [.. SignatureWords.Words(title[comma..])];
        return last.Count > 0 && (LegalForms.StandsBehind([last[^1]])
            || address[address.LastIndexOf('@')..].Contains(string.Concat(last), StringComparison.Ordinal)) ? title[..comma].Trim() : title;
    }

    /// <summary>"i. A.", "i.V.", "ppa.": German for whose word it is; "Ihr", as in "yours".</summary>
    [GeneratedRegex(@"^\s*(i\.\s?[av]\.?|ppa\.?|p\.\s?p\.?|gez\.|ihre?|deine?|eure?|votre)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex OnBehalf();

    [GeneratedRegex(@"\s*[|•·,;\t]\s*|\s+[-–—/]\s+|\s{2,}")]
    private static partial Regex NameLine();

    [GeneratedRegex(@"\s*[|•·\t]\s*|\s{2,}")]
    private static partial Regex Line();

    [GeneratedRegex(@"\s+(at|@|bei|chez|presso)\s+.*$")]
    private static partial Regex AtFirm();

    /// <summary>Where numbers and addresses begin, titles end.</summary>
    [GeneratedRegex(@"@|www\.|https?:|[0-9]{4}", RegexOptions.IgnoreCase)]
    private static partial Regex Details();
}
