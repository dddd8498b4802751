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
    /// Null for what isn't an address: a name alone, an X.500 name (/O=EXCHANGELABS/...) of an internal sender, an empty string.
    /// A plus-address stays as it is: it may be somebody of its own.
    /// </summary>
    public static Participant? Parse(string? address, string? name, ParticipantKind kind, ParticipantResponse? response = null)
    {
        return EmailAddress.Key(Clean(address)) is { Length: <= AddressLength } key
            ? new Participant(key, NormalText.Line(Clean(name)) is { Length: > 0 } shown ? shown : null, kind, response)
            : null;
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

    private static bool IsAuthor(ParticipantKind kind) => kind is ParticipantKind.From or ParticipantKind.Organizer;
}
