using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>What makes two items in two mailboxes the same mail or meeting.</summary>
public static partial class SourceKeys
{
    /// <summary>Longer ids are hashed: an index entry has its limits.</summary>
    private const int LongestId = 900;

    public static string Mail(CapturedMail mail) => Mail(mail.InternetMessageId) ?? "mail:" + Hash(
        [mail.From?.Address, mail.SentAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), mail.Subject,
            .. mail.Participants.Where(p => p.Kind is not ParticipantKind.From and not ParticipantKind.Bcc).Select(p => p.Address).Order(StringComparer.Ordinal)]);

    /// <returns>Null when there is no usable id.</returns>
    public static string? Mail(string? internetMessageId)
    {
        var id = Participant.Clean(internetMessageId).Trim().Trim('<', '>').Trim();
        return id.Length == 0 ? null : id.Length > LongestId ? "mail:" + Hash([id]) : "mail:" + id;
    }

    /// <summary>
    /// The series' id and the instance's original start, so that a moved instance stays the same one. A meeting of its own has no
    /// original start: it keeps its key wherever it is moved.
    /// </summary>
    public static string Meeting(CapturedEvent meeting)
    {
        var series = Participant.Clean(meeting.ICalUId).Trim() is { Length: > 0 } uid
            ? uid.Length > LongestId ? Hash([uid]) : Series(uid)
            : Hash([meeting.Participants.FirstOrDefault(p => p.Kind is ParticipantKind.Organizer)?.Address, Moment(meeting.OriginalStart ?? meeting.Start), meeting.Subject]);
        return $"meeting:{series}|{(meeting.OriginalStart is { } start ? Moment(start) : "")}";
    }

    /// <summary>The database's unique key: md5 of the source key.</summary>
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The database computes the same; it is a key, not a secret.")]
    public static Guid CaptureKey(string sourceKey) => new(MD5.HashData(Encoding.UTF8.GetBytes(sourceKey)), bigEndian: true);

    /// <summary>Exchange writes an instance's date into bytes 17 to 20 of its id ([MS-OXOCAL] 2.2.1.27); the series has zeros there.</summary>
    private static string Series(string uid) => ExchangeUid().IsMatch(uid) ? uid[..32].ToUpperInvariant() + "00000000" + uid[40..].ToUpperInvariant() : uid;

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Hash(IEnumerable<string?> parts) =>
        "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    [GeneratedRegex("^040000008200E00074C5B7101A82E008[0-9A-F]{8,}$", RegexOptions.IgnoreCase)]
    private static partial Regex ExchangeUid();
}
