namespace Crm.Simulators.Delivery;

/// <summary>Somebody outside the firm who sent a mail or called a meeting.</summary>
public sealed record Sender(string? Name, string Email);

/// <summary>Who wrote the mails of a folder and called its meetings, without delivering any; broken files say nothing.</summary>
public static class Senders
{
    public static IReadOnlyList<Sender> Of(string directory, Firm firm, DateTimeOffset now) =>
    [
        .. MailPlayer.FilesOf(directory).SelectMany(path => Read(path, now)).OfType<Sender>()
            .Where(sender => sender.Email.Contains('@', StringComparison.Ordinal) && firm.FindByAddress(sender.Email) is null)
            .DistinctBy(sender => sender.Email.ToUpperInvariant()).OrderBy(sender => sender.Email, StringComparer.Ordinal),
    ];

    private static Sender?[] Read(string path, DateTimeOffset now)
    {
        try
        {
            return Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".EML" => [Of(MailFile.Read(Placeholders.Fill(File.ReadAllBytes(path), now), now).Content["from"])],
                ".ICS" =>
                [
                    .. CalendarFile.Read(
                        System.Text.Encoding.UTF8.GetString(Placeholders.Fill(File.ReadAllBytes(path), now)), TimeZoneInfo.Utc, null)
                        .Select(meeting => People.AddressOf(meeting.Main.Organizer?.Value) is { } address
                            ? new Sender(meeting.Main.Organizer?.CommonName, address) : null),
                ],
                _ => [],
            };
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return []; // Its delivery says why.
        }
    }

    private static Sender? Of(JsonNode? from) => from?["emailAddress"] is { } address && (string?)address["address"] is { } email
        ? new Sender((string?)address["name"], email.Trim())
        : null;
}
