namespace Crm.Simulators.Delivery;

public sealed record DeliveredItem(
    string User, string Mail, string Kind, string GraphId, string ImmutableId, string? InternetMessageId, string? ICalUId);

/// <summary>Puts mails and meetings where Exchange would put them.</summary>
public sealed class Postman(Firm firm, Mailboxes mailboxes, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> copies = [];

    /// <summary>
    /// Every firm user among the recipients gets a copy, a sending firm user one in Sent Items; if nobody is concerned, Alex does as if in
    /// bcc.
    /// </summary>
    public IReadOnlyList<DeliveredItem> DeliverMail(byte[] file, bool shiftEvents = true)
    {
        var (mail, received) = Read(file);
        var items = new List<DeliveredItem>();
        var recipients = mail.RecipientAddresses.Select(firm.FindByAddress).OfType<FirmUser>().Distinct().ToList();
        var sender = firm.FindByAddress(mail.SenderAddress);
        items.AddRange(recipients.Select(user => Store(user, "inbox", mail, file, received)));
        if (sender is not null)
        {
            items.Add(Store(sender, "sentitems", mail, file, received));
        }

        if (items.Count == 0)
        {
            items.Add(Store(firm.Users[0], "inbox", mail, file, received));
        }

        return [.. items, .. Invitations(mail, recipients.Count > 0 ? recipients : [firm.Users[0]], shiftEvents)];
    }

    /// <param name="user">Whose.</param>
    /// <param name="folder">A well-known name or an id.</param>
    /// <param name="file">The raw mail.</param>
    /// <param name="caseTwinOf">An id that its own is to differ from by case alone.</param>
    /// <param name="received">When it was received; to parts of a second, as Exchange keeps it.</param>
    public IReadOnlyList<DeliveredItem> DeliverMailTo(
        FirmUser user, string folder, byte[] file, string? caseTwinOf = null, DateTimeOffset? received = null)
    {
        if (received is { } at)
        {
            var old = MailFile.Read(file, at);
            old.Content["receivedDateTime"] = at.UtcDateTime.ToString("o", System.Globalization.CultureInfo.InvariantCulture);
            return [Store(user, folder, old, file, at, caseTwinOf)];
        }

        var (mail, now) = Read(file);
        return [Store(user, folder, mail, file, now, caseTwinOf)];
    }

    /// <exception cref="CalendarRefusedException">The file has no usable event.</exception>
    public IReadOnlyList<DeliveredItem> DeliverCalendar(byte[] file, bool shift, FirmUser? only = null, string? calendar = null)
    {
        var now = clock.GetUtcNow();
        var text = Encoding.UTF8.GetString(Placeholders.Fill(file, now));
        return Deliver(text, shift && !Placeholders.AreIn(file) ? now : null, only is null ? null : [only], calendar);
    }

    private List<DeliveredItem> Deliver(string text, DateTimeOffset? near, IReadOnlyList<FirmUser>? users, string? calendar = null)
    {
        var items = new List<DeliveredItem>();
        foreach (var meeting in CalendarFile.Read(text, Zones.Find(firm.Users[0].TimeZone)!, near))
        {
            var concerned = users ?? [.. meeting.Addresses.Select(firm.FindByAddress).OfType<FirmUser>().Distinct()];
            items.AddRange((concerned.Count > 0 ? concerned : [firm.Users[0]]).Select(user => Store(user, meeting, calendar)));
        }

        return items;
    }

    /// <summary>Outlook enters an invitation into the calendar by itself; the mail about it stays a mail.</summary>
    private List<DeliveredItem> Invitations(MailFile mail, IReadOnlyList<FirmUser> users, bool shift)
    {
        if (mail.Calendar is not { } text || !text.Contains("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase)
            || mail.Content["meetingMessageType"]?.GetValue<string>() is not ("meetingRequest" or "meetingCancelled"))
        {
            return [];
        }

        try
        {
            return Deliver(text, shift ? clock.GetUtcNow() : null, users);
        }
        catch (CalendarRefusedException)
        {
            return [];
        }
    }

    private (MailFile Mail, DateTimeOffset Received) Read(byte[] file)
    {
        var now = clock.GetUtcNow();
        var mail = MailFile.Read(Placeholders.Fill(file, now), now);

        // A demo file says itself how old it is; any other mail arrives at this moment.
        return Placeholders.AreIn(file) && mail.Mime.Date < now && mail.Mime.Date.Year > 2000
            ? (MailFile.Read(mail.Raw, mail.Mime.Date.AddSeconds(3)), mail.Mime.Date.AddSeconds(3))
            : (mail, now);
    }

    private DeliveredItem Store(
        FirmUser user, string folderName, MailFile mail, byte[] file, DateTimeOffset received, string? caseTwinOf = null)
    {
        var mailbox = mailboxes.Of(user);
        var folder = mailbox.FindFolder(folderName) ?? throw new ArgumentException($"There is no folder {folderName}.", nameof(folderName));
        var content = mail.Content.DeepClone().AsObject();
        content["conversationId"] = ConversationOf(mailbox, mail);
        content["conversationIndex"] = Convert.ToBase64String(
            Encoding.UTF8.GetBytes(received.ToUnixTimeSeconds().ToString("x22", System.Globalization.CultureInfo.InvariantCulture)));
        if (folder.WellKnownName is "sentitems" or "drafts")
        {
            content["isRead"] = true;
            content["isDraft"] = folder.WellKnownName == "drafts";
        }
        else
        {
            content["bccRecipients"] = new JsonArray();
        }

        var twin = caseTwinOf is null ? null : mailbox.FindMessage(caseTwinOf);
        var message = new StoredMessage(twin is null ? Fresh(user, file) : ItemIds.CaseTwin(twin.ImmutableId), folder, content, mail.Raw);
        if (twin is not null)
        {
            message.DefaultId = ItemIds.CaseTwin(twin.DefaultId);
        }

        mailbox.Add(message);
        return new DeliveredItem(user.Oid, user.Mail, "message", message.DefaultId, message.ImmutableId, mail.MessageId, null);
    }

    private DeliveredItem Store(FirmUser user, Meeting meeting, string? calendar)
    {
        var mailbox = mailboxes.Of(user);
        var item = mailbox.FindMeeting(meeting.Uid);
        if (item is null)
        {
            item = mailbox.Put(
                new StoredEvent(Fresh(user, Encoding.UTF8.GetBytes($"event {meeting.Uid}")), meeting) { CalendarId = calendar });
        }
        else
        {
            mailbox.Replace(item, Newer(item.Meeting, meeting));
        }

        return new DeliveredItem(user.Oid, user.Mail, "event", item.DefaultId, item.ImmutableId, null, meeting.Uid);
    }

    /// <summary>A message about one instance changes that instance, not the series.</summary>
    private static Meeting Newer(Meeting known, Meeting received) =>
        received.Main.RecurrenceIdentifier is { } instance && known.Main.RecurrenceIdentifier is null
            ? known with
            {
                Exceptions =
                [
                    .. known.Exceptions
                        .Where(one => MeetingTimes.Utc(one.RecurrenceIdentifier?.StartTime, known.Zone)
                            != MeetingTimes.Utc(instance.StartTime, known.Zone)),
                    received.Main,
                ],
            }
            : received;

    private static string ConversationOf(Mailbox mailbox, MailFile mail)
    {
        var parent = mailbox.Messages.FirstOrDefault(one =>
            one.Content["internetMessageId"]?.GetValue<string>() is { } id && mail.ThreadIds.Contains(id.Trim('<', '>')));
        parent ??= mail.Topic.Length == 0 || mail.ThreadIds.Count == 0
            ? null
            : mailbox.Messages.FirstOrDefault(one => Topics.Normalize(one.Content["subject"]!.GetValue<string>()) == mail.Topic);
        return parent?.Content["conversationId"]!.GetValue<string>()
            ?? ItemIds.Conversation(
                mailbox.Owner.Oid, mail.ThreadIds is [var root, ..] ? root : mail.MessageId?.Trim('<', '>') ?? mail.Topic);
    }

    /// <summary>The same file delivered again is another item; the first copy always has the same id.</summary>
    private string Fresh(FirmUser user, byte[] source)
    {
        var seed = $"{user.Oid}/{Convert.ToHexString(SHA256.HashData(source))}";
        lock (gate)
        {
            var copy = copies[seed] = copies.GetValueOrDefault(seed) + 1;
            return ItemIds.Immutable($"{seed}/{copy}");
        }
    }
}
