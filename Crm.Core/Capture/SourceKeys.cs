using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>
/// What makes two items in two mailboxes the same mail or meeting: their id, and then sender, date and subject of a mail or a meeting's
/// organizer. Ids aren't secret and not always unique: a later mail's References tell them, dispatch systems give one to many mails,
/// anybody can send an invitation with a known one. The first item has the key that follows from its id; another item with the same id has
/// a key that says more.
/// </summary>
public static partial class SourceKeys
{
    /// <summary>Between a sender's copy of a mail and its receivers': they are stamped one after the other.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(5);

    /// <summary>Longer ids are hashed: an index entry has its limits.</summary>
    private const int LongestId = 900;

    public static string Mail(CapturedMail mail) => Mail(mail.InternetMessageId) ?? "mail:" + Hash(
        [mail.From?.Address, mail.SentAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), mail.Subject,
            .. mail.Participants.Where(p => p.Kind is not ParticipantKind.From and not ParticipantKind.Bcc).Select(p => p.Address)
                .Order(StringComparer.Ordinal)]);

    /// <returns>Null when there is no usable id.</returns>
    public static string? Mail(string? internetMessageId)
    {
        var id = Participant.Clean(internetMessageId).Trim().Trim('<', '>').Trim();
        return id.Length == 0 ? null : id.Length > LongestId ? "mail:" + Hash([id]) : "mail:" + id;
    }

    /// <summary>The key of a mail whose id another mail has already.</summary>
    public static string OwnOf(CapturedMail mail) =>
        $"{Mail(mail)}|{Hash([mail.From?.Address, mail.SentAt is { } sent ? Moment(sent) : null, Words(mail.Subject)])}";

    /// <summary>The key of a meeting whose id another organizer's has already.</summary>
    public static string OwnOf(CapturedEvent meeting) => $"{Meeting(meeting)}|{Hash([meeting.Organizer?.Address])}";

    /// <summary>What all copies of a mail share besides its id and date.</summary>
    public static Guid MarkOf(CapturedMail mail) => Digest($"{mail.From?.Address}\n{Words(mail.Subject)}");

    /// <summary>What all copies of a meeting share besides its id. A colleague has one identity and many addresses.</summary>
    public static Guid MarkOf(CapturedEvent meeting, Func<string, Guid?> userAt) =>
        Digest(meeting.Organizer is { } organizer ? userAt(organizer.Address)?.ToString() ?? organizer.Address : "");

    public static bool IsSameMoment(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? one is null && other is null : (one.Value - other.Value).Duration() <= SameMoment;

    /// <summary>
    /// The series' id and the instance's original start, so that a moved instance stays the same one. A meeting of its own has no
    /// original start: it keeps its key wherever it is moved.
    /// </summary>
    public static string Meeting(CapturedEvent meeting)
    {
        var series = Participant.Clean(meeting.ICalUId).Trim() is { Length: > 0 } uid
            ? uid.Length > LongestId ? Hash([uid]) : Series(uid)
            : Hash([meeting.Participants.FirstOrDefault(p => p.Kind is ParticipantKind.Organizer)?.Address,
                Moment(meeting.OriginalStart ?? meeting.Start), meeting.Subject]);
        return $"meeting:{series}|{(meeting.OriginalStart is { } start ? Moment(start) : "")}";
    }

    /// <summary>The database's unique key: md5 of the source key.</summary>
    public static Guid CaptureKey(string sourceKey) => Digest(sourceKey);

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms",
        Justification = "The database computes the same; it is a key, not a secret.")]
    private static Guid Digest(string text) => new(MD5.HashData(Encoding.UTF8.GetBytes(text)), bigEndian: true);

    /// <summary>Gateways fold lines and spaces differently.</summary>
    private static string Words(string subject) =>
        string.Join(' ', subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    /// <summary>
    /// Exchange writes an instance's date into bytes 17 to 20 of its id ([MS-OXOCAL] 2.2.1.27); the series has zeros there.
    /// </summary>
    private static string Series(string uid) => ExchangeUid().IsMatch(uid)
        ? uid[..32].ToUpperInvariant() + "00000000" + uid[40..].ToUpperInvariant()
        : uid;

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Hash(IEnumerable<string?> parts) =>
        "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    [GeneratedRegex("^040000008200E00074C5B7101A82E008[0-9A-F]{8,}$", RegexOptions.IgnoreCase)]
    private static partial Regex ExchangeUid();
}
