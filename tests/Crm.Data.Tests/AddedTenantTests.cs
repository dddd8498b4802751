using System.Diagnostics;
using Activity = System.Diagnostics.Activity;

namespace Crm.Data.Tests;

/// <summary>What is asked of the database is counted, as Npgsql reports it: a clock would measure the machine as well.</summary>
public sealed class AddedTenantTests : IAsyncLifetime
{
    private const int Many = 40;

    private World world = null!;

    public async Task InitializeAsync() => world = await World.CreateAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_tenant_added_to_many_asks_of_the_database_what_one_added_to_a_few_asks()
    {
        var third = await AskedAsync(3);
        await RegisterAsync(4, Many);

        var last = await AskedAsync(Many + 1);

        Assert.True(third.Count > Known().Count, $"Only {third.Count} statements were seen.");
        Assert.Equal(third, last);
    }

    [Fact]
    public async Task A_tenant_is_added_while_the_tables_of_another_are_locked()
    {
        await using var source = NpgsqlDataSource.Create(world.Owner);
        await using var busy = await source.OpenConnectionAsync();
        await using var transaction = await busy.BeginTransactionAsync();
        await using var locked = new NpgsqlCommand(
            "lock table t_contoso.schema_migrations, t_contoso.users, t_contoso.deals in access exclusive mode", busy);
        await locked.ExecuteNonQueryAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        var steps = await Migrator().AddTenantAsync(TenantId(3), "Firm 3", "t_f3", null, patience.Token);

        Assert.Equal(Known(), steps.Where(s => s.Schema == "t_f3").Select(s => s.Id));
    }

    [Fact]
    public async Task A_tenant_that_is_added_again_stays_as_it_is()
    {
        var again = await Migrator().AddTenantAsync(World.Contoso, "Contoso", "t_contoso", null, CancellationToken.None);

        Assert.Empty(again);
        Assert.Equal(1, await world.TruthAsync<long>("select count(*) from crm_control.tenants"));
    }

    [Theory]
    [InlineData("22222222-2222-4222-8222-222222222222", "t_contoso", "t_contoso is that of the tenant 11111111")]
    [InlineData("11111111-1111-4111-8111-111111111111", "t_other", "has the schema t_contoso already")]
    public async Task A_schema_belongs_to_one_tenant_and_a_tenant_has_one_schema(string tenant, string schema, string why)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Migrator().AddTenantAsync(Guid.Parse(tenant), "Somebody", schema, null, CancellationToken.None));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await world.TruthAsync<long>("select count(*) from crm_control.tenants"));
        Assert.Equal(0, await world.TruthAsync<long>("select count(*) from pg_namespace where nspname = 't_other'"));
    }

    /// <summary>The statements that `crm db tenants` sends to add this tenant, its own number taken out of them.</summary>
    private async Task<List<string>> AskedAsync(int number)
    {
        var asked = new List<string>();
        using var own = new Activity("added").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> created) =>
                created.Parent.TraceId == own.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = statement =>
            {
                if (statement.TraceId == own.TraceId && statement.GetTagItem("db.query.text") is string text)
                {
                    asked.Add(text.Replace($"t_f{number}", "t_f", StringComparison.Ordinal));
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await Migrator().AddTenantAsync(TenantId(number), $"Firm {number}", $"t_f{number}", null, CancellationToken.None);
        await Migrator().StartPipelineAsync($"t_f{number}", CancellationToken.None);
        return asked;
    }

    /// <summary>
    /// Tenants as `crm db tenants` leaves them when it is killed at once: whoever walks through all of them would migrate these.
    /// </summary>
    private Task<long> RegisterAsync(int from, int to) => world.TruthAsync<long>(
        $"""
        insert into crm_control.tenants (id, entra_tenant_id, name, schema_name)
        select gen_random_uuid(), gen_random_uuid(), 'Firm ' || n, 't_f' || n from generate_series({from}, {to}) n;
        select count(*) from crm_control.tenants
        """);

    private static Guid TenantId(int number) => Guid.Parse($"00000000-0000-4000-8000-{number:000000000000}");

    private Migrator Migrator() => new(world.Owner, TimeProvider.System);

    private IReadOnlyList<string> Known() => Migrator().Known();
}
