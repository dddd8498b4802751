namespace Crm.Core.Imports;

/// <summary>One row as it is understood.</summary>
public sealed class ImportRow(int fields)
{
    public required long Line { get; init; }

    public required Guid OwnerId { get; set; }

    /// <summary>One value per field of the entity, in its order; null where the file says nothing.</summary>
    public object?[] Values { get; } = new object?[fields];

    /// <summary>Custom values as JSON; null without any.</summary>
    public string? Custom { get; set; }

    /// <summary>A deal's status and closing moment, as its stage has them.</summary>
    public string? StageStatus { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>A deal's contact as "last first", read in the two ways a full name can be split.</summary>
    public string? ContactSorted { get; set; }

    public string? ContactSortedToo { get; set; }
}
