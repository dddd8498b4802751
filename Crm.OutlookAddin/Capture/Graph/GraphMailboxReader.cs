using Crm.Core.Policies;
using Microsoft.Kiota.Abstractions;
using static Crm.OutlookAddin.Capture.Graph.GraphJson;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Mailboxes as Microsoft Graph shows them.</summary>
internal sealed partial class GraphMailboxReader(
    GraphReads reads, SeriesReading series, GraphGroups groups, IOptions<GraphOptions> options, ILogger<GraphMailboxReader> log)
    : IMailboxReader
{
    private const int PageSize = 50;
    private const int LongestText = 100_000;
    private const int MostFolderPages = 200;
    private const int MostCalendars = 100;

    public Task<MailboxRead> ChangesAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct) =>
        PageAsync(mailbox, resource, link, () => First(mailbox, resource, window), isRound: true, ct);

    /// <summary>
    /// What is ordered by must be filtered by first (Microsoft Graph, user: list messages, "Using filter and orderby in the same query").
    /// </summary>
    public Task<MailboxRead> OlderAsync(
        Mailbox mailbox, string folder, string? link, ReadWindow window, bool count, CancellationToken ct) => PageAsync(
        mailbox, folder, link,
        () => reads.User(mailbox).MailFolders[Mailbox.FolderOf(folder)].Messages.ToGetRequestInformation(r =>
        {
            r.QueryParameters.Select = MessageReading.Select;
            r.QueryParameters.Expand = [MessageReading.Expand];
            r.QueryParameters.Filter = $"receivedDateTime ge {Moment(window.Start)} and receivedDateTime lt {Moment(window.End)}";
            r.QueryParameters.Orderby = ["receivedDateTime desc"];
            r.QueryParameters.Top = PageSize;
            r.QueryParameters.Count = count ? true : null;
        }),
        isRound: false, ct);

    public Task<ItemRead<ItemIds>> IdsAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct) =>
        link is not null && !options.Value.IsOurs(new Uri(link))
            ? Task.FromResult<ItemRead<ItemIds>>(new ItemRead<ItemIds>.Unreadable("foreign-link"))
            : reads.OneAsync(
                mailbox, link is null ? () => Ids(mailbox, resource, window) : () => GraphReads.Next(link), ItemIdReading.Read, ct);

    public Task<IReadOnlyList<ItemRead<MailboxItem>>> MailsAsync(
        Mailbox mailbox, string folder, IReadOnlyList<string> graphIds, CancellationToken ct) => reads.ManyAsync(
        mailbox,
        Requests(graphIds, id => reads.User(mailbox).Messages[id].ToGetRequestInformation(r =>
        {
            r.QueryParameters.Select = MessageReading.Select;
            r.QueryParameters.Expand = [MessageReading.Expand];
        })),
        json => MessageReading.Read(json, folder) is MailboxItem.Mail mail
            ? new MailboxItem.Mail(mail.Content with { Headers = mail.Content.Headers ?? [], IsWhole = true })
            : MessageReading.Read(json, folder),
        ct);

    public Task<IReadOnlyList<ItemRead<MailboxItem>>> MeetingsAsync(
        Mailbox mailbox, IReadOnlyList<string> graphIds, CancellationToken ct) => reads.ManyAsync(
        mailbox, Requests(graphIds, id => reads.User(mailbox).Events[id].ToGetRequestInformation()), EventReading.Read, ct);

    public Task<IReadOnlyList<ItemRead<string?>>> BodiesAsync(
        Mailbox mailbox, LedgerKind kind, IReadOnlyList<string> graphIds, BodyPart part, CancellationToken ct)
    {
        var property = part is BodyPart.Preview ? "bodyPreview" : kind is LedgerKind.Message ? "uniqueBody" : "body";
        return reads.ManyAsync(
            mailbox,
            Requests(graphIds, id => kind is LedgerKind.Message
                ? reads.User(mailbox).Messages[id].ToGetRequestInformation(r => r.QueryParameters.Select = [property])
                : reads.User(mailbox).Events[id].ToGetRequestInformation(r => r.QueryParameters.Select = [property])),
            json => Shorten(part is BodyPart.Preview ? Text(json, property)
                : json.TryGetProperty(property, out var body) && body.ValueKind is JsonValueKind.Object ? Text(body, "content") : null),
            ct);
    }

    public Task<ItemRead<IReadOnlySet<string>>> AddressesAsync(Mailbox mailbox, CancellationToken ct) =>
        reads.OneAsync<IReadOnlySet<string>>(
        mailbox,
        () => reads.User(mailbox).ToGetRequestInformation(r => r.QueryParameters.Select = ["mail", "userPrincipalName", "proxyAddresses"]),
        json => new[] { Text(json, "mail"), Text(json, "userPrincipalName") }
            .Concat(json.TryGetProperty("proxyAddresses", out var proxies) && proxies.ValueKind is JsonValueKind.Array
                ? proxies.EnumerateArray().Select(SmtpAddress)
                : [])
            .OfType<string>().Where(a => a.Contains('@')).Select(a => a.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal),
        ct);

    public Task<ItemRead<IReadOnlyDictionary<string, GroupMembers>>> GroupsAsync(
        Mailbox mailbox, IReadOnlyCollection<string> addresses, CancellationToken ct) =>
        options.Value.IsDelegated
        ? Task.FromResult<ItemRead<IReadOnlyDictionary<string, GroupMembers>>>(
            new ItemRead<IReadOnlyDictionary<string, GroupMembers>>.NotAllowed("delegated"))
        : groups.OfAsync(mailbox.User.Tenant.EntraTenantId, addresses, ct);

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
            var read = await reads.OneAsync(
                mailbox, () => at is null ? reads.User(mailbox).MailFolders.Delta.ToGetRequestInformation() : GraphReads.Next(at),
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

    public async Task<ItemRead<IReadOnlyList<string>>> CalendarsAsync(Mailbox mailbox, CancellationToken ct)
    {
        var own = await AddressesAsync(mailbox, ct) is ItemRead<IReadOnlySet<string>>.Found { Value: var addresses }
            ? addresses
            : mailbox.Addresses;
        return await reads.OneAsync<IReadOnlyList<string>>(
            mailbox,
            () => reads.User(mailbox).Calendars.ToGetRequestInformation(r =>
            {
                r.QueryParameters.Select = ["id", "isDefaultCalendar", "owner"];
                r.QueryParameters.Top = MostCalendars;
            }),
            json => [.. CalendarReading.Further(json, own)],
            ct);
    }

    public Task<ItemRead<MailPlace?>> FindMailAsync(Mailbox mailbox, string internetMessageId, CancellationToken ct) => reads.OneAsync(
        mailbox,
        () => reads.User(mailbox).Messages.ToGetRequestInformation(r =>
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
        string[] names = [.. FolderRules.Named, .. FolderRules.LeftOut];
        var read = await reads.ManyAsync(
            mailbox,
            Requests(names, name => reads.User(mailbox).MailFolders[name].ToGetRequestInformation(r => r.QueryParameters.Select = ["id"])),
            json => Text(json, "id"), ct);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, folder) in names.Zip(read))
        {
            switch (folder)
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

    private async Task<MailboxRead> PageAsync(
        Mailbox mailbox, string resource, string? link, Func<RequestInformation> first, bool isRound, CancellationToken ct)
    {
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out var there) && options.Value.IsOurs(there)))
        {
            ForeignLink(log, mailbox.User.Tenant.Id, mailbox.User.Id);
            return new MailboxRead.ResyncNeeded();
        }

        var answer = await reads.PageAsync(mailbox, link is null ? first : () => GraphReads.Next(link), ct);
        if (answer is not GraphAnswer<JsonDocument>.Ok { Value: var page })
        {
            return Refused(((GraphAnswer<JsonDocument>.Failed)answer).Failure);
        }

        using (page)
        {
            return await PageAsync(mailbox, resource, page.RootElement, isRound, ct);
        }
    }

    /// <summary>A round ends with a deltaLink, a list with no link at all.</summary>
    private async Task<MailboxRead> PageAsync(
        Mailbox mailbox, string resource, JsonElement page, bool isRound, CancellationToken ct)
    {
        var (next, end) = (Text(page, "@odata.nextLink"), Text(page, "@odata.deltaLink"));
        if ((isRound && next is null && end is null) || !page.TryGetProperty("value", out var value)
            || value.ValueKind is not JsonValueKind.Array)
        {
            return new MailboxRead.Throttled(GraphFailure.BadAnswer, null);
        }

        var total = page.TryGetProperty("@odata.count", out var count) && count.TryGetInt32(out var told) ? told : (int?)null;
        var entries = value.EnumerateArray().Where(e => Text(e, "id") is { Length: > 0 }).ToList();
        if (!Mailbox.IsCalendar(resource))
        {
            return new MailboxRead.Page([.. entries.Select(e => MessageReading.Read(e, resource))], next ?? end ?? "", next is null, total);
        }

        var (meetings, throttled) = await series.ReadAsync(mailbox, entries, ct);
        return throttled is not null ? throttled : new MailboxRead.Page(meetings, next ?? end ?? "", next is null);
    }

    /// <summary>
    /// Rights and licences stand behind 403 and 404. Whatever else Graph refuses says something about one request, and is tried again soon.
    /// </summary>
    private static MailboxRead Refused(GraphFailure failure) =>
        failure.IsResync ? new MailboxRead.ResyncNeeded()
        : failure.IsPassing || failure.Status is not (403 or 404) ? new MailboxRead.Throttled(failure.PauseCode, failure.RetryAfter)
        : new MailboxRead.NotAllowed(failure.Code);

    private RequestInformation First(Mailbox mailbox, string resource, ReadWindow window)
    {
        var user = reads.User(mailbox);
        return Mailbox.CalendarIdOf(resource) is { } calendar
            ? user.Calendars[calendar].CalendarView.Delta.ToGetRequestInformation(r =>
                (r.QueryParameters.StartDateTime, r.QueryParameters.EndDateTime) = (Moment(window.Start), Moment(window.End)))
        : resource == Mailbox.Calendar
            ? user.CalendarView.Delta.ToGetRequestInformation(r =>
                (r.QueryParameters.StartDateTime, r.QueryParameters.EndDateTime) = (Moment(window.Start), Moment(window.End)))
        : user.MailFolders[Mailbox.FolderOf(resource)].Messages.Delta.ToGetRequestInformation(r =>
        {
            r.QueryParameters.Select = MessageReading.Select;
            r.QueryParameters.Expand = [MessageReading.Expand];
            r.QueryParameters.Filter = $"receivedDateTime ge {Moment(window.Start)}";
        });
    }

    /// <summary>The path says of what; window, select and page size are the same of all.</summary>
    private RequestInformation Ids(Mailbox mailbox, string resource, ReadWindow window)
    {
        var user = reads.User(mailbox);
        var request = Mailbox.CalendarIdOf(resource) is { } calendar
            ? user.Calendars[calendar].CalendarView.ToGetRequestInformation()
            : resource == Mailbox.Calendar ? user.CalendarView.ToGetRequestInformation()
            : user.MailFolders[Mailbox.FolderOf(resource)].Messages.ToGetRequestInformation();
        request.QueryParameters["%24select"] = ItemIdReading.Select;
        request.QueryParameters["%24top"] = ItemIdReading.PageSize;
        foreach (var (name, value) in Mailbox.IsCalendar(resource)
            ? [("startDateTime", Moment(window.Start)), ("endDateTime", Moment(window.End))]
            : new[] { ("%24filter", $"receivedDateTime ge {Moment(window.Start)} and receivedDateTime lt {Moment(window.End)}") })
        {
            request.QueryParameters[name] = value;
        }

        return request;
    }

    private static IReadOnlyList<Func<RequestInformation>> Requests(
        IReadOnlyList<string> graphIds, Func<string, RequestInformation> one) =>
        [.. graphIds.Select(id => (Func<RequestInformation>)(() => one(id)))];

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string? SmtpAddress(JsonElement proxy) =>
        proxy.GetString() is { } text && text.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase) ? text[5..] : null;

    private static string? Shorten(string? text)
    {
        var clean = Participant.Clean(text).Trim();
        return clean.Length == 0 ? null : clean.Length > LongestText ? Participant.Clean(clean[..LongestText]) : clean;
    }

    [LoggerMessage(1, LogLevel.Warning, "A stored link of user {User} in tenant {Tenant} points to another host; the folder is read anew")]
    private static partial void ForeignLink(ILogger log, Guid tenant, Guid user);
}
