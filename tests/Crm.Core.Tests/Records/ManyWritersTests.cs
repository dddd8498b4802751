namespace Crm.Core.Tests.Records;

/// <summary>Fifty writers at once: no lost update, no duplicate, every loser is told.</summary>
public sealed class ManyWritersTests : IAsyncLifetime
{
    private const int Writers = 50;
    private World world = null!;
    private CurrentUser ann = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        ann = await world.UserAsync("Ann Miller", Role.Admin);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task On_one_record_one_wins_and_the_others_get_both_sides()
    {
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal");

        var results = await TogetherAsync(i => world.RunAsync(ann, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(
            Changes.To(deal, new { value = 1000 + i }, 1), ct)));

        var winner = Assert.Single(results, r => r.Refusal is null).Value;
        Assert.All(results.Where(r => r.Refusal is not null), r =>
        {
            Assert.Equal((RefusalKind.Conflict, 2), (r.Refusal!.Kind, r.Refusal.CurrentVersion));
            Assert.Equal(
                winner.Value, decimal.Parse(Assert.Single(r.Refusal.Conflicts).Theirs!, System.Globalization.CultureInfo.InvariantCulture));
        });
        Assert.Equal(winner.Value, await world.TruthAsync<decimal>($"select value from deals where id = '{deal}' and version = 2"));
    }

    [Fact]
    public async Task Without_a_version_every_change_counts_or_its_writer_is_told()
    {
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal");

        var results = await TogetherAsync(i => world.RunAsync(ann, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(
            Changes.To(deal, new { value = 1000 + i }), ct)));

        var saved = results.Count(r => r.Refusal is null);
        Assert.True(saved >= 1 && results.Where(r => r.Refusal is not null)
            .All(r => r.Refusal!.Kind is RefusalKind.Conflict && r.Refusal.Conflicts.Count == 1));
        Assert.Equal(1 + saved, await world.TruthAsync<int>($"select version from deals where id = '{deal}'"));
        Assert.Equal((long)saved, await world.TruthAsync<long>($"select count(*) from record_history where record_id = '{deal}'"));
    }

    [Fact]
    public async Task One_address_is_taken_once()
    {
        var results = await TogetherAsync(i => world.RunAsync(ann, (CreateContactHandler h, CancellationToken ct) =>
            h.HandleAsync(new CreateContact($"Sam {i}", "Lee", "Sam@Lee.example"), ct)));

        Assert.Single(results, r => r.Refusal is null);
        Assert.All(results.Where(r => r.Refusal is not null), r => Assert.NotNull(r.Refusal!.For("email")));
        Assert.Equal(1L, await world.TruthAsync<long>("select count(*) from contacts where email_lower = 'sam@lee.example'"));
    }

    [Fact]
    public async Task One_stage_order_is_changed_once_and_stays_whole()
    {
        var seen = await world.InDatabaseAsync(ann, db => db.Stages.OrderBy(s => s.Position).Select(s => s.Id).ToListAsync());

        var results = await TogetherAsync(i => world.RunAsync(ann, (OrderStagesHandler h, CancellationToken ct) =>
        {
            var random = new Random(i);
            return h.HandleAsync(new OrderStages(seen, [.. seen.OrderBy(_ => random.Next())]), ct);
        }));

        var winner = Assert.Single(results, r => r.Refusal is null).Value;
        Assert.All(results.Where(r => r.Refusal is not null), r => Assert.Equal(RefusalKind.Conflict, r.Refusal!.Kind));
        var now = await world.InDatabaseAsync(ann, db => db.Stages.OrderBy(s => s.Position).Select(s => s.Id).ToListAsync());
        Assert.Equal(winner.Select(s => s.Id), now);
        Assert.Equal(seen.Count, (int)await world.TruthAsync<long>("select count(distinct position) from pipeline_stages"));
    }

    private static Task<T[]> TogetherAsync<T>(Func<int, Task<T>> write) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => write(i))));
}
