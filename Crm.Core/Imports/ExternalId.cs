namespace Crm.Core.Imports;

/// <summary>Under which id a record was known in the system it came from. An import of that system finds the record by it again.</summary>
public sealed class ExternalId
{
    public const int SourceLength = 40;
    public const int KeyLength = 255;

    /// <summary>hubspot, pipedrive, salesforce, crm (our own export), or csv for any other file.</summary>
    public string Source { get; private init; } = "";

    /// <summary>company, contact or deal.</summary>
    public string Entity { get; private init; } = "";

    public string Key { get; private init; } = "";

    public Guid OwnerId { get; private init; }

    public Guid RecordId { get; private init; }

    public DateTimeOffset ImportedAt { get; private init; }
}
