using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Data;

/// <summary>Ready means: the application's role reaches the list of tenants.</summary>
internal sealed class DatabaseHealthCheck(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("select count(*) from crm_control.tenants");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException unreachable)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached, or is not migrated.", unreachable);
        }
    }
}
