using System.Text;

namespace Crm.Torture.Scenario;

/// <summary>What is written in a mail; how it stands in each mailbox is <see cref="MailCopy"/>.</summary>
/// <param name="Token">Stands in the subject of this mail alone.</param>
/// <param name="MessageId">Null for mails that have none.</param>
/// <param name="IsPrivate">Says so itself (header Sensitivity).</param>
/// <param name="IsBulk">Carries the marks of a campaign.</param>
internal sealed record Mail(
    string Token, string? MessageId, DateTimeOffset Date, Person From, IReadOnlyList<Person> To, IReadOnlyList<Person> Cc,
    bool IsPrivate = false, bool IsBulk = false)
{
    public IEnumerable<Person> People => [From, .. To, .. Cc];

    public byte[] ToMime()
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From: {Of(From)}\r\nTo: {string.Join(", ", To.Select(Of))}\r\n");
        if (Cc.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Cc: {string.Join(", ", Cc.Select(Of))}\r\n");
        }

        text.Append(
            CultureInfo.InvariantCulture, $"Subject: Offer {Token}\r\nDate: {Date.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000\r\n");
        text.Append(MessageId is null ? "" : $"Message-ID: <{MessageId}>\r\n");
        text.Append(IsPrivate ? "Sensitivity: Private\r\n" : "");
        text.Append(IsBulk ? "Precedence: bulk\r\nList-Unsubscribe: <mailto:leave@litware.example>\r\nFeedback-ID: 1:2:3\r\n" : "");
        return Encoding.UTF8.GetBytes(text.Append(CultureInfo.InvariantCulture, $"\r\nAbout {Token}.\r\n").ToString());
    }

    private static string Of(Person person) => $"{person.Name} <{person.Address}>";
}
