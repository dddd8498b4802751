namespace Crm.Core.Lists;

/// <summary>
/// The tenant's one row of settings that lists need. The database raises <see cref="Version"/> whenever people, stages or custom fields
/// change, so that what was read of them can be kept in memory and is never stale.
/// </summary>
public sealed class TenantSettings
{
    public bool Id { get; private init; } = true;

    public long Version { get; private init; }

    /// <summary>Signs cursors; 32 bytes made by the database.</summary>
    public byte[] SigningKey { get; private init; } = [];
}
