using MimeKit;

namespace Crm.Simulators.Outlook;

/// <summary>What the host page reads: the Graph stand-in's store, without tokens, as Outlook itself needs none of ours.</summary>
public static class OutlookApi
{
    public static object Session(Firm firm, IOptions<SimulatorOptions> options) => new
    {
        paneUrl = options.Value.PaneUrl,
        tenantId = firm.TenantId,
        firm = firm.Name,
        users = firm.Users
            .Select(
                user => new { user.Oid, user.Name, user.Mail, user.Locale, timeZone = Zones.WindowsName(Zones.Find(user.TimeZone)!),
                    user.Role, zone = user.TimeZone }),
    };

    public static IResult Folders(string user, Mailboxes mailboxes) => mailboxes.Find(user) is { } mailbox
        ? Results.Ok(new
        {
            sequence = mailbox.Sequence,
            folders = mailbox.Folders.Select(folder => new
            {
                name = folder.WellKnownName,
                title = folder.DisplayName,
                total = mailbox.CountMessages(one => one.Folder == folder),
                unread = mailbox.CountMessages(one => one.Folder == folder && one.Content["isRead"]?.GetValue<bool>() == false),
            }),
            meetings = mailbox.Events.Count,
        })
        : Results.NotFound();

    public static IResult Items(string user, Mailboxes mailboxes, TimeProvider clock, string folder = "inbox")
    {
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return Results.NotFound();
        }

        if (folder != "calendar")
        {
            var target = mailbox.FindFolder(folder);
            return Results.Json(
                new JsonArray(
                    [.. mailbox.Messages.Where(one => one.Folder == target).OrderByDescending(one => one.Received)
                        .Select(one => HostItem.Row(one))]));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var instances = mailbox.Events.SelectMany(
            item => MeetingTimes.InstancesIn(item.Meeting, now.AddDays(-30), now.AddDays(60)).Take(4).Select(one => (item, one)));
        return Results.Json(
            new JsonArray(
                [.. instances.OrderBy(pair => pair.one.StartUtc).Select(pair => HostItem.Row(pair.item, pair.one, mailbox.Owner))]));
    }

    public static IResult Item(string id, string user, Mailboxes mailboxes)
    {
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return Results.NotFound();
        }

        if (mailbox.FindMessage(id) is { } message)
        {
            if (message.Content["isRead"]?.GetValue<bool>() == false)
            {
                mailbox.Update(message, new JsonObject { ["isRead"] = true });
            }

            return Results.Json(HostItem.Full(message));
        }

        var seriesId = EventShape.ReadInstanceId(id)?.SeriesId ?? id;
        return mailbox.FindEvent(seriesId) is { } item
            ? Results.Json(HostItem.Full(item, EventShape.ReadInstanceId(id)?.OriginalStartUtc, mailbox.Owner))
            : Results.NotFound();
    }

    public static IResult Send(OutgoingMail mail, Firm firm, Postman postman, TimeProvider clock)
    {
        if (firm.Find(mail.User) is not { } sender || !InternetAddressList.TryParse(mail.To, out var to) || to.Count == 0)
        {
            return Results.BadRequest(new { error = "A mail needs at least one recipient." });
        }

        using var mime = new MimeMessage
        {
            Subject = mail.Subject ?? "",
            Date = clock.GetUtcNow(),
            MessageId = $"{Guid.CreateVersion7(clock.GetUtcNow()):N}@{firm.Domain}",
            Body = new TextPart("plain") { Text = mail.Body ?? "" },
        };
        mime.From.Add(new MailboxAddress(sender.Name, sender.Mail));
        mime.To.AddRange(to);
        if (InternetAddressList.TryParse(mail.Cc ?? "", out var cc))
        {
            mime.Cc.AddRange(cc);
        }

        if (mail.InReplyTo is { Length: > 0 } parent)
        {
            mime.Headers.Add(HeaderId.InReplyTo, parent);
            mime.Headers.Add(HeaderId.References, parent);
        }

        using var raw = new MemoryStream();
        mime.WriteTo(raw);
        return Results.Ok(postman.DeliverMail(raw.ToArray()));
    }

    /// <summary>The broker's part of nested app authentication: a token for the person whose mailbox is open.</summary>
    public static IResult Token(TokenOrder order, HttpRequest request, Firm firm, TokenMint mint, PublicAddress address)
    {
        if (firm.Find(order.User) is not { } user)
        {
            return Results.NotFound();
        }

        var issuer = address.Issuer(request, firm.TenantId);
        return Results.Ok(new
        {
            accessToken = mint.ForUser(user, order.ClientId, order.Scope, issuer),
            idToken = mint.IdToken(user, order.ClientId, issuer, null),
            expiresIn = TokenMint.LifetimeSeconds,
            homeAccountId = $"{user.Oid}.{firm.TenantId}",
            localAccountId = user.Oid,
            tenantId = firm.TenantId,
            username = user.Mail,
            name = user.Name,
        });
    }
}

public sealed record OutgoingMail(string User, string To, string? Cc, string? Subject, string? Body, string? InReplyTo);

public sealed record TokenOrder(string User, string ClientId, string Scope);
