using Crm.Core.Access;

namespace Crm.OutlookAddin.Jobs;

/// <summary>
/// Section Jobs, as far as the dashboard needs it. The jobs are those of all tenants, so that one of them has to be its operator.
/// </summary>
internal sealed class JobsDashboardOptions
{
    public const string Section = "Jobs";

    /// <summary>
    /// The Entra tenant whose administrators see the dashboard; where only one may sign in (AzureAd:TenantId), it is that one.
    /// </summary>
    public Guid? Tenant { get; set; }

    /// <returns>Null for whoever may see it.</returns>
    public string? WhyNot(CurrentUser user, AzureAdOptions azureAd) =>
        !user.IsAdministrator ? "The jobs are for administrators."
        : (Tenant ?? (Guid.TryParse(azureAd.TenantId, out var only) ? only : null)) is not { } operators
            ? "This host serves several organisations. Jobs:Tenant names the one whose administrators see the jobs."
        : operators != user.Tenant.EntraTenantId ? "The jobs are for administrators of the organisation that runs this CRM."
        : null;
}
