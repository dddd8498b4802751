using System.ComponentModel.DataAnnotations;

namespace Crm.Data.Tenants;

/// <summary>Connection strings, by their names in the contract. Without them Development uses the embedded server.</summary>
public sealed class CrmDatabaseOptions
{
    /// <summary>The server that `./crm up` starts; its passwords guard nothing but a loopback port of a development machine.</summary>
    public const string EmbeddedServer = "Host=localhost;Port=54329;Database=crm";

    public const string EmbeddedApplication = EmbeddedServer + ";Username=crm_app;Password=crm_app";

    /// <summary>ConnectionStrings:Crm, the application role: owns nothing.</summary>
    [Required]
    public string Application { get; set; } = "";

    /// <summary>Entra tenants that may use this installation (tid to name); empty admits every tenant in crm_control.tenants.</summary>
    public Dictionary<string, string> AllowedTenants { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Access:AutoProvision, for every tenant; a tenant's own setting in crm_control.tenants allows it for that one.</summary>
    public bool AutoProvision { get; set; }

    /// <summary>
    /// Lists:CountBudget: how long a single count of a list may take before it answers as a lower bound; after half of it no more counts
    /// are begun.
    /// </summary>
    public TimeSpan CountBudget { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Object ids that become ADMIN when they are provisioned.</summary>
    public List<string> Admins { get; } = [];
}
