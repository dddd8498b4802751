namespace Crm.Data.Tests.Merging;

/// <summary>A form's question whether a record is there already is answered by indexes, however many there are.</summary>
public sealed class LookAlikePlanTests : WorldTests
{
    protected override async Task ArrangeAsync()
    {
        await RunAsync(
            $"""
            insert into companies (id, owner_id, name, domain) select gen_random_uuid(), '{Ann.Id}', 'Firm ' || md5(i::text), md5(i::text)
              || '.example' from generate_series(1, 20000) i;
            insert into contacts (id, owner_id, first_name, last_name, phone) select gen_random_uuid(), '{Ann.Id}', md5(i::text), 'Person',
              '+46 8 ' || (1000000 + i) from generate_series(1, 20000) i;
            analyze companies; analyze contacts;
            """);
    }

    [Fact]
    public async Task A_companys_name_and_domain_are_looked_up_and_its_like_comes_from_the_trigrams()
    {
        Assert.Contains("ix_companies_name_key",
            await ExplainAsync(
                "select id from companies where not is_deleted and crm_ext.name_key(name_folded) = any(array['litware', 'litwareinc', "
                + "'litwaregmbh'])"), StringComparison.Ordinal);
        Assert.Contains("ix_companies_domain",
            await ExplainAsync("select id from companies where not is_deleted and domain = any(array['litware.com', 'litware.de'])"),
            StringComparison.Ordinal);
        Assert.Contains("ix_companies_owner_name_trgm",
            await ExplainAsync(
                $"select id from companies where not is_deleted and 'litware' <% name_folded and owner_id = '{Ann.Id}' limit 500"),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contacts_namesakes_are_looked_up_under_the_readers_own_rights()
    {
        var plan = await World.InDatabaseAsync(Ann, async db =>
        {
            await db.Context.Database.ExecuteSqlRawAsync("select 1"); // the caller's rights come with the first command
            await using var command = db.Contacts.NotDeleted()
                .Where(c => c.NameFolded == Sql.FoldTyped("Nilsson Clara") || c.NameFolded == Sql.FoldTyped("Clara Nilsson"))
                .Select(c => c.Id).CreateDbCommand();
            command.CommandText = "explain " + command.CommandText;
            await using var lines = await command.ExecuteReaderAsync();
            var read = new List<string>();
            while (await lines.ReadAsync())
            {
                read.Add(lines.GetString(0));
            }

            return string.Join('\n', read);
        });

        Assert.Contains("Index Cond", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on contacts", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_thousand_others_do_not_hide_the_one_that_looks_the_same()
    {
        var litware = await World.CompanyAsync(Ann, "Litware Inc.");
        var clara = await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.com", litware);

        var company = await World.RunAsync(Ann, async (CompanyDuplicates d,
            CancellationToken ct) => (Result<IReadOnlyList<LikelyDuplicate>>)(LikelyDuplicate[])[
                .. await d.FindAsync(new CompanyIdentity("Litwaer"),
            ct)]);
        var contact = await World.RunAsync(Ann, async (ContactDuplicates d,
            CancellationToken ct) => (Result<IReadOnlyList<LikelyDuplicate>>)(LikelyDuplicate[])[
                .. await d.FindAsync(new ContactIdentity("Clara",
            "Nilsson", null, null, null), ct)]);

        Assert.Equal((litware, clara), (Assert.Single(company.Value).Id, Assert.Single(contact.Value).Id));
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(World.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"set search_path = t_contoso, crm_ext; {sql}", connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> ExplainAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(World.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"set search_path = t_contoso, crm_ext; set enable_seqscan = off; explain {sql}",
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
