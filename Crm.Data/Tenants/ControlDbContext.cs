namespace Crm.Data.Tenants;

/// <summary>crm_control: migrated like a tenant, read with plain SQL (three small tables do not need a model).</summary>
public sealed class ControlDbContext(DbContextOptions<ControlDbContext> options) : DbContext(options);
