namespace Crm.Core.Contacts;

/// <summary>A word also in what a merge keeps for its undo.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AddressKind>))]
public enum AddressKind
{
    /// <summary>Contact.Email; the database keeps this row.</summary>
    Primary,
    Work,
    Home,
    Other,
}

/// <summary>An address by which a contact writes, in lower case; one owner has each address once.</summary>
public sealed class ContactAddress
{
    public const int Length = 255;

    public Guid Id { get; private init; }

    public Guid ContactId { get; private init; }

    public Contact? Contact { get; private set; }

    public Guid OwnerId { get; private init; }

    public string Address { get; private init; } = "";

    public AddressKind Kind { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public static ContactAddress Further(Contact contact, string address, AddressKind kind, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ContactId = contact.Id,
        OwnerId = contact.OwnerId,
        Address = address.ToLowerInvariant(),
        Kind = kind,
        CreatedAt = now,
    };
}
