namespace Crm.Core.Records;

/// <summary>One save of one record: which field went from what to what. Written by the database.</summary>
public sealed class RecordChange
{
    public Guid Id { get; private init; }

    public string Entity { get; private init; } = "";

    public Guid RecordId { get; private init; }

    public int Version { get; private init; }

    public DateTimeOffset ChangedAt { get; private init; }

    public Guid? ChangedBy { get; private init; }

    public string? Door { get; private init; }

    /// <summary>JSON: {"field": {"from": value, "to": value}}.</summary>
    public string Changes { get; private init; } = "{}";
}
