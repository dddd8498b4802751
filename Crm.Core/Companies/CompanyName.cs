namespace Crm.Core.Companies;

/// <summary>
/// What a company is called, apart from its legal form: "litware inc." and "Litware, Inc" and "LITWARE GmbH" are one name.
/// </summary>
public sealed class CompanyName
{
    /// <summary>Shorter words have too many neighbours that are words themselves.</summary>
    private const int ShortestSlip = 5;

    /// <summary>Articles, and the "and" of firms of several people.</summary>
    private static readonly string[] Silent = ["the", "and", "und", "et", "y", "e", "och", "og", "i"];

    private readonly IReadOnlyList<string> words;

    private CompanyName(IReadOnlyList<string> written)
    {
        words = [.. written.Select(NameWords.Plain)];
        Key = string.Concat(words);
        Text = string.Join(' ', written);
    }

    /// <summary>The words of the name as one, without accents.</summary>
    public string Key { get; }

    /// <summary>The words as they were written, to search with.</summary>
    public string Text { get; }

    public static CompanyName Of(string? name)
    {
        var all = NameWords.Of(LegalForms.Unspaced.Aggregate(name ?? "",
            (text, form) => text.Replace(form, $" {form} ", StringComparison.Ordinal)));
        return Telling(WithoutForms(all)) is { Count: > 0 } telling ? new CompanyName(telling)
            : new CompanyName(Telling(all) is { Count: > 0 } formal ? WithoutForms(formal) : all);
    }

    private static List<string> Telling(IReadOnlyList<string> words) => [.. words.Where(w => !Silent.Contains(w))];

    public bool IsSameAs(CompanyName other) => Key.Length > 0
        && (Key == other.Key || (words.Count > 1 && words.Order(StringComparer.Ordinal)
        .SequenceEqual(other.words.Order(StringComparer.Ordinal))));

    /// <summary>The same, or one slip of the pen away in one word.</summary>
    public bool IsLike(CompanyName other) => IsSameAs(other)
        || (words.Count == other.words.Count ? words.Zip(other.words).Where(w => w.First != w.Second).ToList() is [var (one, two)]
            && IsSlip(one, two) : IsSlip(Key, other.Key));

    private static bool IsSlip(string a, string b) => Math.Min(a.Length, b.Length) >= ShortestSlip && NameWords.IsSlip(a, b);

    /// <summary>Forms at the end, then at the beginning ("AB Volvo"); a name that is nothing but a form stays.</summary>
    private static IReadOnlyList<string> WithoutForms(IReadOnlyList<string> words)
    {
        var (from, to) = (0, words.Count);
        while (Longest(to - from, length => LegalForms.StandsBehind(words.Skip(to - length).Take(length))) is > 0 and var behind)
        {
            to -= behind;
        }

        while (Longest(to - from, length => LegalForms.StandsBefore(words.Skip(from).Take(length))) is > 0 and var before)
        {
            from += before;
        }

        return [.. words.Skip(from).Take(to - from)];
    }

    private static int Longest(int there, Func<int, bool> isForm)
    {
        for (var length = Math.Min(LegalForms.MostWords, there - 1); length > 0; length--)
        {
            if (isForm(length))
            {
                return length;
            }
        }

        return 0;
    }
}
