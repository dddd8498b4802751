namespace Crm.Benchmarks.Capture;

/// <summary>
/// The inbox that is captured: older mail at even distances back from the moment the benchmark began, and new mail that is put in while it
/// runs. Nothing of it is kept but numbers; a mail is written when it is asked for.
/// </summary>
/// <param name="owner">The address of the mailbox's owner.</param>
/// <param name="senders">Addresses of contacts, who write in turn.</param>
/// <param name="older">Mails that lie there from the beginning.</param>
/// <param name="now">When the benchmark began.</param>
internal sealed class PaperMailbox(string owner, IReadOnlyList<string> senders, int older, DateTimeOffset now)
{
    /// <summary>Marks this run's mails: their ids, and what the database keeps of them.</summary>
    private readonly string run = Guid.CreateVersion7(now).ToString("N");

    private readonly DateTimeOffset began = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    private readonly List<DateTimeOffset> added = [];
    private readonly Lock door = new();

    /// <summary>Between two older mails.</summary>
    public static TimeSpan Distance { get; } = TimeSpan.FromMinutes(1);

    public string Owner => owner;

    public int Older => older;

    public string SourceKeysLike => $"mail:{run}-%";

    /// <summary>New mails so far: the state that a delta link speaks of.</summary>
    public int Added
    {
        get
        {
            lock (door)
            {
                return added.Count;
            }
        }
    }

    /// <returns>The number of the first of them.</returns>
    public int Add(int count, DateTimeOffset at)
    {
        lock (door)
        {
            added.AddRange(Enumerable.Repeat(at, count));
            return older + added.Count - count;
        }
    }

    public string GraphId(int number) => string.Create(CultureInfo.InvariantCulture, $"AAMkAGI2{run}{number:x8}=");

    public string SourceKey(int number) => string.Create(CultureInfo.InvariantCulture, $"mail:{run}-{number}@bench.example");

    /// <returns>Numbers of the mails that were received in [from, before), the newest first.</returns>
    public IEnumerable<int> Received(DateTimeOffset from, DateTimeOffset before)
    {
        var first = before > began ? 0 : (int)((began - before) / Distance) + 1;
        var last = from > began ? -1 : (int)Math.Min(older - 1, Math.Floor((began - from) / Distance));
        return NewBetween(from, before).Concat(last < first ? [] : Enumerable.Range(first, last - first + 1));
    }

    /// <summary>As Graph's message, as far as capture asks for it (MessageReading.Select).</summary>
    public void Write(Utf8JsonWriter json, int number, bool idsOnly)
    {
        var received = ReceivedAt(number);
        json.WriteStartObject();
        json.WriteString("@odata.etag", $"W/\"{number}\"");
        json.WriteString("id", GraphId(number));
        if (idsOnly)
        {
            json.WriteString("lastModifiedDateTime", received);
            json.WriteEndObject();
            return;
        }

        json.WriteString("internetMessageId", $"<{SourceKey(number)["mail:".Length..]}>");
        json.WriteString("conversationId", string.Create(CultureInfo.InvariantCulture, $"AAQk{run}{number / 5:x8}"));
        json.WriteString("subject", string.Create(CultureInfo.InvariantCulture, $"Re: Offer {number % 1000} for spring delivery, revised"));
        json.WriteString("sentDateTime", received);
        json.WriteString("receivedDateTime", received);
        json.WriteBoolean("isDraft", false);
        json.WriteString("parentFolderId", PaperGraph.Inbox);
        json.WriteString("webLink", "https://outlook.office365.com/owa/?ItemID=" + Uri.EscapeDataString(GraphId(number)));
        Person(json, "from", senders[number % senders.Count]);
        Person(json, "sender", senders[number % senders.Count]);
        People(json, "toRecipients", owner);
        People(json, "ccRecipients");
        People(json, "bccRecipients");
        People(json, "replyTo");
        json.WriteStartArray("categories");
        json.WriteEndArray();
        Headers(json, number);
        json.WriteEndObject();
    }

    private static void Headers(Utf8JsonWriter json, int number)
    {
        json.WriteStartArray("internetMessageHeaders");
        foreach (var (name, value) in new[]
        {
            ("Received", $"from mail{number % 7}.example (203.0.113.{number % 250}) by AM0PR04.prod.outlook.com with HTTPS"),
            ("Authentication-Results", "spf=pass (sender IP is 203.0.113.9); dkim=pass; dmarc=pass action=none"),
            ("MIME-Version", "1.0"), ("Content-Type", "text/html; charset=\"utf-8\""), ("X-Mailer", "Microsoft Outlook 16.0"),
            ("Thread-Index", "AdrKx2b8q1nQm3YoQk2vXyWlS5r3sg=="), ("X-MS-Exchange-Organization-SCL", "-1"),
        })
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Person(Utf8JsonWriter json, string property, string address)
    {
        json.WriteStartObject(property);
        Address(json, address);
        json.WriteEndObject();
    }

    private static void People(Utf8JsonWriter json, string property, params ReadOnlySpan<string> addresses)
    {
        json.WriteStartArray(property);
        foreach (var address in addresses)
        {
            json.WriteStartObject();
            Address(json, address);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Address(Utf8JsonWriter json, string address)
    {
        json.WriteStartObject("emailAddress");
        json.WriteString("name", address[..address.IndexOf('@', StringComparison.Ordinal)]);
        json.WriteString("address", address);
        json.WriteEndObject();
    }

    private DateTimeOffset ReceivedAt(int number)
    {
        lock (door)
        {
            return number < older ? began - (number * Distance) : added[number - older];
        }
    }

    private List<int> NewBetween(DateTimeOffset from, DateTimeOffset before)
    {
        lock (door)
        {
            return [.. Enumerable.Range(0, added.Count).Reverse().Where(i => added[i] >= from && added[i] < before).Select(i => older + i)];
        }
    }
}
