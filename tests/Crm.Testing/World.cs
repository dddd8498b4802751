using Crm.Core;
using Crm.Core.Activities;
using Crm.Core.Administration;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Database;
using Crm.Core.Deals;
using Crm.Core.Pipeline;
using Crm.Core.Routes;
using Crm.Core.UseCases;
using Crm.Data;
using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Testing;

/// <summary>
/// A database of its own with a tenant (a second one once it is asked for), people to act as, and the core on top. Arrange with it, act
/// through it or a door.
/// </summary>
public sealed class World : IAsyncDisposable
{
    public static readonly Guid Contoso = Guid.Parse("11111111-1111-4111-8111-111111111111");
    public static readonly Guid Fabrikam = Guid.Parse("99999999-9999-4999-8999-999999999999");

    private readonly ServiceProvider services;
    private bool hasFabrikam;

    private World(TestServer server, string database, TestClock clock, TimeSpan? countBudget, TimeSpan? pageBudget)
    {
        Server = server;
        Database = database;
        Clock = clock;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("ConnectionStrings:Crm", Application),
            new("Lists:CountBudget", (countBudget ?? TimeSpan.FromSeconds(10)).ToString()),
            new("Lists:PageBudget", (pageBudget ?? TimeSpan.FromSeconds(30)).ToString()),
        ]).Build();
        services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddCrmCore().AddCrmData(configuration, isDevelopment: false)
            .AddLogging()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public TestServer Server { get; }

    public string Database { get; }

    public TestClock Clock { get; }

    public string Owner => Server.Owner(Database);

    public string Application => Server.Application(Database);

    public IServiceProvider Services => services;

    public UseCaseRunner UseCases => services.GetRequiredService<UseCaseRunner>();

    public CardRoutes Cards => services.GetRequiredService<CardRoutes>();

    public static async Task<World> CreateAsync(TestClock? clock = null, TimeSpan? countBudget = null, TimeSpan? pageBudget = null)
    {
        var server = await TestServer.Shared;
        return new World(server, await server.CloneAsync(), clock ?? new TestClock(), countBudget, pageBudget);
    }

    /// <summary>Somebody new in the tenant.</summary>
    public async Task<CurrentUser> UserAsync(
        string name, Role role = Role.User, Guid? tenant = null, Guid? oid = null, Door door = Door.Teams)
    {
        var firm = await TenantAsync(tenant ?? Contoso);
        var mail = $"{name.Replace(' ', '.').ToLowerInvariant()}@{firm.Name.ToLowerInvariant()}.example";
        var user = User.FromEntra(firm.EntraTenantId, oid ?? Guid.CreateVersion7(), name, mail, role, Clock.GetUtcNow())
            .Living("UTC", "en-US");
        var admin = new CurrentUser(Guid.Empty, firm, "test", "test", Role.Admin, "UTC", "en-US", Door.Cli);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ICrmDb>();
        await db.BeginAsync(admin, UseCaseKind.Change, CancellationToken.None);
        db.Users.Add(user);
        Assert(await db.SaveAsync(CancellationToken.None));
        await db.CommitAsync(CancellationToken.None);
        return new CurrentUser(user.Id, firm, name, mail, role, "UTC", "en-US", door);
    }

    /// <summary>One of the two; Fabrikam is made when it is first asked for.</summary>
    public async Task<Tenant> TenantAsync(Guid entraTenantId)
    {
        if (entraTenantId == Fabrikam && !hasFabrikam)
        {
            await Server.AddTenantAsync(Database, Fabrikam, "Fabrikam");
            hasFabrikam = true;
        }

        return await services.GetRequiredService<TenantRegistry>().FindAsync(entraTenantId, CancellationToken.None)
            ?? throw new InvalidOperationException($"No tenant {entraTenantId}.");
    }

    /// <summary>Runs a use case as this person, with this person's rights.</summary>
    public Task<Result<TView>> RunAsync<THandler, TView>(CurrentUser who, Func<THandler, CancellationToken, Task<Result<TView>>> act)
        where THandler : notnull => UseCases.RunAsync(who, act, CancellationToken.None);

    /// <summary>Presses a card's button, or says a command, as this person.</summary>
    public Task<CardAnswer> PressAsync(CurrentUser who, string verb, object data) =>
        Cards.RunAsync(who, verb, data, CancellationToken.None);

    /// <summary>Reads or changes rows as this person, below the use cases.</summary>
    public async Task<T> InDatabaseAsync<T>(CurrentUser who, Func<ICrmDb, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ICrmDb>();
        await db.BeginAsync(who, UseCaseKind.Change, CancellationToken.None);
        var result = await work(db);
        await db.CommitAsync(CancellationToken.None);
        return result;
    }

    public async Task<Guid> CompanyAsync(CurrentUser owner, string name, string? domain = null) =>
        (await RunAsync((CreateCompanyHandler h, CancellationToken ct) => h.HandleAsync(new CreateCompany(name, domain), ct), owner)).Value;

    public async Task<Guid> ContactAsync(CurrentUser owner, string first, string last, string? email = null, Guid? company = null) =>
        (await RunAsync(
            (CreateContactHandler h, CancellationToken ct) =>
                h.HandleAsync(new CreateContact(first, last, email, CompanyId: company?.ToString()), ct), owner)).Value;

    public async Task<Guid> DealAsync(
        CurrentUser owner, string title, string? value = null, string? stage = null, Guid? company = null, Guid? contact = null)
    {
        var stageId = stage is null ? (Guid?)null : (await StageAsync(owner, stage)).Id;
        return (await RunAsync(
            (CreateDealHandler h, CancellationToken ct) =>
                h.HandleAsync(new CreateDeal(title, value, null, stageId?.ToString(), company?.ToString(), contact?.ToString()), ct),
                owner)).Value;
    }

    /// <summary>A field that this administrator adds.</summary>
    public async Task<FieldSeen> DefineAsync(CurrentUser admin, DefineField field)
    {
        var defined = await RunAsync(admin, (DefineFieldHandler h, CancellationToken ct) => h.DefineAsync(field, ct));
        Assert(defined.Refusal);
        return defined.Value;
    }

    /// <summary>The activity as its lists and the API show it to this person.</summary>
    public async Task<ActivityView> SeenActivityAsync(CurrentUser who, Guid id) => (await RunAsync(
        who, (ReadActivityHandler h, CancellationToken ct) => h.HandleAsync(new ReadActivity(id), ct))).Value;

    /// <summary>The deal as its lists and the API show it to this person.</summary>
    public async Task<DealView> SeenDealAsync(CurrentUser who, Guid id) => (await RunAsync(
        who, (ShowDealHandler h, CancellationToken ct) => h.HandleAsync(new ShowDeal(id), ct))).Value.Deal;

    public Task<PipelineStage> StageAsync(CurrentUser who, string name) =>
        InDatabaseAsync(who, db => db.Stages.SingleAsync(s => s.Name == name));

    /// <summary>One statement as the owner of the tables, past every policy: what the database really holds.</summary>
    public async Task<T> TruthAsync<T>(string sql, string schema = "t_contoso")
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var path = new NpgsqlCommand($"set search_path = {schema}, crm_ext", connection);
        await path.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Owner));
        await Server.DropAsync(Database);
    }

    private Task<Result<TView>> RunAsync<THandler, TView>(Func<THandler, CancellationToken, Task<Result<TView>>> act, CurrentUser who)
        where THandler : notnull => UseCases.RunAsync(who, act, CancellationToken.None);

    private static void Assert(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException(refusal.Message);
        }
    }
}
