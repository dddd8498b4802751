namespace Crm.Simulators.Graph;

public static class MessagesApi
{
    public static IResult List(
        string user, string? folder, HttpRequest request, Mailboxes mailboxes, PublicAddress address, IOptions<SimulatorOptions> options)
    {
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return GraphError.NoUser(user);
        }

        var query = ODataQuery.From(request).OfList(options.Value);
        var within = folder is null ? null : mailbox.FindFolder(folder);
        if (folder is not null && within is null)
        {
            return GraphError.NoItem();
        }

        if (!ODataFilter.TryParse(query.Filter, out var matches))
        {
            return GraphError.BadRequest("Invalid filter clause", "ErrorInvalidUrlQueryFilter");
        }

        if (query is { OrderBy: { } order, Filter: { } filter }
            && !filter.TrimStart('(', ' ').StartsWith(order.Split(' ')[0], StringComparison.OrdinalIgnoreCase))
        {
            return GraphError.BadRequest("The restriction or sort order is too complex for this operation.", "InefficientFilter");
        }

        var found = mailbox.Messages.Where(one => within is null || one.Folder == within).Where(one => matches(one.Content))
            .OrderByDescending(one => one.Received).ToList();
        if (query.OrderBy?.Equals("receivedDateTime", StringComparison.OrdinalIgnoreCase) == true)
        {
            found.Reverse();
        }

        return GraphAnswers.Page(request, address, found.Select(one => MessageShape.Of(one, mailbox, query)), query);
    }

    public static IResult Get(string user, string id, HttpRequest request, Mailboxes mailboxes) =>
        With(user, id, mailboxes, (mailbox, message) => GraphAnswers.Entity(MessageShape.Of(message, mailbox, ODataQuery.From(request))));

    public static IResult Mime(string user, string id, Mailboxes mailboxes) =>
        With(user, id, mailboxes, (_, message) => Results.Bytes(message.Mime, "text/plain"));

    public static IResult Attachments(string user, string id, Mailboxes mailboxes) =>
        With(user, id, mailboxes, (_, message) => GraphAnswers.Entity(new JsonObject { ["value"] = AttachmentShape.Of(message) }));

    private static IResult With(string user, string id, Mailboxes mailboxes, Func<Mailbox, StoredMessage, IResult> answer) =>
        mailboxes.Find(user) is not { } mailbox
        ? GraphError.NoUser(user)
        : !ItemIds.IsWellFormed(id)
            ? GraphError.MalformedId()
            : mailbox.FindMessage(id) is { } message ? answer(mailbox, message) : GraphError.NoItem();
}
