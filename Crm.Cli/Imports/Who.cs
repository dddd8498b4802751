using Crm.Core.Access;
using Crm.Data.Tenants;

namespace Crm.Cli.Imports;

/// <summary>In whose name an operator works: a tenant by its slug, a person by the e-mail address.</summary>
internal static class Who
{
    public static async Task<CurrentUser> FindAsync(
        IServiceProvider services, string? slug, string? address, Door door, string option, CancellationToken ct)
    {
        var tenants = await services.GetRequiredService<TenantRegistry>().AllAsync(ct);
        var tenant = slug is null
            ? tenants.Count == 1 ? tenants[0] : null
            : tenants.FirstOrDefault(
                t => t.Schema == slug || t.Schema == "t_" + slug || t.Name.Equals(slug, StringComparison.OrdinalIgnoreCase));
        if (tenant is null)
        {
            var names = tenants.Count == 0 ? "there is none yet: run 'crm db seed' or 'crm db tenants'"
                : string.Join(", ", tenants.Select(t => t.Schema["t_".Length..]));
            throw new CliException(slug is null ? $"Which tenant? Say --tenant: {names}." : $"There is no tenant '{slug}': {names}.");
        }

        if (address is null)
        {
            throw new CliException($"Whose? Say {option} with the e-mail address of somebody in {tenant.Name}.");
        }

        return await services.GetRequiredService<UserDirectory>().FindByAddressAsync(tenant, address, door, ct)
            ?? throw new CliException($"Nobody in {tenant.Name} has the address '{address}'.");
    }
}
