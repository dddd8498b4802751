namespace Crm.Simulators.Graph;

public static class FoldersApi
{
    public static IResult List(string user, HttpRequest request, Mailboxes mailboxes, PublicAddress address)
    {
        var query = ODataQuery.From(request);
        return mailboxes.Find(user) is { } mailbox
            ? GraphAnswers.Page(request, address, mailbox.Folders.Where(folder => folder.ParentId is null)
                .Select(folder => query.Project(Shape(mailbox, folder))), query)
            : GraphError.NoUser(user);
    }

    public static IResult Get(string user, string folder, HttpRequest request, Mailboxes mailboxes) =>
        mailboxes.Find(user) is not { } mailbox
        ? GraphError.NoUser(user)
        : mailbox.FindFolder(folder) is { } found ? GraphAnswers.Entity(ODataQuery.From(request).Project(Shape(mailbox, found)))
        : GraphError.NoItem();

    public static IResult Children(string user, string folder, HttpRequest request, Mailboxes mailboxes, PublicAddress address) =>
        mailboxes.Find(user) is not { } mailbox || mailbox.FindFolder(folder) is not { } parent ? GraphError.NoItem()
        : GraphAnswers.Page(
            request, address, mailbox.Folders.Where(one => one.ParentId == parent.Id)
                .Select(one => ODataQuery.From(request).Project(Shape(mailbox, one))), ODataQuery.From(request));

    public static IResult Delta(string user, HttpRequest request, Mailboxes mailboxes, DeltaStates states, PublicAddress address)
    {
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return GraphError.NoUser(user);
        }

        var query = ODataQuery.From(request);
        var since = 0L;
        if (DeltaStates.TokenOf(request) is { } token)
        {
            if (states.Find<long>(token, mailbox.Owner.Oid) is not { } known)
            {
                return GraphError.NoSyncState();
            }

            since = known;
        }

        var sequence = mailbox.Sequence;
        var changed = mailbox.ChangesSince(since).Where(change => change.Kind == ItemKind.Folder || change.FolderId is not null)
            .Select(change => change.FolderId).ToHashSet();
        var folders = mailbox.Folders.Where(folder => since == 0 || changed.Contains(folder.Id))
            .Select(folder => (JsonNode)query.Project(Shape(mailbox, folder)))
            .Concat(changed.OfType<string>().Where(id => since > 0 && mailbox.FindFolder(id) is null).Select(id => (JsonNode)new JsonObject
            {
                ["id"] = id,
                ["@removed"] = new JsonObject { ["reason"] = "deleted" },
            }));
        return Results.Json(new JsonObject
        {
            ["@odata.context"] = $"{address.Graph(request)}/$metadata#Collection(mailFolder)",
            ["value"] = new JsonArray([.. folders]),
            ["@odata.deltaLink"] =
                $"{address.Graph(request)}/users/{user}/mailFolders/delta?$deltatoken={states.Keep(mailbox.Owner.Oid, sequence)}",
        });
    }

    private static JsonObject Shape(Mailbox mailbox, MailFolder folder) => new()
    {
        ["id"] = folder.Id,
        ["displayName"] = folder.DisplayName,
        ["parentFolderId"] = folder.ParentId ?? ItemIds.Folder(mailbox.Owner.Oid, "msgfolderroot"),
        ["childFolderCount"] = mailbox.Folders.Count(one => one.ParentId == folder.Id),
        ["unreadItemCount"] = mailbox.CountMessages(one => one.Folder == folder && one.Content["isRead"]?.GetValue<bool>() == false),
        ["totalItemCount"] = mailbox.CountMessages(one => one.Folder == folder),
        ["sizeInBytes"] = 0,
        ["isHidden"] = false,
    };
}
