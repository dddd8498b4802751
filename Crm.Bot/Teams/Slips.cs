namespace Crm.Bot.Teams;

/// <summary>A slip of the finger: one letter wrong, missing, too many, or two swapped. Short words must be right.</summary>
internal static class Slips
{
    public static bool Is(string typed, string meant, int forgiven = 1) =>
        typed.Equals(meant, StringComparison.OrdinalIgnoreCase)
        || (meant.Length > 4 && Distance(typed.ToUpperInvariant(), meant.ToUpperInvariant()) <= forgiven);

    /// <summary>Optimal string alignment distance.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
        {
            return int.MaxValue;
        }

        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
