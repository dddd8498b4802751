namespace Crm.Core.Tests.Filtering;

/// <summary>
/// A tenant with random records: gaps everywhere, accents, custom fields, moments around the clock changes that are asked about.
/// </summary>
internal sealed class FilterWorld(World world)
{
    public static readonly string[] Words =
    [
        "Contoso", "Müller", "muller", "Café Zürich", "ÅNGSTRÖM", "Łódź", "100% sure", "under_score",
        "back\\slash", "O'Neil", "Großhandel",
        "ÇELİK", "alpha beta",
        "Technology", "technology", "Food", "san josé", "x",
    ];

    private static readonly string[] Currencies = ["EUR", "USD", "SEK"];
    private static readonly string[] Countries = ["DE", "SE", "US"];
    private readonly Random random = new(4711);

    /// <summary>The moments around which the data lies: clock changes of the zones that readers live in.</summary>
    public static readonly DateTimeOffset[] Nows =
    [
        new(2027, 3, 28, 0, 45, 0, TimeSpan.Zero), new(2026, 11, 1, 5, 30, 0, TimeSpan.Zero), new(2027, 4, 4, 3, 10, 0, TimeSpan.Zero),
        new(2027, 9, 5, 3, 59, 0, TimeSpan.Zero), new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
    ];

    public static readonly string[] Zones = [
        "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata"];

    public CurrentUser Ann { get; private set; } = null!;

    public CurrentUser Boss { get; private set; } = null!;

    public IReadOnlyList<PipelineStage> Stages { get; private set; } = [];

    public async Task FillAsync()
    {
        Ann = await world.UserAsync("Ann Miller");
        Boss = await world.UserAsync("Bob Stone", Role.Manager);
        Guid[] owners = [Ann.Id, Ann.Id, Boss.Id];
        await using var connection = new NpgsqlConnection(world.Owner);
        await connection.OpenAsync();
        await RunAsync(connection, "set search_path = t_contoso, crm_ext");
        await FieldsAsync(connection);
        Stages = await world.InDatabaseAsync(Boss, db => db.Stages.AsNoTracking().OrderBy(s => s.Position).ToListAsync());
        var companies = await ManyAsync(connection, 40, id => Insert("companies", id, owners, new()
        {
            ["name"] = Word(), ["industry"] = Gap(Word), ["company_size"] = Gap(() => Any("MICRO", "SMALL", "LARGE")),
            ["status"] = Any("LEAD", "PROSPECT", "ACTIVE"),
            ["city"] = Gap(Word), ["country"] = Gap(() => Any(Countries)), ["annual_revenue"] = Gap(Amount),
            ["revenue_currency"] = Gap(() => Any(Currencies)),
            ["employee_count"] = Gap(() => random.Next(1, 5)), ["source"] = Gap(Word), ["custom"] = Custom(),
            ["last_activity_at"] = Gap(Moment),
        }));
        var contacts = await ManyAsync(connection, 80, id => Insert("contacts", id, owners, new()
        {
            ["first_name"] = Word(), ["last_name"] = Word(), ["email"] = Gap(() => $"p{random.Next(100_000_000)}@x.example"),
            ["company_id"] = Gap(() => Any(companies)),
            ["job_title"] = Gap(Word), ["department"] = Gap(Word), ["is_primary"] = random.Next(2) == 0,
            ["do_not_contact"] = random.Next(5) == 0,
            ["status"] = Any("LEAD", "ACTIVE", "BOUNCED"), ["preferred_contact"] = Any("EMAIL", "PHONE"), ["lead_source"] = Gap(Word),
            ["city"] = Gap(Word),
            ["country"] = Gap(() => Any(Countries)), ["custom"] = Custom(), ["last_activity_at"] = Gap(Moment),
            ["decision_influence"] = Gap(() => random.Next(0, 5) * 25),
        }));
        var deals = await ManyAsync(connection, 160, id => Insert("deals", id, owners, new()
        {
            ["title"] = Word(), ["value"] = Gap(Amount), ["currency"] = Any(Currencies), ["company_id"] = Gap(() => Any(companies)),
            ["contact_id"] = Gap(() => Any(contacts)),
            ["stage_id"] = Any([.. Stages.Select(s => s.Id)]), ["status"] = Any("OPEN", "WON", "LOST", "ON_HOLD"),
            ["priority"] = Any("LOW", "MEDIUM", "URGENT"),
            ["probability"] = Gap(() => Any(0m, 0.25m, 0.5m, 1m)),
            ["expected_close_date"] = Gap(() => DateOnly.FromDateTime(Moment().Date)), ["closed_at"] = Gap(Moment),
            ["stage_entered_at"] = Moment(), ["lost_reason"] = Gap(Word), ["source"] = Gap(Word), ["custom"] = Custom(),
            ["last_activity_at"] = Gap(Moment),
            ["competitor"] = Gap(Word),
        }));
        await ManyAsync(connection, 260, id => Insert("activities", id, owners, new()
        {
            ["type"] = Any("EMAIL", "EMAIL", "MEETING", "CALL", "TASK"), ["subject"] = Word(),
            ["direction"] = Gap(() => Any("INBOUND", "OUTBOUND")),
            ["status"] = Any("PENDING", "COMPLETED", "CANCELLED"), ["priority"] = Any("LOW", "HIGH"), ["occurred_at"] = Moment(),
            ["due_date"] = Gap(Moment),
            ["completed_at"] = Gap(Moment), ["duration_minutes"] = Gap(() => random.Next(0, 4)), ["company_id"] = Gap(() => Any(companies)),
            ["contact_id"] = Gap(() => Any(contacts)),
            ["deal_id"] = Gap(() => Any(deals)), ["assigned_to_id"] = Gap(() => Any(Ann.Id, Boss.Id)),
            ["source_key"] = Gap(() => $"mail:{id}"), ["custom"] = Custom(),
        }));
        // The trigger touched the records; what they are asked about is random again.
        await RunAsync(
            connection, "update deals set last_activity_at = stage_entered_at + interval '1 day' where mod(hashtext(id::text), 3) = 0");
    }

    /// <summary>A USER's lists hold what is theirs, though more is in their sight (docs/decisions/0025).</summary>
    public async Task<List<Company>> CompaniesAsync(CurrentUser reader)
    {
        var seen = await world.InDatabaseAsync(reader, db => db.Companies.AsNoTracking().NotDeleted().Include(c => c.Owner).ToListAsync());
        return [.. seen.Where(c => reader.Role is not Role.User || c.OwnerId == reader.Id)];
    }

    public async Task<List<Contact>> ContactsAsync(CurrentUser reader)
    {
        var seen = await world.InDatabaseAsync(
            reader, db => db.Contacts.AsNoTracking().NotDeleted().Include(c => c.Owner).Include(c => c.Company).ToListAsync());
        return [.. seen.Where(c => reader.Role is not Role.User || c.OwnerId == reader.Id)];
    }

    public Task<List<Deal>> DealsAsync(CurrentUser reader) => world.InDatabaseAsync(
        reader, db => db.Deals.AsNoTracking().NotDeleted().Include(d => d.Owner).Include(d => d.Company).Include(d => d.Contact)
            .Include(d => d.Stage).ToListAsync());

    public Task<List<Activity>> ActivitiesAsync(CurrentUser reader) => world.InDatabaseAsync(
        reader, db => db.Activities.AsNoTracking().NotDeleted().Include(a => a.Owner).Include(a => a.AssignedTo).Include(a => a.Company)
            .Include(a => a.Contact)
            .Include(a => a.Deal).ThenInclude(d => d!.Stage).ToListAsync());

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task FieldsAsync(NpgsqlConnection connection)
    {
        foreach (var entity in (string[])["company", "contact", "deal", "activity"])
        {
            await RunAsync(connection, $"""
                insert into custom_field_definitions (id, entity, field_name, label, field_type, options, position) values
                  (crm_ext.uuid_v7(), '{entity}', 'seats', 'seats', 'NUMBER', '[]', 1), (crm_ext.uuid_v7(), '{entity}', 'renewal',
                  'renewal', 'DATE', '[]', 2),
                  (crm_ext.uuid_v7(), '{entity}', 'vip', 'vip', 'BOOLEAN', '[]', 3), (crm_ext.uuid_v7(), '{entity}', 'tier', 'tier',
                  'SELECT', '["Gold","Silver"]', 4),
                  (crm_ext.uuid_v7(), '{entity}', 'tags', 'tags', 'MULTI_SELECT', '["Red","Green","Blue"]', 5), (crm_ext.uuid_v7(),
                  '{entity}', 'note', 'own note', 'TEXT', '[]', 6)
                """);
        }
    }

    private static async Task<Guid[]> ManyAsync(
        NpgsqlConnection connection, int count, Func<Guid, (string Sql, NpgsqlParameter[] Parameters)> insert)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var id in ids)
        {
            var (sql, parameters) = insert(id);
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            command.Parameters.AddRange(parameters);
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        return ids;
    }

    private (string Sql, NpgsqlParameter[] Parameters) Insert(string table, Guid id, Guid[] owners, Dictionary<string, object?> columns)
    {
        columns["id"] = id;
        columns["owner_id"] = Any(owners);
        columns["created_at"] = Moment();
        columns["updated_at"] = Moment();
        columns["is_deleted"] = random.Next(15) == 0;
        var names = columns.Keys.ToList();
        return ($"insert into {table} ({string.Join(", ", names)}) "
            + $"values ({string.Join(", ", names.Select((n, i) => n == "custom" ? $"${i + 1}::jsonb" : $"${i + 1}"))})",
            [.. names.Select(n => new NpgsqlParameter { Value = columns[n] ?? DBNull.Value })]);
    }

    private string Custom()
    {
        var custom = new Dictionary<string, object?>();
        void Put(string name, Func<object> value)
        {
            if (random.Next(3) > 0)
            {
                custom[name] = value();
            }
        }

        Put("seats", () => Any(0m, 2m, 10.5m, 1000m));
        Put("renewal", () => DateOnly.FromDateTime(Moment().Date));
        Put("vip", () => random.Next(2) == 0);
        Put("tier", () => Any("Gold", "Silver"));
        Put("tags", () => ((string[])["Red", "Green", "Blue"]).Where(_ => random.Next(2) == 0).ToArray());
        Put("note", Word);
        return JsonSerializer.Serialize(custom, JsonSerializerOptions.Default);
    }

    private object? Gap<TValue>(Func<TValue> value) => random.Next(4) == 0 ? null : value();

    private string Word() => Any(Words);

    private decimal Amount() => Any(0m, 1m, 100m, 999.99m, 1000m, 1234.5m, 12_500m, 50_000m);

    /// <summary>Within a day or weeks of a clock change, on the quarter hour: midnights of every zone are among them.</summary>
    private DateTimeOffset Moment()
    {
        var near = Nows[random.Next(Nows.Length)];
        var offset = random.Next(2) == 0 ? TimeSpan.FromMinutes(15 * random.Next(-100, 100)) : TimeSpan.FromHours(random.Next(-900, 900));
        return new DateTimeOffset(near.Year, near.Month, near.Day, near.Hour, 0, 0, TimeSpan.Zero) + offset;
    }

    private TValue Any<TValue>(params TValue[] values) => values[random.Next(values.Length)];
}
