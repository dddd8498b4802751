using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Filtering;
using Crm.Core.Lists;
using Crm.Testing;
using Npgsql;

namespace Crm.Core.Tests.Filtering;

/// <summary>Random filters through the handlers against the same question asked of the rows in memory.</summary>
public sealed class FilterTruthTests : IAsyncLifetime
{
    private World world = null!;
    private FilterWorld data = null!;
    private readonly Dictionary<string, string> folded = new(StringComparer.Ordinal);

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
        f => f.CompaniesAsync(default), data.CompaniesAsync, c => c.Id, Read,
        (reader, query) => world.RunAsync(reader, (ListCompaniesHandler h, CancellationToken ct) => h.HandleAsync(
            new ListCompanies(query.Filter, query.After, query.Take, query.From, query.Sort, query.Counts), ct)),
        view => view.Id, c => (c.AnnualRevenue, c.RevenueCurrency));

    [Fact]
    public Task Contacts_are_what_memory_says() => CompareAsync(
        f => f.ContactsAsync(default), data.ContactsAsync, c => c.Id, Read,
        (reader, query) => world.RunAsync(reader, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(
            new ListContacts(query.Filter, query.After, query.Take, query.From, query.Sort, query.Counts), ct)),
        view => view.Id, _ => (null, null));

    [Fact]
    public Task Deals_are_what_memory_says() => CompareAsync(
        f => f.DealsAsync(default), data.DealsAsync, d => d.Id, Read,
        async (reader, query) => await world.RunAsync(reader, async (ListDealsHandler h, CancellationToken ct) =>
            await h.HandleAsync(new ListDeals(query.Filter, query.After, query.Take, query.From, query.Sort, query.Counts), ct) is { Refusal: null } found
                ? found.Value.Page
                : (Result<RecordList<DealView>>)Refusal.NotFound("list")),
        view => view.Id, d => (d.Value, d.Currency));

    [Fact]
    public Task Activities_are_what_memory_says() => CompareAsync(
        f => f.ActivitiesAsync(default), data.ActivitiesAsync, a => a.Id, (name, activity, _, _) => Read(name, activity),
        (reader, query) => world.RunAsync(reader, (ListActivitiesHandler h, CancellationToken ct) => h.HandleAsync(
            new ListActivities(query.Filter, query.After, query.Take, query.From, query.Sort, query.Counts), ct)),
        view => view.Id, _ => (null, null));

    private async Task CompareAsync<T, TView>(
        Func<FieldSource, ValueTask<FieldCatalog<T>>> fields, Func<CurrentUser, Task<List<T>>> load, Func<T, Guid> id,
        Func<string, T, List<Activity>, FilterClock, object?> read, Func<CurrentUser, ListQuery, Task<Result<RecordList<TView>>>> run, Func<TView, Guid> idOf,
        Func<T, (decimal? Value, string? Unit)> total)
        where T : OwnedRecord
    {
        var random = new Random(typeof(T).Name.Length * 7919);
        var rowsOf = new Dictionary<Guid, (List<T> Rows, List<Activity> Activities)>();
        foreach (var person in new[] { data.Ann, data.Boss })
        {
            rowsOf[person.Id] = (await load(person), await data.ActivitiesAsync(person));
        }

        for (var i = 0; i < Trees; i++)
        {
            var now = FilterWorld.Nows[i % FilterWorld.Nows.Length];
            world.Clock.Pass(now - world.Clock.GetUtcNow());
            var reader = (i % 3 == 0 ? data.Ann : data.Boss) with { TimeZone = FilterWorld.Zones[i / 5 % FilterWorld.Zones.Length], Locale = i % 2 == 0 ? "en-US" : "de-DE" };
            var clock = new FilterClock(now, TimeZoneInfo.FindSystemTimeZoneById(reader.TimeZone), Numbers.CultureOf(reader.Locale));
            var catalog = await world.UseCases.RunAsync<FieldSource, FieldCatalog<T>>(reader, async (f, _) => await fields(f), default);
            var filters = new RandomFilters<T>(catalog, random, FilterWorld.Words, DateOnly.FromDateTime(now.Date));
            var asked = filters.Query();
            var text = FilterPrinter.Print(asked);
            if (text.Length > FilterParser<T>.MaxLength)
            {
                continue;
            }

            var (rows, activities) = rowsOf[reader.Id];
            var memory = new BruteForce<T>((name, row) => read(name, row, activities, clock), (name, row) => Sorted(read(name, row, activities, clock), name, row), id, text => Fold(text)!, clock);
            await CheckAsync(text, asked, catalog, filters.Facets(), reader, rows, memory, run, idOf, id, total, (name, row) => read(name, row, activities, clock));
        }
    }

    private static async Task CheckAsync<T, TView>(
        string text, FilterQuery asked, FieldCatalog<T> catalog, IReadOnlyList<FilterField> facets, CurrentUser reader, List<T> rows, BruteForce<T> memory,
        Func<CurrentUser, ListQuery, Task<Result<RecordList<TView>>>> run, Func<TView, Guid> idOf, Func<T, Guid> id, Func<T, (decimal? Value, string? Unit)> total,
        Func<string, T, object?> read)
        where T : OwnedRecord
    {
        var sort = asked.Sort.Count > 0 ? asked.Sort : [new SortKey(catalog.DefaultSort, catalog.DefaultDescending)];
        var expected = memory.InOrder(rows.Where(r => memory.Fits(asked.Filter, r)), sort);
        var seen = new List<Guid>();
        RecordList<TView>? first = null;
        string? after = null;
        do
        {
            var counts = after is null ? "conditions, " + string.Join(", ", facets.Select(f => f.Name)) : null;
            var page = await run(reader, new ListQuery(text, after, 37, 1) { Counts = counts });
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

        Assert.True(expected.Select(id).SequenceEqual(seen), $"{about}\nrows: {expected.Count} expected, {seen.Count} seen, same set: {expected.Select(id).ToHashSet().SetEquals(seen)}");
        Assert.True(first.Total == expected.Count && !first.TotalIsLowerBound, $"{about}\ntotal {first.Total}, expected {expected.Count}");

        var conjuncts = ListRecords.Conjuncts(asked.Filter);
        Assert.Equal(conjuncts.Select((_, i) => rows.Count(r => conjuncts.Where((_, j) => j != i).All(n => memory.Fits(n, r)))), first.WithoutCondition.Select(c => c.Value));
        foreach (var (facet, field) in first.Facets.Zip(facets))
        {
            var others = conjuncts.Where(n => n is not FilterNode.Condition c || c.Field.Name != field.Name).ToList();
            var there = rows.Where(r => others.All(n => memory.Fits(n, r))).GroupBy(r => Label(field, GroupValue(field, r, read)) ?? "").ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            var told = facet.Options.Where(o => o.Count.Value > 0).ToDictionary(o => o.Label ?? "", o => o.Count.Value, StringComparer.Ordinal);
            Assert.True(there.Count == told.Count && there.All(p => told.GetValueOrDefault(p.Key) == p.Value), $"{about}\nfacet {field.Name}: {Said(told)}, expected {Said(there)}");
        }

        if (asked.GroupBy is { } by)
        {
            var groups = expected.GroupBy(r => Label(by, GroupValue(by, r, read)) ?? "").ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
            Assert.Equal(groups.ToDictionary(g => g.Key, g => g.Value.Count), first.Groups.ToDictionary(g => g.Label ?? "", g => g.Count.Value));
            foreach (var group in first.Groups.Where(_ => catalog.Total is not null))
            {
                var sums = groups[group.Label ?? ""].Select(total).Where(t => t.Value is not null).GroupBy(t => t.Unit ?? "").ToDictionary(g => g.Key, g => g.Sum(t => t.Value!.Value));
                Assert.Equal(sums, group.Totals.ToDictionary(t => t.Unit ?? "", t => t.Sum));
            }
        }
    }

    /// <summary>Which single conditions already differ.</summary>
    private static async Task<string> SuspectsAsync<T, TView>(
        FilterNode? node, CurrentUser reader, List<T> rows, BruteForce<T> memory, Func<CurrentUser, ListQuery, Task<Result<RecordList<TView>>>> run)
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
            var told = (await run(reader, new ListQuery(text, null, 1, 1))).Value.Total;
            var there = rows.Count(r => memory.Fits(suspect, r));
            return told == there ? "" : $"\n  {text}: {told} told, {there} there";
        }
    }

    private static string Said(Dictionary<string, int> counts) => string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"));

    private static object? GroupValue<T>(FilterField field, T row, Func<string, T, object?> read) =>
        field.Name == "industry" && row is Company company ? company.Industry : read(field.Name, row);

    private static string? Label(FilterField field, object? value) => value is null ? null : field.Options.FirstOrDefault(o => o.Value.Equals(value))?.Label ?? value.ToString();

    private IComparable? Sorted<T>(object? value, string name, T row) => (value, row) switch
    {
        (null, _) => null,
        (Guid, Deal d) when name == "stage" => d.Stage!.Position,
        (Guid, Activity a) when name == "deal stage" => a.Deal!.Stage!.Position,
        (Guid person, _) => person == data.Ann.Id ? data.Ann.Name : data.Boss.Name,
        (Enum choice, _) => Convert.ToInt32(choice),
        (bool yes, _) => yes ? 0 : 1,
        (IComparable plain, _) => plain,
        _ => null,
    };

    private object? Read(string name, Company c, List<Activity> activities, FilterClock clock) => name switch
    {
        "name" => c.NameFolded,
        "domain" => c.Domain,
        "industry" => c.IndustryFolded,
        "size" => c.CompanySize,
        "status" => c.Status,
        "city" => Fold(c.City),
        "country" => c.Country,
        "revenue" => c.AnnualRevenue,
        "employees" => (decimal?)c.EmployeeCount,
        "source" => Fold(c.Source),
        "owner" => c.OwnerId,
        "last contact" => c.LastActivityAt,
        _ => Touch(name, c, [.. activities.Where(a => a.CompanyId == c.Id)], clock),
    };

    private object? Read(string name, Contact c, List<Activity> activities, FilterClock clock) => name switch
    {
        "name" => c.NameFolded,
        "email" => c.EmailLower,
        "company" => c.Company?.NameFolded,
        "company industry" => c.Company?.IndustryFolded,
        "company size" => c.Company?.CompanySize,
        "company status" => c.Company?.Status,
        "job title" => Fold(c.JobTitle),
        "department" => Fold(c.Department),
        "status" => c.Status,
        "primary" => c.IsPrimary,
        "do not contact" => c.DoNotContact,
        "preferred contact" => c.PreferredContact,
        "lead source" => Fold(c.LeadSource),
        "city" => Fold(c.City),
        "country" => c.Country,
        "owner" => c.OwnerId,
        "last contact" => c.LastActivityAt,
        _ => Touch(name, c, [.. activities.Where(a => a.ContactId == c.Id)], clock),
    };

    private object? Read(string name, Deal d, List<Activity> activities, FilterClock clock) => name switch
    {
        "title" => d.TitleFolded,
        "stage" => d.StageId,
        "value" => d.Value,
        "currency" => d.Currency,
        "probability" => d.Probability ?? d.Stage!.Probability,
        "status" => d.Status,
        "priority" => d.Priority,
        "expected close" => d.ExpectedCloseDate,
        "closed" => d.ClosedAt,
        "stage entered" => d.StageEnteredAt,
        "lost reason" => Fold(d.LostReason),
        "source" => Fold(d.Source),
        "company" => d.Company?.NameFolded,
        "company industry" => d.Company?.IndustryFolded,
        "company size" => d.Company?.CompanySize,
        "company country" => d.Company?.Country,
        "contact" => d.Contact?.SearchFolded,
        "contact job title" => Fold(d.Contact?.JobTitle),
        "owner" => d.OwnerId,
        "last contact" => d.LastActivityAt,
        _ => Touch(name, d, [.. activities.Where(a => a.DealId == d.Id)], clock),
    };

    private object? Read(string name, Activity a) => name switch
    {
        "subject" => Fold(a.Subject),
        "type" => a.Type,
        "status" => a.Status,
        "priority" => a.Priority,
        "direction" => a.Direction,
        "when" => a.OccurredAt,
        "due" => a.DueDate,
        "completed" => a.CompletedAt,
        "minutes" => (decimal?)a.DurationMinutes,
        "captured" => a.SourceKey is not null,
        "company" => a.Company?.NameFolded,
        "company industry" => a.Company?.IndustryFolded,
        "contact" => a.Contact?.SearchFolded,
        "deal" => a.Deal?.TitleFolded,
        "deal stage" => a.Deal?.StageId,
        "owner" => a.OwnerId,
        "assigned to" => a.AssignedToId,
        _ => Own(name, a),
    };

    private object? Touch<T>(string name, T row, List<Activity> own, FilterClock clock)
        where T : OwnedRecord
    {
        if (name.StartsWith("mails in ", StringComparison.Ordinal))
        {
            var since = clock.Now.AddDays(-int.Parse(name.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture));
            return (decimal)own.Count(a => a.Type == ActivityType.Email && a.OccurredAt > since);
        }

        switch (name)
        {
            case "next meeting":
                var ahead = own.Where(a => a.Type == ActivityType.Meeting && a.Status != ActivityStatus.Cancelled && a.OccurredAt > clock.Now).ToList();
                return ahead.Count == 0 ? null : ahead.Min(a => a.OccurredAt);
            case "no reply":
                var last = own.Where(a => a.Type == ActivityType.Email).OrderBy(a => a.OccurredAt).ThenBy(a => a.Id.ToString(), StringComparer.Ordinal).LastOrDefault();
                return last?.Direction is Direction.Outbound ? last.OccurredAt : null;
            default:
                return Own(name, row);
        }
    }

    private object? Own(string name, OwnedRecord row) => name switch
    {
        "created" => row.CreatedAt,
        "updated" => row.UpdatedAt,
        "own note" => row.Custom.TryGetValue("note", out var note) ? Fold(note.GetString()) : null,
        "seats" => row.Custom.TryGetValue("seats", out var seats) ? seats.GetDecimal() : null,
        "renewal" => row.Custom.TryGetValue("renewal", out var day) ? DateOnly.Parse(day.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : null,
        "vip" => row.Custom.TryGetValue("vip", out var vip) ? vip.GetBoolean() : null,
        "tier" => row.Custom.TryGetValue("tier", out var tier) ? tier.GetString() : null,
        "tags" => row.Custom.TryGetValue("tags", out var tags) ? tags.EnumerateArray().Select(t => t.GetString()!).ToHashSet(StringComparer.Ordinal) : null,
        _ => throw new InvalidOperationException($"The test does not know the field {name}."),
    };

    private string? Fold(string? text) => text is null ? null : folded.TryGetValue(text, out var known) ? known : folded[text] = FoldInDatabase(text);

    private string FoldInDatabase(string text)
    {
        using var connection = new NpgsqlConnection(world.Owner);
        connection.Open();
        using var command = new NpgsqlCommand("select crm_ext.fold($1)", connection) { Parameters = { new() { Value = text } } };
        return (string)command.ExecuteScalar()!;
    }
}
