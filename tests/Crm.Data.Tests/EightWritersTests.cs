using Xunit.Abstractions;

namespace Crm.Data.Tests;

/// <summary>
/// Every value that a trigger keeps, while eight writers change the same few records at once: afterwards each equals a recount.
/// </summary>
public sealed class EightWritersTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 8;
    private const int Changes = 100;

    /// <summary>Each names what differs from a recount: nothing may.</summary>
    private static readonly (string Value, string Differs)[] Kept =
    [
        ("companies.last_activity_at", Last("companies", "company_id")), ("contacts.last_activity_at", Last("contacts", "contact_id")),
        ("deals.last_activity_at", Last("deals", "deal_id")),
        ("activities.also_seen_by",
            """
            select id from activities a where also_seen_by is distinct from
              (select array_agg(m.user_id order by m.user_id) from activity_mailboxes m
                where m.activity_id = a.id and m.user_id is distinct from a.owner_id and m.presence not in ('DECLINED','GONE'))
            """),
        ("agg_pipeline", Counted(
            "select owner_id, stage_id, currency, n, value_sum from agg_pipeline where n <> 0",
            "select owner_id, stage_id, currency, count(*), coalesce(sum(value), 0) from deals where status = 'OPEN' and not is_deleted "
                + "group by 1, 2, 3")),
        ("agg_company_facets", Counted(
            "select owner_id, industry, company_size, status, n from agg_company_facets where n <> 0",
            "select owner_id, industry, company_size, status, count(*) from companies where not is_deleted group by 1, 2, 3, 4")),
        ("agg_activity_daily", Counted(
            "select day, owner_id, type, n from agg_activity_daily where n <> 0",
            "select (occurred_at at time zone 'UTC')::date, owner_id, type, count(*) from activities where not is_deleted and status = "
                + "'COMPLETED' and owner_id is not null group by 1, 2, 3")),
        ("agg_stage_daily", Counted(
            "select day, owner_id, stage_id, currency, n, value_sum from agg_stage_daily where n <> 0",
            "select (entered_at at time zone 'UTC')::date, owner_id, to_stage_id, coalesce(currency, 'USD'), count(*), "
                + "coalesce(sum(value), 0) from deal_stage_history group by 1, 2, 3, 4")),
        ("agg_stage_flow", Counted(
            "select day, owner_id, stage_id, next_stage_id, n, won from agg_stage_flow where n <> 0",
            "select (entered_at at time zone 'UTC')::date, owner_id, to_stage_id, next_stage_id, count(*), count(*) filter (where "
                + "is_won) from deal_stage_history group by 1, 2, 3, 4")),
        ("agg_deal_closed_daily", Counted(
            "select day, owner_id, status, currency, n, value_sum from agg_deal_closed_daily where n <> 0",
            "select (closed_at at time zone 'UTC')::date, owner_id, status, currency, count(*), coalesce(sum(value), 0) from deals where "
                + "closed_at is not null and not is_deleted group by 1, 2, 3, 4")),
        ("contact_addresses, the primary ones", Counted(
            "select contact_id, owner_id, address from contact_addresses where kind = 'PRIMARY'",
            "select id, owner_id, email_lower from contacts where email_lower is not null and not is_deleted")),
        ("contact_addresses.owner_id",
            "select a.id from contact_addresses a join contacts c on c.id = a.contact_id where a.owner_id <> c.owner_id"),
        ("deal_stage_history, the open stay", Counted(
            "select deal_id, to_stage_id from deal_stage_history where left_at is null", "select id, stage_id from deals")),
        ("record_history, one line for each version that changed a field",
            "select record_id from record_history group by record_id, entity, version having count(*) > 1"),
    ];

    private World world = null!;
    private Guid[] users = [];
    private Guid[] companies = [];
    private Guid[] contacts = [];
    private Guid[] deals = [];
    private Guid[] activities = [];

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        var people = new List<CurrentUser>();
        for (var i = 0; i < Writers; i++)
        {
            people.Add(await world.UserAsync($"Writer {i}"));
        }

        users = [.. people.Select(p => p.Id)];
        companies = [await world.CompanyAsync(people[0], "Litware"), await world.CompanyAsync(people[1], "Proseware")];
        contacts = [await world.ContactAsync(people[0], "Clara", "Nilsson", "clara@litware.example", companies[0]),
            await world.ContactAsync(people[1], "Omar", "Haddad", "omar@proseware.example", companies[1])];
        deals = [await world.DealAsync(people[0], "Renewal", "1000", "Proposal", companies[0], contacts[0]),
            await world.DealAsync(people[1], "Vans", "700", "Negotiation", companies[1], contacts[1])];
        activities = [.. Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7(world.Clock.GetUtcNow()))];
        foreach (var id in activities)
        {
            await world.TruthAsync<Guid>(
                "insert into activities (id, type, owner_id, company_id, contact_id, deal_id, subject, status) values "
                + $"('{id}', 'CALL', '{users[0]}', '{companies[0]}', '{contacts[0]}', '{deals[0]}', 'Shared', 'COMPLETED') returning id");
        }
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(20261129)]
    public async Task Each_equals_a_recount_after_eight_writers_changed_the_same_records_at_once(int seed)
    {
        var stages = await world.TruthAsync<Guid[]>("select array_agg(id order by position) from pipeline_stages");
        var (done, met) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            var chance = new Random(seed + w);
            await using var connection = new NpgsqlConnection(world.Server.Superuser(world.Database));
            await connection.OpenAsync();

            // They write in any order on purpose, and meet: the second they would wait for it each time is not what is tried here.
            await RunAsync(connection, null, "set search_path = t_contoso, crm_ext; set deadlock_timeout = '5ms'");
            for (var i = 0; i < Changes; i++)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                try
                {
                    foreach (var sql in Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Change(chance, w, stages)))
                    {
                        await RunAsync(connection, transaction, sql);
                    }

                    await transaction.CommitAsync();
                    Interlocked.Increment(ref done);
                }
                catch (PostgresException lost)
                when (lost.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation)
                {
                    await transaction.RollbackAsync();
                    Interlocked.Increment(ref met);
                }
            }
        })));

        var wrong = new List<string>();
        foreach (var (value, differs) in Kept)
        {
            if (await world.TruthAsync<long>($"select count(*) from ({differs}) d") is > 0 and var rows)
            {
                wrong.Add($"{value}: {rows}");
            }
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Seed {seed}: {Writers} writers, {done} transactions committed, "
                + $"{met} gave way; {Kept.Length} kept values recounted, {wrong.Count} wrong."));
        Assert.Empty(wrong);
        Assert.InRange(done, Writers * Changes / 2, Writers * Changes);
    }

    /// <summary>The race in its smallest form: one activity, eight mailboxes at one moment.</summary>
    [Fact]
    public async Task Eight_mailboxes_that_capture_one_mail_at_once_are_its_owner_and_seven_readers()
    {
        var short_ = 0;
        for (var round = 0; round < 40; round++)
        {
            var mail = Guid.CreateVersion7(world.Clock.GetUtcNow());
            await world.TruthAsync<Guid>(
                $"insert into activities (id, type, owner_id, subject) values ('{mail}', 'EMAIL', '{users[0]}', 'Offer') returning id");
            await Task.WhenAll(users.Select(u => Task.Run(() => world.TruthAsync<Guid>(
                "insert into activity_mailboxes (activity_id, user_id, graph_id) values "
                    + $"('{mail}', '{u}', 'g-{round}-{u}') returning activity_id"))));
            short_ += await world.TruthAsync<int>($"select coalesce(cardinality(also_seen_by), 0) from activities where id = '{mail}'")
                == Writers - 1 ? 0 : 1;
        }

        output.WriteLine($"40 mails to 8 mailboxes at once: {short_} without all their readers.");
        Assert.Equal(0, short_);
    }

    /// <summary>
    /// The narrow gaps that chance seldom hits: one transaction has written and not yet committed while the other writes.
    /// </summary>
    [Fact]
    public async Task What_is_written_and_not_yet_committed_counts_for_those_who_write_beside_it()
    {
        var newest = await world.TruthAsync<Guid>(
            "insert into activities (id, type, owner_id, company_id, subject, status, occurred_at) values (gen_random_uuid(), 'CALL', "
                + $"'{users[0]}', '{companies[0]}', 'Newest', 'COMPLETED', '2099-01-02') returning id");
        await BesideAsync(
            "insert into activities (id, type, owner_id, company_id, subject, status, occurred_at) values (gen_random_uuid(), 'CALL', "
                + $"'{users[0]}', '{companies[0]}', 'Older', 'COMPLETED', '2099-01-01')",
            $"update activities set status = 'CANCELLED' where id = '{newest}'");
        Assert.Equal(
            "2099-01-01",
            await world.TruthAsync<string>($"select to_char(last_activity_at, 'YYYY-MM-DD') from companies where id = '{companies[0]}'"));

        await BesideAsync(
            "insert into contact_addresses (id, contact_id, owner_id, address, kind) select gen_random_uuid(), id, owner_id, "
                + $"'work@litware.example', 'WORK' from contacts where id = '{contacts[0]}'",
            $"update contacts set owner_id = '{users[3]}' where id = '{contacts[0]}'");
        await BesideAsync(
            $"update contacts set owner_id = '{users[4]}' where id = '{contacts[0]}'",
            "insert into contact_addresses (id, contact_id, owner_id, address, kind) select gen_random_uuid(), id, owner_id, "
                + $"'home@litware.example', 'HOME' from contacts where id = '{contacts[0]}'");
        Assert.Equal(
            0L, await world.TruthAsync<long>(
                $"select count(*) from contact_addresses where contact_id = '{contacts[0]}' and owner_id <> '{users[4]}'"));
    }

    private async Task BesideAsync(string first, string second)
    {
        await using var connection = new NpgsqlConnection(world.Server.Superuser(world.Database));
        await connection.OpenAsync();
        await RunAsync(connection, null, "set search_path = t_contoso, crm_ext");
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, transaction, first);
        var beside = Task.Run(() => world.TruthAsync<int>($"with done as ({second} returning 1) select count(*)::int from done"));
        await Task.WhenAny(beside, Task.Delay(300));
        await transaction.CommitAsync();
        Assert.Equal(1, await beside);
    }

    private string Change(Random chance, int writer, Guid[] stages)
    {
        var (user, company, contact, deal, activity) = (Any(users), Any(companies), Any(contacts), Any(deals), Any(activities));
        var at = $"timestamptz '2027-03-01' + interval '{chance.Next(1, 40)} days'";
        var status = Any(["COMPLETED", "COMPLETED", "PENDING", "CANCELLED"]);
        return chance.Next(16) switch
        {
            0 or 1 or 2 =>
                "insert into activities (id, type, owner_id, company_id, contact_id, deal_id, subject, status, occurred_at) values "
                + $"(gen_random_uuid(), 'CALL', '{user}', '{company}', '{contact}', '{deal}', 'New', '{status}', {at})",
            3 or 4 => $"update activities set status = '{status}', occurred_at = {at}, version = version + 1 where id = '{activity}'",
            5 => "update activities set is_deleted = not is_deleted, company_id = "
                + $"'{company}', deal_id = '{deal}', version = version + 1 where id = '{activity}'",
            6 => $"update activities set owner_id = '{user}', version = version + 1 where id = '{activity}'",
            7 => "delete from activities where id = (select id from activities where subject = 'New' order by random() limit 1)",
            8 => "insert into activity_mailboxes (activity_id, user_id, graph_id) values "
                + $"('{activity}', '{user}', 'g{writer}') on conflict do nothing",
            9 => "update activity_mailboxes set presence = "
                + $"'{Any(["PRESENT", "DECLINED", "GONE", "CANCELLED"])}' where activity_id = '{activity}' and user_id = '{user}'",
            10 => $"delete from activity_mailboxes where activity_id = '{activity}' and user_id = '{user}'",
            11 => $"update deals set stage_id = '{Any(stages)}', stage_entered_at = "
                + $"{at}, value = {chance.Next(1, 9)}00, version = version + 1 where id = '{deal}'",
            12 => $"update deals set status = '{Any(["OPEN", "WON", "LOST"])}', closed_at = "
                + $"{at}, is_deleted = {(chance.Next(5) == 0 ? "true" : "false")}, version = version + 1 where id = '{deal}'",
            13 => $"update companies set industry = '{Any(["Retail", "Energy"])}', is_deleted = "
                + $"{(chance.Next(5) == 0 ? "true" : "false")}, version = version + 1 where id = '{company}'",
            14 => $"update contacts set owner_id = '{user}', email = "
                + $"'c{chance.Next(1000)}-{writer}@litware.example', version = version + 1 where id = '{contact}'",
            _ => "insert into contact_addresses (id, contact_id, owner_id, address, kind) select gen_random_uuid(), id, owner_id, "
                + $"'w{writer}-{chance.Next(100000)}@litware.example', 'WORK' from contacts where id = '{contact}'",
        };

        T Any<T>(T[] of) => of[chance.Next(of.Length)];
    }

    private static string Last(string table, string column) =>
        $"select r.id from {table} r where r.last_activity_at is distinct from (select max(a.occurred_at) from activities a where "
        + $"a.{column} = r.id and not a.is_deleted and a.status = 'COMPLETED')";

    private static string Counted(string kept, string recount) =>
        $"(({kept}) except all ({recount})) union all (({recount}) except all ({kept}))";

    private static async Task RunAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
    }
}
