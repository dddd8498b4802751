namespace Crm.Data.Tests.Rights;

/// <summary>
/// Two tenants with two sales people each who own a company, a contact, a deal and an activity apiece; and raw SQL as any of them.
/// </summary>
internal sealed class RightsWorld : IAsyncDisposable
{
    public static readonly string[] OwnedTables = [
        "companies", "contacts", "deals", "activities", "contact_addresses", "deal_stage_history"];

    private readonly NpgsqlDataSource application;

    private RightsWorld(World world)
    {
        World = world;
        application = CrmDataServices.DataSource(world.Application);
    }

    public World World { get; }

    public CurrentUser Ann { get; private set; } = null!;

    public CurrentUser Bob { get; private set; } = null!;

    public CurrentUser Mia { get; private set; } = null!;

    /// <summary>Looks only, and owns nothing.</summary>
    public CurrentUser Rita { get; private set; } = null!;

    public CurrentUser Stranger { get; private set; } = null!;

    public static async Task<RightsWorld> CreateAsync()
    {
        var rights = new RightsWorld(await World.CreateAsync());
        rights.Ann = await rights.PersonAsync("Ann Miller", Role.User, World.Contoso);
        rights.Bob = await rights.PersonAsync("Bob Stone", Role.User, World.Contoso);
        rights.Mia = await rights.PersonAsync("Mia Chief", Role.Manager, World.Contoso);
        rights.Rita = await rights.World.UserAsync("Rita Auditor", Role.Readonly);
        rights.Stranger = await rights.PersonAsync("Sam Other", Role.Admin, World.Fabrikam);
        return rights;
    }

    public static CurrentUser With(CurrentUser user, Visibility visibility) =>
        user with { Tenant = user.Tenant with { Visibility = visibility } };

    /// <summary>One statement under the caller's rights, as the application sets them.</summary>
    public async Task<T> AsAsync<T>(CurrentUser who, string sql)
    {
        await using var connection = await application.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await TransactionRights.SetAsync(connection, who, CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        var result = (T)(await command.ExecuteScalarAsync())!;
        await transaction.CommitAsync();
        return result;
    }

    /// <returns>Rows changed, or the SQL state of the refusal.</returns>
    public async Task<string> TryAsync(CurrentUser who, string sql)
    {
        await using var connection = await application.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await TransactionRights.SetAsync(connection, who, CancellationToken.None);
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return $"{await command.ExecuteNonQueryAsync()} rows";
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    public async Task TryCommitAsync(CurrentUser who, string sql) =>
        await AsAsync<object>(who, $"with changed as ({sql} returning 1) select count(*) from changed");

    public async Task<string> TryAsLoginAsync(string sql)
    {
        await using var connection = await application.OpenConnectionAsync();
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return $"{await command.ExecuteNonQueryAsync()} rows";
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        await World.DisposeAsync();
    }

    private async Task<CurrentUser> PersonAsync(string name, Role role, Guid tenant)
    {
        var person = await World.UserAsync(name, role, tenant);
        var company = await World.CompanyAsync(person, $"{name}'s customer");
        var contact = await World.ContactAsync(
            person, "Customer of", name, $"customer.of.{name.Split(' ')[0].ToLowerInvariant()}@customer.example", company);
        var deal = await World.DealAsync(person, $"{name}'s deal", "1000", "Proposal", company, contact);
        await World.InDatabaseAsync(person, async db =>
        {
            db.Activities
                .Add(Core.Activities.Activity.Noted(
                    Core.Activities.ActivityType.Note, $"{name}'s note", null, person,
                    World.Clock.GetUtcNow()).About(company, contact, deal));
            return await db.SaveAsync(CancellationToken.None);
        });
        return person;
    }
}

/// <summary>One world for a class of tests that change nothing for good.</summary>
public sealed class RightsFixture : IAsyncLifetime
{
    internal RightsWorld Rights { get; private set; } = null!;

    public async Task InitializeAsync() => Rights = await RightsWorld.CreateAsync();

    public async Task DisposeAsync() => await Rights.DisposeAsync();
}
