using Crm.Core.Access;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Database;
using Crm.Core.Routes;
using Crm.Core.UseCases;
using Crm.Data;
using Crm.Data.Migrations;
using Crm.Data.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Torture.Hosts;

/// <summary>The tenant, its people and whom they know, made once: each seed gets a copy.</summary>
internal static class FirmSetup
{
    public static async Task RunAsync(TortureServer server, Firm firm, CancellationToken ct)
    {
        var tenantId = Guid.Parse(firm.TenantId);
        await new Migrator(server.Owner, TimeProvider.System).AddTenantAsync(tenantId, firm.Name, "t_contoso", null, ct);
        await new Migrator(server.Owner, TimeProvider.System).StartPipelineAsync("t_contoso", ct);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Crm", server.Application)]).Build();
        await using var services = new ServiceCollection().AddCrmCore().AddCrmData(configuration, isDevelopment: false).AddLogging()
            .BuildServiceProvider();
        var tenant = await services.GetRequiredService<TenantRegistry>().FindAsync(tenantId, ct)
            ?? throw new InvalidOperationException("The tenant is not there.");
        var owner = await UsersAsync(services, tenant, firm, ct);
        await CustomersAsync(services.GetRequiredService<UseCaseRunner>(), owner, ct);
    }

    private static async Task<CurrentUser> UsersAsync(IServiceProvider services, Tenant tenant, Firm firm, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ICrmDb>();
        await db.BeginAsync(
            new CurrentUser(Guid.Empty, tenant, "Torture", "torture", Role.Admin, "UTC", "en-US", Door.Cli), UseCaseKind.Change, ct);
        var users = firm.Users.Take(Cast.Mailboxes).Select(person => User.FromEntra(
            tenant.EntraTenantId, Guid.Parse(person.Oid), person.Name, person.Mail, Role.User, TimeProvider.System.GetUtcNow())
            .Living("UTC", "en-US")).ToList();
        db.Users.AddRange(users);
        Refuse(await db.SaveAsync(ct));
        await db.CommitAsync(ct);
        return new CurrentUser(users[0].Id, tenant, firm.Users[0].Name, firm.Users[0].Mail, Role.User, "UTC", "en-US", Door.Cli);
    }

    private static async Task CustomersAsync(UseCaseRunner useCases, CurrentUser owner, CancellationToken ct)
    {
        foreach (var (name, domain) in Cast.Companies)
        {
            var made = await useCases.RunAsync(
                owner, (CreateCompanyHandler h, CancellationToken c) => h.HandleAsync(new CreateCompany(name, domain), c), ct);
            Refuse(made.Refusal);
        }

        foreach (var contact in Cast.Contacts)
        {
            var names = contact.Name.Split(' ');
            var made = await useCases.RunAsync(
                owner,
                (CreateContactHandler h, CancellationToken c) => h.HandleAsync(new CreateContact(names[0], names[1], contact.Address), c),
                ct);
            Refuse(made.Refusal);
        }
    }

    private static void Refuse(Core.Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException(refusal.Message);
        }
    }
}
