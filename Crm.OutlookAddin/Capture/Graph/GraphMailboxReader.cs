using System.Globalization;
using System.Text.Json;
using Crm.Core.Capture;
using Microsoft.Extensions.Options;
using Microsoft.Kiota.Abstractions;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Mailboxes as Microsoft Graph shows them. Preferences are repeated on every page; ids are immutable ones.</summary>
internal sealed partial class GraphMailboxReader(
    GraphClients clients, GraphCalls calls, IOptions<GraphOptions> options, ILogger<GraphMailboxReader> log) : IMailboxReader
{
    private const int PageSize = 50;
    private const int LongestText = 100_000;
    private const int MostFolderPages = 200;

    public async Task<MailboxRead> ChangesAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct)
    {
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out var there) && options.Value.IsOurs(there)))
        {
            ForeignLink(log, mailbox.User.Tenant.Id, mailbox.User.Id);
            return new MailboxRead.ResyncNeeded();
        }

        var answer = await calls.ReadAsync(
            Tenant(mailbox), () => Prefer(link is null ? First(mailbox, resource, window) : Next(link), paged: true), ct);
        if (answer is not GraphAnswer<JsonDocument>.Ok { Value: var page })
        {
            return Refused(((GraphAnswer<JsonDocument>.Failed)answer).Failure);
        }

        using (page)
        {
            var next = Text(page.RootElement, "@odata.nextLink");
            var end = Text(page.RootElement, "@odata.deltaLink");
            if ((next ?? end) is not { } onward || !page.RootElement.TryGetProperty("value", out var value)
                || value.ValueKind is not JsonValueKind.Array)
            {
                return new MailboxRead.Throttled("bad-answer", null);
            }

            var entries = value.EnumerateArray().Where(e => Text(e, "id") is { Length: > 0 }).ToList();
            if (resource != Mailbox.Calendar)
            {
                return new MailboxRead.Page([.. entries.Select(e => MessageReading.Read(e, resource))], onward, next is null);
            }

            var (meetings, throttled) = await MeetingsAsync(mailbox, entries, ct);
            return throttled is not null ? throttled : new MailboxRead.Page(meetings, onward, next is null);
        }
    }

    public Task<ItemRead<MailboxItem>> MailAsync(Mailbox mailbox, string folder, string graphId, CancellationToken ct) => OneAsync(
        mailbox,
        () => User(mailbox).Messages[graphId].ToGetRequestInformation(r =>
        {
            r.QueryParameters.Select = MessageReading.Select;
            r.QueryParameters.Expand = [MessageReading.Expand];
        }),
        json => MessageReading.Read(json, folder) is MailboxItem.Mail mail
            ? new MailboxItem.Mail(mail.Content with { Headers = mail.Content.Headers ?? [], IsWhole = true })
            : MessageReading.Read(json, folder),
        ct);

    public Task<ItemRead<MailboxItem>> MeetingAsync(Mailbox mailbox, string graphId, CancellationToken ct) =>
        OneAsync(mailbox, () => User(mailbox).Events[graphId].ToGetRequestInformation(), EventReading.Read, ct);

    public Task<ItemRead<string?>> BodyAsync(Mailbox mailbox, LedgerKind kind, string graphId, BodyPart part, CancellationToken ct)
    {
        var property = part is BodyPart.Preview ? "bodyPreview" : kind is LedgerKind.Message ? "uniqueBody" : "body";
        return OneAsync(
            mailbox,
            () => kind is LedgerKind.Message
                ? User(mailbox).Messages[graphId].ToGetRequestInformation(r => r.QueryParameters.Select = [property])
                : User(mailbox).Events[graphId].ToGetRequestInformation(r => r.QueryParameters.Select = [property]),
            json => Shorten(part is BodyPart.Preview ? Text(json, property)
                : json.TryGetProperty(property, out var body) && body.ValueKind is JsonValueKind.Object ? Text(body, "content") : null),
            ct);
    }

    public Task<ItemRead<IReadOnlySet<string>>> AddressesAsync(Mailbox mailbox, CancellationToken ct) => OneAsync<IReadOnlySet<string>>(
        mailbox,
        () => User(mailbox).ToGetRequestInformation(r => r.QueryParameters.Select = ["mail", "userPrincipalName", "proxyAddresses"]),
        json => new[] { Text(json, "mail"), Text(json, "userPrincipalName") }
            .Concat(json.TryGetProperty("proxyAddresses", out var proxies) && proxies.ValueKind is JsonValueKind.Array
                ? proxies.EnumerateArray().Select(SmtpAddress)
                : [])
            .OfType<string>().Where(a => a.Contains('@')).Select(a => a.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal),
        ct);

    public async Task<ItemRead<FoldersRead>> FoldersAsync(Mailbox mailbox, string? link, CancellationToken ct)
    {
        var (known, failed) = link is null ? await WellKnownAsync(mailbox, ct) : ([], null);
        if (failed is not null)
        {
            return failed;
        }

        var (seen, removed, visited) = (new List<FolderSeen>(), new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        for (var next = link; next is null
            || (options.Value.IsOurs(new Uri(next)) && visited.Add(next) && visited.Count < MostFolderPages);)
        {
            var at = next;
            var read = await OneAsync(mailbox, () => at is null ? User(mailbox).MailFolders.Delta.ToGetRequestInformation() : Next(at),
                json => FolderReading.Read(json, known), ct);
            if (read is not ItemRead<FolderReading.Page>.Found { Value: var page })
            {
                return read is ItemRead<FolderReading.Page>.Throttled wait
                    ? new ItemRead<FoldersRead>.Throttled(wait.Code, wait.After)
                    : new ItemRead<FoldersRead>.Gone();
            }

            seen.AddRange(page.Seen);
            removed.AddRange(page.Removed);
            if (page.End is { } end)
            {
                return new ItemRead<FoldersRead>.Found(new FoldersRead(seen, removed, end));
            }

            next = page.Next ?? "";
        }

        return new ItemRead<FoldersRead>.Unreadable("bad-answer");
    }

    public Task<ItemRead<MailPlace?>> FindMailAsync(Mailbox mailbox, string internetMessageId, CancellationToken ct) => OneAsync(
        mailbox,
        () => User(mailbox).Messages.ToGetRequestInformation(r =>
        {
            r.QueryParameters.Filter = $"internetMessageId eq '{internetMessageId.Replace("'", "''", StringComparison.Ordinal)}'";
            r.QueryParameters.Select = ["id", "parentFolderId"];
            r.QueryParameters.Top = 1;
        }),
        json => json.TryGetProperty("value", out var found) && found.ValueKind is JsonValueKind.Array && found.GetArrayLength() > 0
            && Text(found[0], "id") is { } id && Text(found[0], "parentFolderId") is { } folder ? new MailPlace(id, folder) : null,
        ct);

    /// <summary>
    /// Names are written in the mailbox's language: which folder is the junk, only its id under the well-known name says. One that cannot
    /// be asked for now might be any of the folders, so that none of them is told.
    /// </summary>
    private async Task<(Dictionary<string, string> Known, ItemRead<FoldersRead>.Throttled? Failed)> WellKnownAsync(
        Mailbox mailbox, CancellationToken ct)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in FolderRules.Named.Concat(FolderRules.LeftOut))
        {
            switch (await OneAsync(
                mailbox, () => User(mailbox).MailFolders[name].ToGetRequestInformation(r => r.QueryParameters.Select = ["id"]),
                json => Text(json, "id"), ct))
            {
                case ItemRead<string?>.Found { Value: { } id }:
                    known[id] = name;
                    break;
                case ItemRead<string?>.Throttled wait:
                    return (known, new ItemRead<FoldersRead>.Throttled(wait.Code, wait.After));
                case ItemRead<string?>.Found or ItemRead<string?>.Unreadable:
                    return (known, new ItemRead<FoldersRead>.Throttled("bad-answer", null));
                case ItemRead<string?>.Gone or ItemRead<string?>.NotAllowed:
                    break; // Not every mailbox has every one of them.
            }
        }

        return (known, null);
    }

    private async Task<ItemRead<T>> OneAsync<T>(
        Mailbox mailbox, Func<RequestInformation> request, Func<JsonElement, T> read, CancellationToken ct)
    {
        var answer = await calls.ReadAsync(Tenant(mailbox), () => Prefer(request(), paged: false), ct);
        if (answer is GraphAnswer<JsonDocument>.Ok { Value: var found })
        {
            using (found)
            {
                try
                {
                    return new ItemRead<T>.Found(read(found.RootElement));
                }
                catch (Exception broken) when (ItemFault.IsOfItem(broken))
                {
                    return new ItemRead<T>.Unreadable(broken.GetType().Name);
                }
            }
        }

        var failure = ((GraphAnswer<JsonDocument>.Failed)answer).Failure;
        return failure.IsPassing ? new ItemRead<T>.Throttled(failure.PauseCode, failure.RetryAfter)
            : failure.IsGone || failure.Code.Equals("ErrorInvalidIdMalformed", StringComparison.OrdinalIgnoreCase) ? new ItemRead<T>.Gone()
            : new ItemRead<T>.NotAllowed(failure.Code);
    }

    /// <returns>
    /// Throttled when a series cannot be asked for now: the page is read again later. One that cannot be read takes its own instances with
    /// it only.
    /// </returns>
    private async Task<(List<MailboxItem> Items, MailboxRead.Throttled? Throttled)> MeetingsAsync(
        Mailbox mailbox, List<JsonElement> entries, CancellationToken ct)
    {
        var unreadable = new Dictionary<string, string?>(StringComparer.Ordinal);
        var masters = entries.Where(e => Text(e, "type") == "seriesMaster").GroupBy(e => Text(e, "id")!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (JsonElement?)g.Last(), StringComparer.Ordinal);
        var items = new List<MailboxItem>(entries.Count);
        foreach (var entry in entries)
        {
            if (EventReading.MasterOfSparse(entry) is not { } series)
            {
                items.Add(EventReading.Read(entry));
                continue;
            }

            if (!masters.TryGetValue(series, out var master) && !unreadable.ContainsKey(series))
            {
                switch (await OneAsync(mailbox, () => User(mailbox).Events[series].ToGetRequestInformation(), json => json.Clone(), ct))
                {
                    case ItemRead<JsonElement>.Found found:
                        master = found.Value;
                        break;
                    case ItemRead<JsonElement>.Gone:
                        break;
                    case ItemRead<JsonElement>.Throttled wait when CapturePause.IsOfMailbox(wait.Code):
                        return ([], new MailboxRead.Throttled(wait.Code, wait.After));
                    case ItemRead<JsonElement>.Throttled wait:
                        unreadable[series] = wait.Code;
                        break;
                    case ItemRead<JsonElement>.NotAllowed or ItemRead<JsonElement>.Unreadable:
                        unreadable[series] = null;
                        break;
                }

                masters[series] = master;
            }

            items.Add(master is { } known ? EventReading.Read(entry, known)
                : unreadable.TryGetValue(series, out var passing)
                    ? new MailboxItem.Broken(Text(entry, "id")!, LedgerKind.Event, Passing: passing)
                : new MailboxItem.Removed(Text(entry, "id")!, LedgerKind.Event));
        }

        return (items, null);
    }

    private static MailboxRead Refused(GraphFailure failure) =>
        failure.IsResync ? new MailboxRead.ResyncNeeded()
        : failure.IsPassing ? new MailboxRead.Throttled(failure.PauseCode, failure.RetryAfter)
        : new MailboxRead.NotAllowed(failure.Code);

    private RequestInformation First(Mailbox mailbox, string resource, ReadWindow window) => resource == Mailbox.Calendar
        ? User(mailbox).CalendarView.Delta.ToGetRequestInformation(r =>
        {
            r.QueryParameters.StartDateTime = Moment(window.Start);
            r.QueryParameters.EndDateTime = Moment(window.End);
        })
        : User(mailbox).MailFolders[resource].Messages.Delta.ToGetRequestInformation(r =>
        {
            r.QueryParameters.Select = MessageReading.Select;
            r.QueryParameters.Expand = [MessageReading.Expand];
            r.QueryParameters.Filter = $"receivedDateTime ge {Moment(window.Start)}";
        });

    private static RequestInformation Next(string link) => new() { HttpMethod = Method.GET, URI = new Uri(link) };

    private static RequestInformation Prefer(RequestInformation request, bool paged)
    {
        request.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
        request.Headers.Add("Prefer", "outlook.body-content-type=\"text\"");
        request.Headers.Add("Prefer", "outlook.timezone=\"UTC\"");
        if (paged)
        {
            request.Headers.Add("Prefer", $"odata.maxpagesize={PageSize}");
        }

        request.Headers.TryAdd("Accept", "application/json");
        return request;
    }

    private Microsoft.Graph.Users.Item.UserItemRequestBuilder User(Mailbox mailbox) =>
        clients.For(Tenant(mailbox)).Users[mailbox.ObjectId.ToString()];

    private static Guid Tenant(Mailbox mailbox) => mailbox.User.Tenant.EntraTenantId;

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string? SmtpAddress(JsonElement proxy) =>
        proxy.GetString() is { } text && text.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase) ? text[5..] : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
        ? value.GetString()
        : null;

    private static string? Shorten(string? text)
    {
        var clean = Participant.Clean(text).Trim();
        return clean.Length == 0 ? null : clean.Length > LongestText ? Participant.Clean(clean[..LongestText]) : clean;
    }

    [LoggerMessage(1, LogLevel.Warning, "A stored link of user {User} in tenant {Tenant} points to another host; the folder is read anew")]
    private static partial void ForeignLink(ILogger log, Guid tenant, Guid user);
}
