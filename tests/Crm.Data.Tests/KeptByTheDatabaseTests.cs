namespace Crm.Data.Tests;

/// <summary>What triggers and views keep, whatever door writes: histories, aggregates, addresses, custom fields, versions.</summary>
public sealed class KeptByTheDatabaseTests : WorldTests
{
    [Fact]
    public async Task Custom_fields_are_read_and_written_in_the_specifications_shape()
    {
        var company = await World.CompanyAsync(Ann, "Litware");
        await SqlAsync(
            """
            insert into custom_field_definitions (id, entity, field_name, label, field_type) values
              (gen_random_uuid(), 'company', 'seats', 'Seats', 'NUMBER'), (gen_random_uuid(), 'company', 'vip', 'VIP', 'BOOLEAN')
            """);

        await SqlAsync(
            "insert into company_custom_fields (company_id, field_name, field_value) values "
            + $"('{company}', 'seats', '40'), ('{company}', 'vip', 'true'), ('{company}', 'note', 'free')");
        await SqlAsync($"update company_custom_fields set field_value = '50' where company_id = '{company}' and field_name = 'seats'");
        await SqlAsync($"delete from company_custom_fields where company_id = '{company}' and field_name = 'note'");

        Assert.Equal(
            """{"vip": true, "seats": 50}""", await World.TruthAsync<string>($"select custom::text from companies where id = '{company}'"));
        Assert.Equal("seats=50/NUMBER, vip=true/BOOLEAN", await World.TruthAsync<string>(
            "select string_agg(field_name || '=' || field_value || '/' || field_type, ', ' order by field_name) from "
                + "company_custom_fields"));
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => SqlAsync(
                $"insert into company_custom_fields (company_id, field_name, field_value) values ('{company}', 'seats', 'many')"));
        Assert.Equal(PostgresErrorCodes.InvalidTextRepresentation, refused.SqlState);
    }

    [Fact]
    public async Task History_says_who_changed_which_field_from_what_to_what_through_which_door()
    {
        var deal = await World.DealAsync(Ann, "Vans", "1000", "Proposal");
        var won = await World.StageAsync(Ann, "Won");

        await World.PressAsync(Ann, MoveDeal.Verb, new MoveDeal(deal, won.Id));

        Assert.Equal("TEAMS", await World.TruthAsync<string>($"select door from record_history where record_id = '{deal}'"));
        Assert.Equal(Ann.Id, await World.TruthAsync<Guid>($"select changed_by from record_history where record_id = '{deal}'"));
        Assert.Equal("""{"to": "WON", "from": "OPEN"}""",
            await World.TruthAsync<string>($"select (changes -> 'status')::text from record_history where record_id = '{deal}'"));
        Assert.Equal(2, await World.TruthAsync<long>($"select count(*) from deal_stage_history where deal_id = '{deal}'"));
        Assert.True(await World.InDatabaseAsync(Ann, db => db.RecordHistory.AnyAsync(h => h.RecordId == deal)));
    }

    [Fact]
    public async Task The_second_of_two_people_who_change_one_record_is_told()
    {
        var company = await World.CompanyAsync(Ann, "Litware");
        var first = await World.InDatabaseAsync(Ann, async db =>
        {
            var mine = await db.Companies.SingleAsync(c => c.Id == company);
            await SqlAsync($"update companies set name = 'Theirs', version = version + 1 where id = '{company}'");
            mine.Qualified("litware.example", null, null, mine.Status);
            return await db.SaveAsync(CancellationToken.None);
        });

        Assert.Equal(RefusalKind.Conflict, first!.Kind);
        Assert.Equal("Theirs", await World.TruthAsync<string>($"select name from companies where id = '{company}'"));
        Assert.Equal(0, await World.TruthAsync<long>($"select count(*) from companies where domain = 'litware.example'"));
    }

    [Fact]
    public async Task Aggregates_equal_a_recount_after_moves_edits_and_deletions()
    {
        for (var i = 0; i < 20; i++)
        {
            var deal = await World.DealAsync(Ann, $"Deal {i}", $"{i * 100}", i % 2 == 0 ? "Proposal" : "Negotiation");
            var (won, proposal) = (await World.StageAsync(Ann, "Won"), await World.StageAsync(Ann, "Proposal"));
            var moved = i % 3 == 2
                ? await World.PressAsync(Ann, LoseDeal.Verb, new LoseDeal(deal, "Price"))
                : await World.PressAsync(Ann, MoveDeal.Verb, new MoveDeal(deal, i % 3 == 0 ? won.Id : proposal.Id));
            Assert.Null(moved.Refusal);
        }

        await SqlAsync("update deals set value = value * 2 where title like '%1%'");
        await SqlAsync("update deals set is_deleted = true, deleted_at = now() where title like '%7'");

        Assert.Equal(0, await World.TruthAsync<long>(
            """
            select count(*) from (
              (select owner_id, stage_id, currency, n, value_sum from agg_pipeline where n <> 0
               except select owner_id, stage_id, currency, count(*), sum(value) from deals where status = 'OPEN' and not is_deleted
                 group by 1, 2, 3)
              union all
              (select owner_id, stage_id, currency, count(*), sum(value) from deals where status = 'OPEN' and not is_deleted
                group by 1, 2, 3
               except select owner_id, stage_id, currency, n, value_sum from agg_pipeline)) d
            """));
        Assert.Equal(
            await World.TruthAsync<decimal>("select sum(value) from deals where status = 'WON' and not is_deleted"),
            await World.TruthAsync<decimal>("select sum(value_sum) from agg_deal_closed_daily where status = 'WON'"));
        Assert.Equal(await World.TruthAsync<long>("select count(*) from deal_stage_history"),
            (long)await World.TruthAsync<decimal>("select sum(n) from agg_stage_daily"));
    }

    /// <summary>Whoever writes them: what is only planned, or was called off, is neither a contact nor work done.</summary>
    [Fact]
    public async Task Only_completed_activities_are_contacts_and_counted_as_work()
    {
        var company = await World.CompanyAsync(Ann, "Litware", "litware.example");
        await SqlAsync(
            $"""
            insert into activities (id, type, owner_id, company_id, subject, occurred_at, status) values
              (gen_random_uuid(), 'CALL', '{Ann.Id}', '{company}', 'Done', '2026-03-05', 'COMPLETED'),
              (gen_random_uuid(), 'CALL', '{Ann.Id}', '{company}', 'Planned', '2026-03-20', 'PENDING'),
              (gen_random_uuid(), 'MEETING', '{Ann.Id}', '{company}', 'Met', '2026-02-10', 'COMPLETED'),
              (gen_random_uuid(), 'MEETING', '{Ann.Id}', '{company}', 'Called off', '2026-03-10', 'CANCELLED')
            """);
        Assert.Equal(("2026-03-05", "2026-02-10 MEETING 1, 2026-03-05 CALL 1"), await KeptAsync());

        await SqlAsync("update activities set status = 'COMPLETED' where subject = 'Planned'");
        Assert.Equal(("2026-03-20", "2026-02-10 MEETING 1, 2026-03-05 CALL 1, 2026-03-20 CALL 1"), await KeptAsync());

        await SqlAsync("update activities set status = 'CANCELLED' where type = 'CALL'");
        Assert.Equal(("2026-02-10", "2026-02-10 MEETING 1"), await KeptAsync());

        await SqlAsync("delete from activities where subject = 'Met'");
        Assert.Equal(("never", "nothing"), await KeptAsync());

        async Task<(string, string)> KeptAsync() => (
            await World.TruthAsync<string>(
                $"select coalesce((last_activity_at at time zone 'UTC')::date::text, 'never') from companies where id = '{company}'"),
            await World.TruthAsync<string>(
                "select coalesce(string_agg(day || ' ' || type || ' ' || n, ', ' order by day), 'nothing') from agg_activity_daily "
                + "where n <> 0"));
    }

    /// <summary>A day's place among moments is 10:00 UTC, whoever writes it and wherever they are.</summary>
    [Theory]
    [InlineData("'2027-04-01', '2027-04-01 10:00Z', null, '2026-03-01'", null)]
    [InlineData("'2027-04-01', '2027-04-01 10:00Z', '2027-04-01', '2027-04-01 10:00Z'", null)]
    [InlineData("null, '2027-04-01 23:59+02', null, '2026-03-01'", null)]
    [InlineData("'2027-04-01', '2027-04-01 23:59+02', null, '2026-03-01'", "chk_due_on")]
    [InlineData("'2027-04-01', '2027-04-02 10:00Z', null, '2026-03-01'", "chk_due_on")]
    [InlineData("null, null, '2027-04-01', '2027-04-01 00:00Z'", "chk_occurred_on")]
    public async Task A_day_stands_beside_its_own_moment_only(string days, string? refusedBy)
    {
        Task Insert() => SqlAsync(
            "insert into activities (id, type, owner_id, subject, due_on, due_date, occurred_on, occurred_at) values "
            + $"(gen_random_uuid(), 'MEETING', '{Ann.Id}', 'Fair', {days})");

        if (refusedBy is null)
        {
            await Insert();
            Assert.Equal(1, await World.TruthAsync<long>("select count(*) from activities"));
        }
        else
        {
            Assert.Equal(refusedBy, (await Assert.ThrowsAsync<PostgresException>(Insert)).ConstraintName);
        }
    }

    [Fact]
    public async Task One_owner_has_an_address_once_and_is_told_at_the_field()
    {
        await World.ContactAsync(Ann, "Clara", "Nilsson", "Clara@Litware.example");
        var bob = await World.UserAsync("Bob Stone");

        var again = await World.PressAsync(
            Ann, Core.Contacts.CreateContact.Verb, new Core.Contacts.CreateContact("C", "N", "clara@LITWARE.example"));
        var bobs = await World.PressAsync(
            bob, Core.Contacts.CreateContact.Verb, new Core.Contacts.CreateContact("C", "N", "clara@litware.example"));

        Assert.Contains("Clara Nilsson", again.Refusal!.For("email"));
        Assert.Null(bobs.Refusal); // under visibility OWN a refusal would tell Bob what he may not see
    }

    [Theory]
    [InlineData("muller")]
    [InlineData("MÜLLER")]
    [InlineData("ler gm")]
    [InlineData("henriette")]
    public async Task Search_does_not_mind_case_and_accents(string typed)
    {
        await World.CompanyAsync(Ann, "Müller GmbH");
        await World.ContactAsync(Ann, "Henriëtte", "Vos", "h.vos@muller.example");

        var found = await World.RunAsync(Ann, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords(typed), ct));

        Assert.NotEmpty(found.Value.Hits);
    }

    /// <summary>
    /// The candidates are found past the policies, for their indexes' sake; nothing that the reader may not see comes of it.
    /// </summary>
    [Fact]
    public async Task A_search_shows_own_records_and_a_manager_everybodys()
    {
        var (bob, meg) = (await World.UserAsync("Bob Stone"), await World.UserAsync("Meg Gray", Role.Manager));
        var company = await World.CompanyAsync(Ann, "Zephyr Annex");
        var contact = await World.ContactAsync(Ann, "Zephyrine", "Vos", null, company);
        await World.DealAsync(Ann, "Zephyr fleet", "100", company: company, contact: contact);
        await World.CompanyAsync(bob, "Zephyr of Bob");
        var shared = Guid.CreateVersion7(World.Clock.GetUtcNow());
        await SqlAsync(
            "insert into activities (id, type, owner_id, company_id, subject) values "
            + $"('{shared}', 'EMAIL', '{Ann.Id}', '{company}', 'zephyr offer')");

        Assert.Equal(["COMPANY Zephyr Annex", "CONTACT Zephyrine Vos", "DEAL Zephyr fleet", "ACTIVITY zephyr offer"], await FindAsync(Ann));
        Assert.Equal(["COMPANY Zephyr of Bob"], await FindAsync(bob));
        Assert.Equal(5, (await FindAsync(meg)).Count);

        // The same mail in Bob's mailbox as well: now he may read it, and finds it.
        await SqlAsync($"insert into activity_mailboxes (activity_id, user_id, graph_id) values ('{shared}', '{bob.Id}', 'g1')");
        Assert.Equal(["COMPANY Zephyr of Bob", "ACTIVITY zephyr offer"], await FindAsync(bob));

        async Task<IReadOnlyList<string>> FindAsync(CurrentUser who)
        {
            var found =
                await World.RunAsync(who, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords("zephyr"), ct));
            return [.. found.Value.Hits.Select(h => $"{UpperSnakeCase.Of(h.Kind)} {h.Title}")
                .OrderBy(h => Array.IndexOf(["COMPANY", "CONTACT", "DEAL", "ACTIVITY"], h.Split(' ')[0]))];
        }
    }

    /// <summary>Who reads a captured mail follows its mailboxes and its owner, without a trace in the record's history.</summary>
    [Fact]
    public async Task Readers_follow_mailboxes_and_owners()
    {
        var bob = await World.UserAsync("Bob Stone");
        var mail = Guid.CreateVersion7(World.Clock.GetUtcNow());
        await SqlAsync($"insert into activities (id, type, owner_id, subject) values ('{mail}', 'EMAIL', '{Ann.Id}', 'Offer')");
        await SqlAsync($"insert into activity_mailboxes (activity_id, user_id, graph_id) values ('{mail}', '{Ann.Id}', 'a')");
        Assert.Equal("none", await ReadersAsync());

        await SqlAsync($"insert into activity_mailboxes (activity_id, user_id, graph_id) values ('{mail}', '{bob.Id}', 'b')");
        Assert.Equal($"{{{bob.Id}}}", await ReadersAsync());
        Assert.True(await World.InDatabaseAsync(bob, db => db.Activities.AnyAsync(a => a.Id == mail)));

        await SqlAsync($"update activities set owner_id = '{bob.Id}' where id = '{mail}'"); // Ann gave it away and keeps reading it
        Assert.Equal($"{{{Ann.Id}}}", await ReadersAsync());
        Assert.True(await World.InDatabaseAsync(Ann, db => db.Activities.AnyAsync(a => a.Id == mail)));

        await SqlAsync($"delete from activity_mailboxes where user_id = '{Ann.Id}'");
        Assert.Equal("none", await ReadersAsync());
        Assert.False(await World.InDatabaseAsync(Ann, db => db.Activities.AnyAsync(a => a.Id == mail)));
        Assert.Equal(
            0, await World.TruthAsync<long>(
                $"select count(*) from record_history where record_id = '{mail}' and changes ? 'also_seen_by'"));

        Task<string> ReadersAsync() =>
            World.TruthAsync<string>($"select coalesce(also_seen_by::text, 'none') from activities where id = '{mail}'");
    }

    private async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(World.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set search_path = t_contoso, crm_ext; " + sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
