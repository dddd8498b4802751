namespace Crm.Core.Choices;

/// <summary>
/// The tenant's one row of settings that lists need. The database raises <see cref="Version"/> whenever people, stages, custom fields or
/// exchange rates change, so that what was read of them can be kept in memory and is never stale.
/// </summary>
public sealed class TenantSettings
{
    public bool Id { get; private init; } = true;

    public long Version { get; private init; }

    /// <summary>Signs cursors; 32 bytes made by the database.</summary>
    public byte[] SigningKey { get; private init; } = [];

    /// <summary>Made by the database; with it people are recognised in the ledger of capture whose addresses are not kept there.</summary>
    public Guid CaptureSalt { get; private init; }

    /// <summary>ISO 4217; null until an administrator chose one: then it is the tenant's default currency.</summary>
    public string? ReportingCurrency { get; private set; }

    public void ReportIn(string currency) => ReportingCurrency = currency;
}
