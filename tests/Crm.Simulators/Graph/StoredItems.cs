namespace Crm.Simulators.Graph;

public sealed class MailFolder(string id, string wellKnownName, string displayName, string? parentId = null)
{
    /// <summary>Null stands for the top of the mailbox.</summary>
    public string? ParentId { get; set; } = parentId;

    public string Id { get; } = id;

    public string WellKnownName { get; } = wellKnownName;

    public string DisplayName { get; set; } = displayName;
}

/// <summary>One copy of a mail in one mailbox. <see cref="Content"/> holds everything but ids and folder.</summary>
public sealed class StoredMessage(string immutableId, MailFolder folder, JsonObject content, byte[] mime)
{
    public string ImmutableId { get; } = immutableId;

    public string DefaultId { get; set; } = ItemIds.Default(immutableId, 0);

    public MailFolder Folder { get; set; } = folder;

    public JsonObject Content { get; } = content;

    public byte[] Mime { get; } = mime;

    public int Moves { get; set; }

    public long Version { get; set; } = 1;

    public DateTimeOffset Received =>
        DateTimeOffset.Parse(Content["receivedDateTime"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A calendar besides the default one.</summary>
/// <param name="Owner">Its address; another's when it is shared with the mailbox.</param>
public sealed record FurtherCalendar(string Id, string Name, string Owner);

/// <summary>One meeting in one mailbox: a single event or a whole series with its exceptions.</summary>
public sealed class StoredEvent(string immutableId, Meeting meeting)
{
    public string ImmutableId { get; } = immutableId;

    public string DefaultId { get; } = ItemIds.Default(immutableId, 0);

    public Meeting Meeting { get; set; } = meeting;

    /// <summary>Properties changed by a test after delivery; they win over what the calendar file said.</summary>
    public JsonObject Overrides { get; } = [];

    public long Version { get; set; } = 1;

    /// <summary>Null is the default calendar.</summary>
    public string? CalendarId { get; set; }
}

public enum ItemKind
{
    Message,
    Event,
    Folder,
}

public enum ChangeVerb
{
    Created,
    Updated,
    Deleted,
}

/// <summary>An entry of the mailbox's change log, from which delta rounds and notifications are made.</summary>
/// <param name="DefaultId">The default id at that time: a move gives the item another one.</param>
/// <param name="Moved">The item left or entered the folder by a move inside the mailbox.</param>
/// <param name="Properties">What an update touched; null means anything.</param>
public sealed record Change(
    long Sequence, ItemKind Kind, ChangeVerb Verb, string ImmutableId, string DefaultId, string? FolderId, bool Moved,
    IReadOnlyList<string>? Properties);
