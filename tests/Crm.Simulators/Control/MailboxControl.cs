namespace Crm.Simulators.Control;

/// <summary>Puts items into mailboxes and does to them what people do: read, move, change, delete.</summary>
public static class MailboxControl
{
    /// <summary>
    /// Body is a raw mail. Without a user it is routed by its recipients; with one it goes to that person's folder, and may have been
    /// received some time ago.
    /// </summary>
    public static async Task<IResult> Mail(
        HttpRequest request, Postman postman, Firm firm, string? user = null, string folder = "inbox", string? caseTwinOf = null,
        DateTimeOffset? received = null)
    {
        var raw = await ReadAsync(request);
        try
        {
            return user is null ? Results.Ok(postman.DeliverMail(raw))
                : firm.Find(user) is { } found ? Results.Ok(postman.DeliverMailTo(found, folder, raw, caseTwinOf, received)) : NoUser(user);
        }
        catch (Exception refused) when (refused is FormatException or ArgumentException)
        {
            return Results.BadRequest(new { error = refused.Message });
        }
    }

    /// <summary>
    /// Body is a raw mail, of which a folder gets so many, each received some seconds before the one before; {n} in it is its number.
    /// </summary>
    public static async Task<IResult> Fill(
        HttpRequest request, Postman postman, Firm firm, string user, DateTimeOffset newest, int count, double seconds = 60,
        string folder = "inbox")
    {
        var mail = Encoding.UTF8.GetString(await ReadAsync(request));
        if (firm.Find(user) is not { } found)
        {
            return NoUser(user);
        }

        for (var n = 0; n < count; n++)
        {
            var raw = Encoding.UTF8.GetBytes(mail.Replace("{n}", $"{n}", StringComparison.Ordinal));
            postman.DeliverMailTo(found, folder, raw, received: newest.AddSeconds(-n * seconds));
        }

        return Results.Ok(new { delivered = count });
    }

    /// <summary>Body is a raw calendar file. A UID that is known changes that event; METHOD:CANCEL cancels it.</summary>
    public static async Task<IResult> Event(
        HttpRequest request, Postman postman, Firm firm, string? user = null, bool shift = false, string? calendar = null)
    {
        if (user is not null && firm.Find(user) is null)
        {
            return NoUser(user);
        }

        try
        {
            return Results.Ok(postman.DeliverCalendar(await ReadAsync(request), shift, firm.Find(user), calendar));
        }
        catch (CalendarRefusedException refused)
        {
            return Results.BadRequest(new { error = refused.Message });
        }
    }

    public static IResult UpdateMessage(string id, string user, JsonObject changes, Mailboxes mailboxes) =>
        Message(user, id, mailboxes, (mailbox, message) => mailbox.Update(message, changes));

    public static IResult MoveMessage(string id, string user, string folder, Mailboxes mailboxes) =>
        mailboxes.Find(user)?.FindFolder(folder) is { } target
        ? Message(user, id, mailboxes, (mailbox, message) => mailbox.Move(message, target))
        : Results.NotFound(new { error = $"There is no folder {folder}." });

    public static IResult DeleteMessage(string id, string user, Mailboxes mailboxes) =>
        Message(user, id, mailboxes, (mailbox, message) => mailbox.Delete(message));

    public static IResult UpdateEvent(string id, string user, JsonObject changes, Mailboxes mailboxes) =>
        Event(user, id, mailboxes, (mailbox, item) => mailbox.Update(item, changes));

    public static IResult DeleteEvent(string id, string user, Mailboxes mailboxes) =>
        Event(user, id, mailboxes, (mailbox, item) => mailbox.Delete(item));

    /// <summary>A folder of its own, or below another one.</summary>
    public static IResult AddFolder(string user, string name, Mailboxes mailboxes, string? parent = null) =>
        mailboxes.Find(user) is not { } mailbox ? NoUser(user)
        : parent is not null && mailbox.FindFolder(parent) is null ? Results.NotFound(new { error = $"There is no folder {parent}." })
        : Results.Ok(new { id = mailbox.AddFolder(name, parent is null ? null : mailbox.FindFolder(parent)).Id, displayName = name });

    /// <summary>A calendar besides the default one, or one that somebody else shares with the mailbox.</summary>
    public static IResult AddCalendar(string user, string name, Mailboxes mailboxes, string? owner = null) =>
        mailboxes.Find(user) is { } mailbox ? Results.Ok(new { id = mailbox.AddCalendar(name, owner).Id }) : NoUser(user);

    public static IResult ChangeFolder(string id, string user, Mailboxes mailboxes, string? name = null, string? parent = null) =>
        Folder(id, user, mailboxes, (mailbox, folder) => mailbox.Change(folder, name, parent is null ? null : mailbox.FindFolder(parent)));

    public static IResult DeleteFolder(string id, string user, Mailboxes mailboxes) =>
        Folder(id, user, mailboxes, (mailbox, folder) => mailbox.Delete(folder));

    private static IResult Folder(string id, string user, Mailboxes mailboxes, Action<Mailbox, MailFolder> act)
    {
        if (mailboxes.Find(user) is not { } mailbox || mailbox.FindFolder(id) is not { } folder)
        {
            return Results.NotFound(new { error = "There is no such folder in this mailbox." });
        }

        act(mailbox, folder);
        return Results.Ok(new { id = folder.Id, displayName = folder.DisplayName });
    }

    private static IResult Message(string user, string id, Mailboxes mailboxes, Action<Mailbox, StoredMessage> act)
    {
        if (mailboxes.Find(user) is not { } mailbox || mailbox.FindMessage(id) is not { } message)
        {
            return Results.NotFound(new { error = "There is no such message in this mailbox." });
        }

        act(mailbox, message);
        return Results.Ok(new { graphId = message.DefaultId, immutableId = message.ImmutableId, folder = message.Folder.WellKnownName });
    }

    private static IResult Event(string user, string id, Mailboxes mailboxes, Action<Mailbox, StoredEvent> act)
    {
        if (mailboxes.Find(user) is not { } mailbox || mailbox.FindEvent(id) is not { } item)
        {
            return Results.NotFound(new { error = "There is no such event in this calendar." });
        }

        act(mailbox, item);
        return Results.Ok(new { graphId = item.DefaultId, immutableId = item.ImmutableId });
    }

    private static IResult NoUser(string user) => Results.NotFound(new { error = $"{user} is nobody of the firm." });

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }
}
