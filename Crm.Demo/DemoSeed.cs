using Crm.Core.Access;
using Crm.Core.Database;
using Crm.Core.Pipeline;
using Crm.Core.UseCases;
using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Demo;

/// <summary>What a seed put in.</summary>
public sealed record SeedCounts(int Users, int Companies, int Contacts, int Deals, int Activities);

/// <summary>
/// Fills the demo firm through the same context and rights as any door, in one transaction: a killed seed leaves nothing and the next run
/// begins again; a firm that has companies is left as it is.
/// </summary>
public sealed class DemoSeed(IServiceScopeFactory scopes, TenantRegistry tenants, TimeProvider clock)
{
    private const int Companies = 48;

    /// <returns>Null when the firm was seeded before.</returns>
    public async Task<SeedCounts?> RunAsync(DemoFirm firm, CancellationToken ct)
    {
        var tenant = await tenants.FindAsync(firm.TenantId, ct)
            ?? throw new InvalidOperationException($"The tenant {firm.TenantId} is not there: migrate first.");
        var now = clock.GetUtcNow();
        var admin = firm.Users.First(u => DemoFirm.RoleOf(u) is Role.Admin);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ICrmDb>();
        await db.BeginAsync(new CurrentUser(Guid.Empty, tenant, admin.Name, admin.Mail, Role.Admin, admin.TimeZone, admin.Locale, Door.Cli),
            UseCaseKind.Change, ct);
        if (await db.Companies.AnyAsync(ct))
        {
            return null;
        }

        var users =
            firm.Users
            .Select(
                u => (Person: u, User: User.FromEntra(firm.TenantId, u.Oid, u.Name, u.Mail, DemoFirm.RoleOf(u), now)
                    .Living(u.TimeZone, u.Locale))).ToList();
        db.Users.AddRange(users.Select(u => u.User));
        var stages = DefaultPipeline.Stages(now);
        db.Stages.AddRange(stages);
        var owners = users.Select(u => new CurrentUser(
            u.User.Id, tenant, u.Person.Name, u.Person.Mail, u.User.Role, u.Person.TimeZone, u.Person.Locale, Door.Cli)).ToList();
        var sales = new DemoSales(owners, stages, now);
        sales.AddNamedCustomers();
        sales.AddInvented(Companies);
        db.Companies.AddRange(sales.Companies);
        db.Contacts.AddRange(sales.Contacts);
        db.Deals.AddRange(sales.Deals);
        db.Activities.AddRange(sales.Activities);
        await SaveAsync(db, ct);
        sales.Close();
        await SaveAsync(db, ct);
        await db.CommitAsync(ct);
        return new SeedCounts(users.Count, sales.Companies.Count, sales.Contacts.Count, sales.Deals.Count, sales.Activities.Count);
    }

    private static async Task SaveAsync(ICrmDb db, CancellationToken ct)
    {
        if (await db.SaveAsync(ct) is { } refusal)
        {
            throw new InvalidOperationException($"The demo data was refused: {refusal.Message}");
        }
    }
}
