using System.Collections.Frozen;
using System.Text;

namespace Crm.Core.Input;

/// <summary>The database's and the specification's spelling of an enum (IN_PROGRESS), and the one for people (In progress).</summary>
public static class UpperSnakeCase
{
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>The same for a value whose type is known at run time only.</summary>
    public static string OfAny(Enum value) => Spell(value.ToString());

    public static string Label<T>(T value)
        where T : struct, Enum
    {
        var words = Of(value).Replace('_', ' ');
        return words[0] + words[1..].ToLowerInvariant();
    }

    /// <summary>Reads IN_PROGRESS, "in progress" and InProgress alike.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(text.Trim().Replace(' ', '_'), out value)
        || Names<T>.ByName.TryGetValue(Spell(text.Trim()), out value);

    public static T Parse<T>(string text)
        where T : struct, Enum =>
        TryParse<T>(text, out var value) ? value : throw new FormatException($"'{text}' isn't a {typeof(T).Name}.");

    private static string Spell(string name)
    {
        var spelt = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && spelt.Length > 0 && spelt[^1] != '_')
            {
                spelt.Append('_');
            }

            spelt.Append(char.ToUpperInvariant(c));
        }

        return spelt.ToString();
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>()
            .ToFrozenDictionary(v => v, v => Spell(v.ToString()));
        public static readonly FrozenDictionary<string, T> ByName =
            ByValue.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.OrdinalIgnoreCase);
    }
}
