namespace Crm.Simulators.Graph;

/// <summary>A person's mailbox and calendar, with the log of everything that happened to it.</summary>
public sealed class Mailbox(FirmUser owner)
{
    private static readonly (string Name, string Display)[] WellKnown =
    [
        ("inbox", "Inbox"), ("sentitems", "Sent Items"), ("drafts", "Drafts"), ("deleteditems", "Deleted Items"),
        ("junkemail", "Junk Email"), ("archive", "Archive"), ("outbox", "Outbox"),
    ];

    private readonly Lock gate = new();
    private readonly List<MailFolder> folders =
        [.. WellKnown.Select(one => new MailFolder(ItemIds.Folder(owner.Oid, one.Name), one.Name, one.Display))];

    private readonly List<StoredMessage> messages = [];
    private readonly List<StoredEvent> events = [];
    private readonly List<FurtherCalendar> calendars = [];
    private readonly List<Change> log = [];

    public event Action<Mailbox, Change>? Changed;

    public FirmUser Owner => owner;

    public long Sequence => Read(() => log.Count);

    public IReadOnlyList<MailFolder> Folders => Read(() => folders.ToList());

    public IReadOnlyList<FurtherCalendar> Calendars => Read(() => calendars.ToList());

    public IReadOnlyList<StoredMessage> Messages => Read(() => messages.ToList());

    public IReadOnlyList<StoredEvent> Events => Read(() => events.ToList());

    public IReadOnlyList<Change> ChangesSince(long sequence) => Read(() => log.Skip((int)sequence).ToList());

    public MailFolder? FindFolder(string key) => Read(() => folders.FirstOrDefault(folder =>
        folder.Id == key || folder.WellKnownName.Equals(key, StringComparison.OrdinalIgnoreCase)));

    public StoredMessage? FindMessage(string id) =>
        Read(() => messages.FirstOrDefault(one => one.DefaultId == id || one.ImmutableId == id));

    public StoredEvent? FindEvent(string id) => Read(() => events.FirstOrDefault(one => one.DefaultId == id || one.ImmutableId == id));

    public StoredEvent? FindMeeting(string uid) => Read(() => events.FirstOrDefault(one => one.Meeting.Uid == uid));

    public int CountMessages(Func<StoredMessage, bool> those) => Read(() => messages.Count(those));

    public FurtherCalendar AddCalendar(string name, string? of)
    {
        lock (gate)
        {
            var made = new FurtherCalendar(ItemIds.Folder(owner.Oid, $"calendar/{name}"), name, of ?? owner.Mail);
            calendars.Add(made);
            return made;
        }
    }

    public StoredMessage Add(StoredMessage message)
    {
        Write(() => messages.Add(message), ChangeOf(message, ChangeVerb.Created));
        return message;
    }

    public void Move(StoredMessage message, MailFolder target)
    {
        var left = ChangeOf(message, ChangeVerb.Deleted) with { Moved = true };
        Write(
            () =>
            {
                message.Folder = target;
                message.DefaultId = ItemIds.Default(message.ImmutableId, ++message.Moves);
                message.Version++;
            },
            left);
        Write(() => { }, ChangeOf(message, ChangeVerb.Created) with { Moved = true });
    }

    public void Update(StoredMessage message, JsonObject changes) => Write(
        () =>
        {
            Apply(message.Content, changes);
            message.Version++;
        },
        ChangeOf(message, ChangeVerb.Updated) with { Properties = [.. changes.Select(pair => pair.Key)] });

    public void Delete(StoredMessage message) => Write(() => messages.Remove(message), ChangeOf(message, ChangeVerb.Deleted));

    public StoredEvent Put(StoredEvent item)
    {
        Write(() => events.Add(item), ChangeOf(item, ChangeVerb.Created));
        return item;
    }

    public void Replace(StoredEvent item, Meeting meeting) => Write(
        () =>
        {
            item.Meeting = meeting;
            item.Version++;
        },
        ChangeOf(item, ChangeVerb.Updated));

    public void Update(StoredEvent item, JsonObject changes) => Write(
        () =>
        {
            Apply(item.Overrides, changes);
            item.Version++;
        },
        ChangeOf(item, ChangeVerb.Updated));

    public void Delete(StoredEvent item) => Write(() => events.Remove(item), ChangeOf(item, ChangeVerb.Deleted));

    public MailFolder AddFolder(string displayName, MailFolder? parent = null)
    {
        var folder = new MailFolder(
            ItemIds.Folder(owner.Oid, parent is null ? displayName : $"{parent.Id}/{displayName}"), $"custom:{displayName}", displayName,
            parent?.Id);
        Write(() => folders.Add(folder), ChangeOf(folder, ChangeVerb.Created));
        return folder;
    }

    /// <summary>People rename folders and move them, to the deleted items for example.</summary>
    public void Change(MailFolder folder, string? displayName, MailFolder? parent) => Write(
        () => (folder.DisplayName, folder.ParentId) = (displayName ?? folder.DisplayName, parent?.Id ?? folder.ParentId),
        ChangeOf(folder, ChangeVerb.Updated));

    public void Delete(MailFolder folder) => Write(
        () =>
        {
            folders.Remove(folder);
            messages.RemoveAll(one => one.Folder == folder);
        },
        ChangeOf(folder, ChangeVerb.Deleted));

    private static Change ChangeOf(MailFolder folder, ChangeVerb verb) =>
        new(0, ItemKind.Folder, verb, folder.Id, folder.Id, folder.Id, false, null);

    private static void Apply(JsonObject target, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            target[name] = value?.DeepClone();
        }
    }

    private static Change ChangeOf(StoredMessage message, ChangeVerb verb) =>
        new(0, ItemKind.Message, verb, message.ImmutableId, message.DefaultId, message.Folder.Id, false, null);

    private static Change ChangeOf(StoredEvent item, ChangeVerb verb) =>
        new(0, ItemKind.Event, verb, item.ImmutableId, item.DefaultId, null, false, null);

    private T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    private void Write(Action write, Change change)
    {
        lock (gate)
        {
            write();
            change = change with { Sequence = log.Count + 1 };
            log.Add(change);
        }

        Changed?.Invoke(this, change);
    }
}
