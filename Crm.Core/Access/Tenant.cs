namespace Crm.Core.Access;

public enum Role
{
    /// <summary>Sees the whole tenant and changes nothing in it: an auditor, a controller.</summary>
    Readonly,
    User,
    Manager,
    Admin,
}

/// <summary>A tenant's setting for its USERs: they see their own rows, or everybody's (changing their own only, either way).</summary>
public enum Visibility
{
    Own,
    Everyone,
}

/// <summary>Through which door a change came; kept with every change in the record history.</summary>
public enum Door
{
    Teams,
    Outlook,
    Capture,
    Cli,
    Import,
}

/// <summary>A company that uses the CRM: an Entra tenant, and the PostgreSQL schema that holds its data.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, "SE": whose phone numbers those without a country code are; null where nobody said so.</param>
public sealed record Tenant(
    Guid Id, Guid EntraTenantId, string Name, string Schema, Visibility Visibility, bool AutoProvision, string DefaultCurrency,
    string? Country = null);
