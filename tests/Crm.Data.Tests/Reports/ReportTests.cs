namespace Crm.Data.Tests.Reports;

public sealed class ReportTests : IAsyncLifetime
{
    private static readonly string[] Spans = ["today", "yesterday", "this week", "last month", "this quarter", "last quarter", "this year",
        "past 30 days", "past 1 day", "next 7 days"];

    // Zeros behind the point come from PostgreSQL's numeric and mean nothing.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Converters = { new Plain() } };

    private World world = null!;
    private CurrentUser[] sellers = [];
    private CurrentUser manager = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        sellers = [await world.UserAsync("Ann Miller"), await world.UserAsync("Bob Stone"), await world.UserAsync("Cem Arslan"),
            await world.UserAsync("Dina Levi")];
        manager = await world.UserAsync("Meg Gray", Role.Manager);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3, "EUR", "1.0837")]
    [InlineData(4, "EUR", "1.0837", "GBP", "1.333333333333")]
    public async Task Each_report_equals_its_recomputation_from_the_rows_whoever_reads_it_and_wherever(int seed, params string[] given)
    {
        await using var connection = await OpenAsync();
        var rates = given.Chunk(2).ToDictionary(r => r[0], r => decimal.Parse(r[1], CultureInfo.InvariantCulture));
        foreach (var (currency, rate) in rates)
        {
            await RunAsync(
                connection,
                "insert into exchange_rates (currency, in_currency, rate, as_of) values "
                + $"('{currency}', 'USD', {rate.ToString(CultureInfo.InvariantCulture)}, '{Recomputed.RatesOf:yyyy-MM-dd}')");
        }

        await new RandomSales(world, [.. sellers, manager], seed).WriteAsync(connection, 700);
        var rows = await RawRows.ReadAsync(connection);
        var random = new Random(seed);

        for (var i = 0; i < 40; i++)
        {
            var (reader, of, scope) = Ask(random);
            var expected = new Recomputed(rows, scope, reader.TimeZone, world.Clock.GetUtcNow(), rates);
            AssertSame(
                expected.Pipeline(),
                await RunAsync(reader, (ShowPipelineHandler h, CancellationToken ct) => h.HandleAsync(new ShowPipeline(of), ct)));
            AssertSame(
                expected.Dashboard(),
                await RunAsync(reader, (ShowDashboardHandler h, CancellationToken ct) => h.HandleAsync(new ShowDashboard(of), ct)));

            var (words, from, to) = Period(random);
            var funnel = await RunAsync(
                reader, (ShowFunnelHandler h, CancellationToken ct) => h.HandleAsync(new ShowFunnel(of, words, from, to), ct));
            AssertSame(expected.Funnel(funnel.Period), funnel);
            AssertSame(
                expected.Performance(funnel.Period),
                await RunAsync(
                    reader, (ShowPerformanceHandler h, CancellationToken ct) =>
                        h.HandleAsync(new ShowPerformance(of, words, from, to), ct)));
            Assert.Equal((from ?? funnel.Period.From.ToString("yyyy-MM-dd"), to ?? funnel.Period.To.ToString("yyyy-MM-dd")),
                (funnel.Period.From.ToString("yyyy-MM-dd"), funnel.Period.To.ToString("yyyy-MM-dd")));
        }
    }

    [Fact]
    public async Task A_period_is_the_readers_own_days()
    {
        await using var connection = await OpenAsync();
        await RunAsync(
            connection,
            $"""
            insert into activities (id, type, owner_id, subject, occurred_at, status) values
              (gen_random_uuid(), 'CALL', '{sellers[0].Id}', 'Before', '2027-03-09 18:29:59+00', 'COMPLETED'), (gen_random_uuid(), 'CALL',
              '{sellers[0].Id}', 'First', '2027-03-09 18:30:00+00', 'COMPLETED')
            """);

        Assert.Equal(1, await CallsAsync("Asia/Kolkata")); // where the tenth of March began at 18:30 UTC
        Assert.Equal(0, await CallsAsync("UTC"));
        Assert.Equal(2, await CallsAsync("Pacific/Auckland"));

        async Task<long> CallsAsync(string zone) => (await RunAsync(
            sellers[0] with { TimeZone = zone }, (ShowPerformanceHandler h, CancellationToken ct) =>
                h.HandleAsync(new ShowPerformance(null, null, "2027-03-10", "2027-03-10"), ct))).People[0].ActivityCount;
    }

    [Theory]
    [InlineData("everyone", null, null, null, "of", RefusalKind.NotAllowed)]
    [InlineData("BOB", null, null, null, "of", RefusalKind.NotAllowed)]
    [InlineData("me,BOB", null, null, null, "of", RefusalKind.NotAllowed)]
    [InlineData("bob@contoso.example", null, null, null, "of", RefusalKind.Invalid)]
    [InlineData(",", null, null, null, "of", RefusalKind.Invalid)]
    [InlineData("me", "this decade", null, null, "period", RefusalKind.Invalid)]
    [InlineData("me", "past 99999 days", null, null, "period", RefusalKind.Invalid)]
    [InlineData("me", "this quarter", "2027-01-01", "2027-02-01", "period", RefusalKind.Invalid)]
    [InlineData("me", null, "2027-02-02", "2027-02-01", "to", RefusalKind.Invalid)]
    [InlineData("me", null, "2099-02-02", null, "from", RefusalKind.Invalid)]
    [InlineData("me", null, "2010-01-01", "2020-01-02", "to", RefusalKind.Invalid)]
    [InlineData("me", null, "yesterday", null, "from", RefusalKind.Invalid)]
    [InlineData("me", null, null, "2027-02-31", "to", RefusalKind.Invalid)]
    [InlineData("me", null, null, "2027-02-01", "from", RefusalKind.Invalid)]
    public async Task What_cannot_be_reported_is_refused_at_its_field(
        string of, string? period, string? from, string? to, string field, RefusalKind kind)
    {
        of = of.Replace("BOB", sellers[1].Id.ToString(), StringComparison.Ordinal);

        var funnel = await world.RunAsync(
            sellers[0], (ShowFunnelHandler h, CancellationToken ct) => h.HandleAsync(new ShowFunnel(of, period, from, to), ct));
        var performance = await world.RunAsync(
            sellers[0], (ShowPerformanceHandler h, CancellationToken ct) => h.HandleAsync(new ShowPerformance(of, period, from, to), ct));

        Assert.Equal((kind, kind), (funnel.Refusal!.Kind, performance.Refusal!.Kind));
        Assert.Equal([field], funnel.Refusal.Fields.Select(f => f.Field));
    }

    [Fact]
    public async Task A_manager_who_asks_for_nobody_known_is_told_and_everything_wrong_comes_at_once()
    {
        var nobody = Guid.CreateVersion7();

        var report = await world.RunAsync(
            manager, (ShowFunnelHandler h, CancellationToken ct) => h.HandleAsync(new ShowFunnel($"{sellers[0].Id},{nobody}", "soon"), ct));

        Assert.Equal(["of", "period"], report.Refusal!.Fields.Select(f => f.Field));
        Assert.Contains(nobody.ToString(), report.Refusal.For("of"));
    }

    [Fact]
    public async Task Where_everyone_reads_everything_a_seller_may_ask_for_the_team()
    {
        await world.DealAsync(sellers[0], "Vans", "1000", "Proposal");
        var reader = sellers[1] with { Tenant = sellers[1].Tenant with { Visibility = Visibility.Everyone } };

        var report =
            await RunAsync(reader, (ShowPipelineHandler h, CancellationToken ct) => h.HandleAsync(new ShowPipeline("everyone"), ct));

        Assert.Equal(new PipelineAmount("USD", 1, 1000, 500), Assert.Single(report.Totals));
    }

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(Json(expected), Json(actual));

    private static string Json<T>(T report) => JsonSerializer.Serialize(report, Readable);

    private (CurrentUser Reader, string? Of, ReportScope Scope) Ask(Random random)
    {
        var zone = RandomSales.Zones[random.Next(RandomSales.Zones.Count)];
        var seller = sellers[random.Next(sellers.Length)];
        var team = sellers.Where(_ => random.Next(2) == 0).DefaultIfEmpty(manager).ToList();
        return random.Next(5) switch
        {
            0 => (seller with { TimeZone = zone }, null, Scope(seller)),
            1 => (seller with { TimeZone = zone }, seller.Id.ToString(), Scope(seller)),
            2 => (manager with { TimeZone = zone }, seller.Id.ToString(), Scope(seller)),
            3 => (manager with { TimeZone = zone }, string.Join(", ", team.Select(p => p.Id)), Scope([.. team])),
            _ => (manager with { TimeZone = zone }, "everyone", new ReportScope(true, [])),
        };
    }

    private static ReportScope Scope(params CurrentUser[] people) =>
        new(false, [.. people.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new ReportPerson(p.Id, p.Name))]);

    private (string? Words, string? From, string? To) Period(Random random)
    {
        if (random.Next(3) > 0)
        {
            return (Spans[random.Next(Spans.Length)], null, null);
        }

        var from = DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime).AddDays(-random.Next(200));
        return (null, from.ToString("yyyy-MM-dd"), from.AddDays(random.Next(random.Next(2) == 0 ? 3 : 120)).ToString("yyyy-MM-dd"));
    }

    private async Task<TView> RunAsync<THandler, TView>(CurrentUser who, Func<THandler, CancellationToken, Task<Result<TView>>> act)
        where THandler : notnull => (await world.RunAsync(who, act)).Value;

    private async Task<NpgsqlConnection> OpenAsync() => await Kept.OpenAsync(world);

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Plain : System.Text.Json.Serialization.JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }
}
