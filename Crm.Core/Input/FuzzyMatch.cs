namespace Crm.Core.Input;

/// <summary>
/// What somebody probably meant to type. A slip of the finger is one letter wrong, missing, too many, or two swapped: the optimal string
/// alignment distance.
/// </summary>
public static class FuzzyMatch
{
    private const int MostSlips = 2;
    private const int TooFar = 99;

    /// <summary>Whether <paramref name="typed"/> is this word, case ignored. Words of up to four letters must be right.</summary>
    public static bool Matches(string typed, string meant, int forgiven = 1) =>
        typed.Equals(meant, StringComparison.OrdinalIgnoreCase) || (meant.Length > 4 && Distance(typed, meant) <= forgiven);

    /// <summary>
    /// The name that <paramref name="typed"/> was probably meant to be: at most two slips, and fewer than half of its letters.
    /// </summary>
    public static string? Nearest(string typed, IEnumerable<string> names)
    {
        if (typed.Length is < 2 or > 100)
        {
            return null;
        }

        var (name, slips) = names.Select(n => (Name: n, Slips: Distance(n, typed)))
            .DefaultIfEmpty((Name: "", Slips: TooFar)).MinBy(n => n.Slips);
        return slips <= MostSlips && slips * 2 < typed.Length ? name : null;
    }

    /// <summary>Slips that make one of the other, case ignored; 99 where the lengths differ by more than 3.</summary>
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3)
        {
            return TooFar;
        }

        var (x, y) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        var d = new int[x.Length + 1, y.Length + 1];
        for (var i = 0; i <= x.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= y.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= x.Length; i++)
        {
            for (var j = 1; j <= y.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[x.Length, y.Length];
    }
}
