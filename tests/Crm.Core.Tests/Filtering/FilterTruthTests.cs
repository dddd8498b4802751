using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit.Sdk;

namespace Crm.Core.Tests.Filtering;

/// <summary>Random filters through the handlers against the same question asked of the rows in memory.</summary>
public sealed class FilterTruthTests(ITestOutputHelper output) : IAsyncLifetime
{
    private World world = null!;
    private FilterWorld data = null!;
    private readonly ConcurrentDictionary<string, string> folded = new(StringComparer.Ordinal);

    /// <summary>Ten thousand in the long run (CRM_LONG=1), a sample of every kind in the usual one.</summary>
    private static int Trees => Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 2500 : 60;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync(new TestClock(FilterWorld.Nows[0]), countBudget: TimeSpan.FromSeconds(30));
        data = new FilterWorld(world);
        await data.FillAsync();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public Task Companies_are_what_memory_says() => CompareAsync(
        f => f.CompaniesAsync(default), data.CompaniesAsync, c => c.Id, held => held.Read,
        (reader, query) => world.RunAsync(reader, (ListCompaniesHandler h, CancellationToken ct) => h.HandleAsync(
            new ListCompanies(query.Filter, query.After, query.Take, query.From, query.Sort, query.Counts), ct)),
        view => view.Id, c => (c.AnnualRevenue, c.RevenueCurrency));

    [Fact]
    public Task Contacts_are_what_memory_says() => CompareAsync(
        f => f.ContactsAsync(default), data.ContactsAsync, c => c.Id, held => held.Read,
        (reader, query) => world.RunAsync(reader, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(
            new ListContacts(query.Filter, query.After, query.Take, query.From, query.Sort, query.Counts), ct)),
        view => view.Id, _ => (null, null));

    [Fact]
    public Task Deals_are_what_memory_says() => CompareAsync(
        f => f.DealsAsync(default), data.DealsAsync, d => d.Id, held => held.Read,
        async (reader, query) => await world.RunAsync(reader, async (ListDealsHandler h, CancellationToken ct) =>
            await h.HandleAsync(
                new ListDeals(query.Filter, query.After, query.Take, query.From, query.Sort, query.Counts), ct) is { Refusal: null } found
                ? found.Value.Page
                : (Result<RecordList<DealView>>)Refusal.NotFound("list")),
        view => view.Id, d => (d.Value, d.Currency));

    [Fact]
    public Task Activities_are_what_memory_says() => CompareAsync(
        f => f.ActivitiesAsync(default), data.ActivitiesAsync, a => a.Id, held => held.Read,
        (reader, query) => world.RunAsync(reader, (ListActivitiesHandler h, CancellationToken ct) => h.HandleAsync(
            new ListActivities(query.Filter, query.After, query.Take, query.From, query.Sort, query.Counts), ct)),
        view => view.Id, _ => (null, null));

    private async Task CompareAsync<T, TView>(
        Func<FieldSource, ValueTask<FieldCatalog<T>>> fields, Func<CurrentUser, Task<List<T>>> load, Func<T, Guid> id,
        Func<FilterRows, Func<string, T, FilterClock, object?>> reading, Func<CurrentUser, ListQuery, Task<Result<RecordList<TView>>>> run,
        Func<TView, Guid> idOf,
        Func<T, (decimal? Value, string? Unit)> total)
        where T : OwnedRecord
    {
        var random = new Random(typeof(T).Name.Length * 7919);
        var rowsOf = new Dictionary<Guid, (List<T> Rows, FilterRows Held)>();
        foreach (var person in new[] { data.Ann, data.Boss })
        {
            rowsOf[person.Id] = (await load(person), new FilterRows(data.Ann, data.Boss, await data.ActivitiesAsync(person), Fold));
        }

        var catalogs = new Dictionary<CurrentUser, FieldCatalog<T>>();
        var asked = new List<Asked<T>>();
        for (var i = 0; i < Trees; i++)
        {
            var now = FilterWorld.Nows[i % FilterWorld.Nows.Length];
            var reader = (i % 3 == 0 ? data.Ann : data.Boss)
                with { TimeZone = FilterWorld.Zones[i / 5 % FilterWorld.Zones.Length], Locale = i % 2 == 0 ? "en-US" : "de-DE" };
            if (!catalogs.TryGetValue(reader, out var catalog))
            {
                catalogs[reader] = catalog = await world.UseCases
                    .RunAsync<FieldSource, FieldCatalog<T>>(reader, async (f, _) => await fields(f), default);
            }

            var filters = new RandomFilters<T>(catalog, random, FilterWorld.Words, DateOnly.FromDateTime(now.Date));
            var query = filters.Query();
            while (FilterPrinter.Print(query).Length > FilterParser<T>.MaxLength)
            {
                query = filters.Query();
            }

            asked.Add(new Asked<T>(query, filters.Facets(), catalog, reader, now));
        }

        var differences = new ConcurrentQueue<string>();
        var clock = Stopwatch.StartNew();
        var (compared, rows) = (0, 0L);
        // The clock belongs to the world, so the trees of one moment go together: in two lanes, because memory and database take turns.
        foreach (var moment in asked.GroupBy(a => a.Now))
        {
            world.Clock.Pass(moment.Key - world.Clock.GetUtcNow());
            await Parallel.ForEachAsync(moment, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) =>
            {
                var (there, held) = rowsOf[one.Reader.Id];
                var zone = new FilterClock(
                    one.Now, TimeZoneInfo.FindSystemTimeZoneById(one.Reader.TimeZone), Numbers.CultureOf(one.Reader.Locale));
                object? Read(string name, T row) => reading(held)(name, row, zone);
                var memory = new BruteForce<T>(Read, (name, row) => held.Sorted(Read(name, row), name, row), id, Fold, zone);
                try
                {
                    Interlocked.Add(ref rows, await CheckAsync(one, there, memory, run, idOf, id, total, Read));
                    Interlocked.Increment(ref compared);
                }
                catch (XunitException difference)
                {
                    differences.Enqueue(
                        $"{one.Reader.Name} {one.Reader.TimeZone} {one.Now:u} {one.Catalog.Entity}: "
                            + $"{FilterPrinter.Print(one.Query)}\n{difference.Message}");
                }
            });
        }

        output.WriteLine(
            $"{typeof(T).Name}: {compared} of {asked.Count} trees equal, {rows} rows in order, {clock.Elapsed.TotalSeconds:0} s");
        Assert.True(differences.IsEmpty, $"{differences.Count} trees differ:\n\n{string.Join("\n\n", differences.Take(20))}");
        Assert.Equal(Trees, compared);
    }

    /// <returns>How many rows came.</returns>
    private static async Task<int> CheckAsync<T, TView>(
        Asked<T> one, List<T> rows, BruteForce<T> memory,
        Func<CurrentUser, ListQuery, Task<Result<RecordList<TView>>>> run, Func<TView, Guid> idOf, Func<T, Guid> id,
        Func<T, (decimal? Value, string? Unit)> total,
        Func<string, T, object?> read)
        where T : OwnedRecord
    {
        var (asked, facets, catalog, reader, _) = one;
        var text = FilterPrinter.Print(asked);
        var conjuncts = ListRecords.Conjuncts(asked.Filter);
        var fits = rows.ToDictionary(id, r => conjuncts.Select(n => memory.Fits(n, r)).ToArray());
        var sort = asked.Sort.Count > 0 ? asked.Sort : [new(catalog.DefaultSort, catalog.DefaultDescending)];
        var expected = memory.InOrder(rows.Where(r => memory.Fits(asked.Filter, r)), sort);
        var seen = new List<Guid>();
        RecordList<TView>? first = null;
        string? after = null;
        do
        {
            var counts = after is null ? "conditions, " + string.Join(", ", facets.Select(f => f.Name)) : null;
            var page = await run(reader, new ListQuery(text, after, 37, Counts: counts));
            Assert.True(page.Refusal is null, $"{text}\n{page.Refusal?.Message}");
            first ??= page.Value;
            seen.AddRange(page.Value.Items.Select(idOf));
            after = page.Value.Next;
        }
        while (after is not null);

        var about = $"{reader.TimeZone} {catalog.Entity}: {text}";
        if (!expected.Select(id).SequenceEqual(seen))
        {
            about += await SuspectsAsync(asked.Filter, reader, rows, memory, run);
        }

        Assert.True(expected.Select(id).SequenceEqual(seen),
            $"{about}\nrows: {expected.Count} expected, {seen.Count} seen, same set: {expected.Select(id).ToHashSet().SetEquals(seen)}");
        Assert.True(first.Total == expected.Count && !first.TotalIsLowerBound, $"{about}\ntotal {first.Total}, expected {expected.Count}");

        Assert.Equal(conjuncts.Select((_, i) => rows.Count(r => fits[id(r)].Where((_, j) => j != i).All(f => f))),
            first.WithoutCondition.Select(c => c.Value));
        foreach (var (facet, field) in first.Facets.Zip(facets))
        {
            var others = conjuncts.Select(n => n is not FilterNode.Condition c || c.Field.Name != field.Name).ToList();
            var there = rows.Where(r => fits[id(r)].Where((_, j) => others[j]).All(f => f)).GroupBy(
                r => Label(field, GroupValue(field, r, read)) ?? "").ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            var told = facet.Options.Where(o => o.Count.Value > 0)
                .ToDictionary(o => o.Label ?? "", o => o.Count.Value, StringComparer.Ordinal);
            Assert.True(there.Count == told.Count && there.All(p => told.GetValueOrDefault(p.Key) == p.Value),
                $"{about}\nfacet {field.Name}: {Said(told)}, expected {Said(there)}");
        }

        if (asked.GroupBy is { } by)
        {
            var groups = expected.GroupBy(r => Label(by, GroupValue(by, r, read)) ?? "")
                .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
            Assert.Equal(
                groups.ToDictionary(g => g.Key, g => g.Value.Count), first.Groups.ToDictionary(g => g.Label ?? "", g => g.Count.Value));
            foreach (var group in first.Groups.Where(_ => catalog.Total is not null))
            {
                var sums = groups[group.Label ?? ""].Select(total).Where(t => t.Value is not null).GroupBy(t => t.Unit ?? "")
                    .ToDictionary(g => g.Key, g => g.Sum(t => t.Value!.Value));
                Assert.Equal(sums, group.Totals.ToDictionary(t => t.Unit ?? "", t => t.Sum));
            }
        }

        return seen.Count;
    }

    /// <summary>Which single conditions already differ.</summary>
    private static async Task<string> SuspectsAsync<T, TView>(
        FilterNode? node, CurrentUser reader, List<T> rows, BruteForce<T> memory,
        Func<CurrentUser, ListQuery, Task<Result<RecordList<TView>>>> run)
    {
        switch (node)
        {
            case FilterNode.All all:
                return string.Concat(await Task.WhenAll(all.Nodes.Select(n => SuspectsAsync(n, reader, rows, memory, run))));
            case FilterNode.Any any:
                return string.Concat(await Task.WhenAll(any.Nodes.Select(n => SuspectsAsync(n, reader, rows, memory, run))));
            case FilterNode.Not not:
                return await SuspectsAsync(not.Node, reader, rows, memory, run) + await ComparedAsync(not);
            case null:
                return "";
            default:
                return await ComparedAsync(node);
        }

        async Task<string> ComparedAsync(FilterNode suspect)
        {
            var text = FilterPrinter.Print(suspect, inner: false);
            var told = (await run(reader, new ListQuery(text, Take: 1))).Value.Total;
            var there = rows.Count(r => memory.Fits(suspect, r));
            return told == there ? "" : $"\n  {text}: {told} told, {there} there";
        }
    }

    private static string Said(Dictionary<string, int> counts) =>
        string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"));

    private static object? GroupValue<T>(FilterField field, T row, Func<string, T, object?> read) =>
        field.Name == "industry" && row is Company company ? company.Industry : read(field.Name, row);

    private static string? Label(FilterField field, object? value) => value is null
        ? null
        : field.Options.FirstOrDefault(o => o.Value.Equals(value))?.Label ?? value.ToString();

    private string Fold(string text) => folded.GetOrAdd(text, FoldInDatabase);

    private string FoldInDatabase(string text)
    {
        using var connection = new NpgsqlConnection(world.Owner);
        connection.Open();
        using var command = new NpgsqlCommand("select crm_ext.fold($1)", connection) { Parameters = { new() { Value = text } } };
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>One question, who asks it and when.</summary>
    private sealed record Asked<T>(
        FilterQuery Query, IReadOnlyList<FilterField> Facets, FieldCatalog<T> Catalog, CurrentUser Reader, DateTimeOffset Now);
}
