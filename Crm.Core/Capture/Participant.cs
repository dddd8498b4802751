using System.Globalization;
using System.Text;
using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>Somebody on a mail or in a meeting whose address is known, in lower case.</summary>
public sealed record Participant(string Address, string? Name, ParticipantKind Kind, ParticipantResponse? Response = null)
{
    /// <summary>A mail to a whole company is not stored with a thousand rows.</summary>
    public const int Most = 500;

    public const int AddressLength = 320;

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>
    /// Null for what is no address: a name alone, an X.500 name (/O=EXCHANGELABS/...) of an internal sender, an empty string.
    /// A plus-address stays as it is: it may be somebody of its own.
    /// </summary>
    public static Participant? Parse(string? address, string? name, ParticipantKind kind, ParticipantResponse? response = null)
    {
        var text = Visible(Clean(address)).Trim(' ', '<', '>', '\'', '"').ToLowerInvariant();
        text = text.StartsWith("mailto:", StringComparison.Ordinal) ? text[7..] : text;
        var at = text.LastIndexOf('@');
        return at < 1 || at == text.Length - 1 || text.Length > AddressLength || text[0] == '/' || text.Any(char.IsWhiteSpace)
            ? null
            : new Participant(text, Clean(name).Trim() is { Length: > 0 } shown ? shown : null, kind, response);
    }

    /// <summary>Each address once a kind, and in one kind of receiving only: who is in To and Cc is in To.</summary>
    public static IReadOnlyList<Participant> Distinct(IEnumerable<Participant?> people)
    {
        var seen = new HashSet<(string, bool)>();
        return [.. people.OfType<Participant>().Where(p => seen.Add((p.Address, IsAuthor(p.Kind)))).Take(Most)];
    }

    /// <summary>Characters that the database refuses (NUL, halves of surrogate pairs) leave the text.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is not 0 and not 0xFFFD)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    /// <summary>Addresses that were copied from a page carry signs nobody sees: zero-width spaces, byte order marks, direction marks, no-break spaces at the ends.</summary>
    private static string Visible(string address) =>
        string.Concat(address.EnumerateRunes().Where(r => Rune.GetUnicodeCategory(r) is not UnicodeCategory.Format and not UnicodeCategory.Control)).Trim();

    private static bool IsAuthor(ParticipantKind kind) => kind is ParticipantKind.From or ParticipantKind.Organizer;
}
