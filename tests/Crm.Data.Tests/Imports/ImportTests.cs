namespace Crm.Data.Tests.Imports;

/// <summary>What an import promises: whole or not at all, never twice, nobody else's rows, everything kept that triggers keep.</summary>
public sealed class ImportTests : DeskTests
{
    private const string People =
        """
        First name,Last name,E-mail,Company,Job title
        Clara,Nilsson,Clara.Nilsson@litware.example,Litware,Head of Fleet
        Omar,Haddad,omar@tailspin.example,Tailspin Toys,Buyer
        Ines,Prado,ines.prado@gmail.com,,Consultant
        """;

    [Fact]
    public async Task Contacts_come_in_with_their_companies_and_belong_to_the_owner()
    {
        var litware = await World.CompanyAsync(Ann, "LITWARE", "litware.example");
        await World.TenantAsync(World.Fabrikam);

        var counts = await Desk.ImportAsync(Ann, "contacts", People);

        Assert.Equal((3, 3, 0, 1), (counts.Rows, counts.New, counts.Changed, counts.Companies));
        Assert.Equal(3, await CountAsync($"contacts where owner_id = '{Ann.Id}' and created_by = '{Ann.Id}'"));
        Assert.Equal(litware, await World.TruthAsync<Guid>("select company_id from contacts where last_name = 'Nilsson'"));
        Assert.Equal(0, await CountAsync("companies where name ilike '%gmail%' or domain = 'gmail.com'"));
        Assert.Equal(
            "Tailspin Toys", await World.TruthAsync<string>(
                "select c.name from companies c join contacts p on p.company_id = c.id where p.last_name = 'Haddad'"));
        Assert.Equal(0, await Desk.DriftAsync());
        Assert.Equal(0, await CountAsync("contacts", "t_fabrikam"));
    }

    [Fact]
    public async Task A_primary_contact_who_changes_company_in_the_file_is_not_the_primary_one_there()
    {
        await Desk.ImportAsync(Ann, "contacts", People);
        await World.TruthAsync<int>(
            "with made as (update contacts set is_primary = company_id is not null returning 1) select count(*)::int from made");

        await Desk.ImportAsync(
            Ann, "contacts",
            "First name,Last name,E-mail,Company,Job title\nClara,Nilsson,clara.nilsson@litware.example,Tailspin "
            + "Toys,Head\nOmar,Haddad,omar@tailspin.example,,Head of Sales\n");

        Assert.Equal("Haddad", await World.TruthAsync<string>("select string_agg(last_name, ' ') from contacts where is_primary"));
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        await Desk.ImportAsync(Ann, "contacts", People);
        var before = await World.TruthAsync<string>("select string_agg(to_jsonb(c)::text, '' order by id) from contacts c");

        var again = await Desk.ImportAsync(Ann, "contacts", People.Replace("Clara.Nilsson@", "CLARA.nilsson@", StringComparison.Ordinal));

        Assert.Equal((0, 0, 3, 0), (again.New, again.Changed, again.Unchanged, again.Companies));
        Assert.Equal(before, await World.TruthAsync<string>("select string_agg(to_jsonb(c)::text, '' order by id) from contacts c"));
        Assert.Equal(2, await CountAsync("companies"));
    }

    [Fact]
    public async Task Only_what_the_file_says_changes_and_the_history_says_who_and_how()
    {
        await Desk.ImportAsync(Ann, "contacts", People);

        var counts = await Desk.ImportAsync(
            Ann, "contacts", "Email,Job title,Phone\nclara.nilsson@litware.example,,+46 8 1\nines.prado@gmail.com,Consultant,\n");

        Assert.Equal((0, 1, 1), (counts.New, counts.Changed, counts.Unchanged));
        Assert.Equal(
            "Head of Fleet/+46 8 1/2",
            await World.TruthAsync<string>("select job_title || '/' || phone || '/' || version from contacts where last_name = 'Nilsson'"));
        Assert.Equal("IMPORT", await World.TruthAsync<string>("select door from record_history"));
        Assert.Equal(
            """{"phone": {"to": "+46 8 1", "from": null}}""", await World.TruthAsync<string>("select changes::text from record_history"));
    }

    [Fact]
    public async Task A_dry_run_shows_everything_and_writes_nothing()
    {
        await World.ContactAsync(Ann, "Omar", "Haddad", "omar@tailspin.example");

        var outcome = await Desk.RunAsync(Ann, "contacts", People, r => r with { DryRun = true });

        Assert.False(outcome.Value.Saved);
        Assert.Equal((2, 1, 2), (Desk.Counts!.New, Desk.Counts.Changed, Desk.Counts.Companies));
        Assert.Equal(["new", "changed", "new"], Desk.Preview.Select(p => p.State));
        Assert.Equal("Litware (new)", Desk.Preview[0].Company);
        Assert.Equal(1, await CountAsync("contacts"));
        Assert.Equal(0, await CountAsync("companies"));
    }

    [Fact]
    public async Task One_bad_row_keeps_the_whole_file_out()
    {
        var errors = await Desk.ErrorsOfAsync(Ann, "contacts", People + "\nBad,Row,not an address,,\n");

        Assert.Equal(0, await CountAsync("contacts"));
        Assert.Equal(0, await CountAsync("companies"));
        Assert.Equal(2, errors.Trim().Split('\n').Length);
        Assert.Contains("Bad,Row,not an address,,,5,E-mail,not an address,“not an address” is not an e-mail address.", errors);
    }

    [Fact]
    public async Task The_error_file_is_corrected_and_imported_as_it_is()
    {
        var csv = People + "\n\"O\"\"Neil\",\"Quote, and comma\",bad,Litware,\n,Nameless,x@y.example,,\n";
        var first = await Desk.RunAsync(Ann, "contacts", csv, r => r with { SkipInvalid = true });
        var corrected = (await File.ReadAllTextAsync(Desk.ErrorFile))
            .Replace("\"O\"\"Neil\",\"Quote, and comma\",bad,", "\"O\"\"Neil\",\"Quote, and comma\",oneil@litware.example,",
                StringComparison.Ordinal)
            .Replace(",Nameless,", "Ned,Nameless,", StringComparison.Ordinal);

        var second = await Desk.ImportAsync(Ann, "contacts", corrected);

        Assert.True(first.Value.Saved);
        Assert.Equal((3, 2), (first.Value.Counts.New, first.Value.Counts.Faulty));
        Assert.Equal((2, 0), (second.New, second.Companies));
        Assert.Empty(Desk.Plan!.LeftOut);
        Assert.Equal(
            "Quote, and comma",
            await World.TruthAsync<string>("select last_name from contacts where email_lower = 'oneil@litware.example'"));
    }

    [Fact]
    public async Task Two_rows_that_mean_one_contact_are_an_error_that_names_both_lines()
    {
        var errors = await Desk.ErrorsOfAsync(Ann, "contacts", People + "\nC.,Nilsson,CLARA.NILSSON@litware.example,,\n");

        Assert.Contains("5,contact,CLARA.NILSSON@litware.example,Line 2 of this file is the same contact.", errors);
    }

    [Fact]
    public async Task Nobody_elses_contact_is_touched_or_even_found()
    {
        var bob = await World.UserAsync("Bob Stone");
        await World.ContactAsync(bob, "Clara", "Bobs", "clara.nilsson@litware.example");
        var carol = await World.UserAsync("Carol West", tenant: World.Fabrikam);
        await World.ContactAsync(carol, "Clara", "Fabrikams", "clara.nilsson@litware.example");

        var counts = await Desk.ImportAsync(Ann, "contacts", People);

        Assert.Equal(3, counts.New);
        Assert.Equal("Bobs", await World.TruthAsync<string>($"select last_name from contacts where owner_id = '{bob.Id}'"));
        Assert.Equal("Fabrikams", await World.TruthAsync<string>("select last_name from contacts", "t_fabrikam"));
    }

    [Fact]
    public async Task A_file_that_names_owners_gives_each_row_to_its_owner()
    {
        var bob = await World.UserAsync("Bob Stone");

        var boss = await World.UserAsync("Eve Stone", Role.Manager);

        await Desk.ImportAsync(
            boss, "contacts",
            "Full name;Email;Owner\nNilsson, "
            + $"Clara;clara@litware.example;{bob.Email}\nOmar Haddad;omar@tailspin.example;Ann Miller\nIda Berg;ida@x.example;\n");
        var errors = await Desk.ErrorsOfAsync(boss, "contacts", "Full name,Email,Owner\nA B,a@b.example,nobody@contoso.example\n");

        Assert.Equal(
            "Clara Nilsson",
            await World.TruthAsync<string>($"select first_name || ' ' || last_name from contacts where owner_id = '{bob.Id}'"));
        Assert.Equal(
            (1, 1), (await CountAsync($"contacts where owner_id = '{Ann.Id}'"),
                await CountAsync($"contacts where owner_id = '{boss.Id}'")));
        Assert.Contains("Nobody here is called “nobody@contoso.example”", errors);
    }

    [Fact]
    public async Task A_file_that_names_owners_does_not_raise_its_own_rights()
    {
        var bob = await World.UserAsync("Bob Stone");

        var errors = await Desk.ErrorsOfAsync(Ann, "contacts",
            $"Full name,Email,Owner\nClara Nilsson,clara@litware.example,{bob.Email}\nOmar Haddad,omar@tailspin.example,{Ann.Email}\n");

        Assert.Contains("Only a manager gives records to somebody else", errors);
        Assert.DoesNotContain("Omar Haddad", errors);
        Assert.Equal(0, await CountAsync("contacts"));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|")]
    [InlineData("'=cmd|' /C calc'!A0", "'=cmd|")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\uFF1DSUM(1)", "'\uFF1DSUM(1)")]
    [InlineData("Litware;=SUM(1)", "Litware;'=SUM(1)")]
    [InlineData("\"Litware\n=SUM(1)\"", "Litware\n'=SUM(1)")]
    public async Task No_cell_of_the_error_file_is_run_as_a_formula(string company, string written)
    {
        var errors = await Desk.ErrorsOfAsync(Ann, "contacts", $"Full name,Email,Company,=HYPERLINK()\nClara Nilsson,=1+1,{company},\n");

        Assert.Contains(written, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("''", errors, StringComparison.Ordinal);
        Assert.Contains(",'=1+1,", errors, StringComparison.Ordinal);
        Assert.Contains(",'=HYPERLINK()", errors, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(^|[;,|""\t\r\n])[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]", errors);
    }

    [Fact]
    public async Task A_contacts_further_address_finds_it_and_does_not_become_the_first()
    {
        var clara = await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example");
        await Desk.SqlAsync(
            "insert into contact_addresses (id, contact_id, owner_id, address, kind) values (gen_random_uuid(), "
            + $"'{clara}', '{Ann.Id}', 'clara@home.example', 'HOME')");

        var counts = await Desk.ImportAsync(Ann, "contacts", "Email,Phone\nclara@home.example,123\n");

        Assert.Equal(1, counts.Changed);
        Assert.Equal("clara@litware.example/123", await World.TruthAsync<string>("select email || '/' || phone from contacts"));
    }

    [Fact]
    public async Task Two_imports_of_one_file_at_once_make_no_duplicates()
    {
        var csv = "First name,Last name,Email,Company\n"
            + string.Join('\n', Enumerable.Range(0, 500).Select(i => $"F{i},L{i},p{i}@c{i % 50}.example,Company {i % 50}"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var other = new ImportDesk(World);
            return await other.ImportAsync(Ann, "contacts", csv);
        })));

        Assert.Equal(500, outcomes.Sum(o => o.New));
        Assert.Equal(500, await CountAsync("contacts"));
        Assert.Equal(50, await CountAsync("companies"));
        Assert.Equal(0, await Desk.DriftAsync());
    }

    [Fact]
    public async Task Deals_find_stage_company_contact_and_keep_every_aggregate()
    {
        var company = await World.CompanyAsync(Ann, "Litware", "litware.example");
        var clara = await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example", company);
        const string Csv =
            """
            Deal name;Amount;Currency;Stage;Close date;Company;Contact;Probability
            Vans;1.234,56 €;;Proposal;31.12.2027;Litware;Clara Nilsson;40%
            Trucks;2.000,00;USD;Closed Won;01.02.2027;;Nilsson, Clara;
            Bikes;;;;;New Customer;;7%
            """;

        var counts = await Desk.ImportAsync(Ann, "deals", Csv);
        var again = await Desk.ImportAsync(Ann, "deals", Csv);
        var moved = await Desk.ImportAsync(Ann, "deals", "Deal name,Company,Stage\nVans,Litware,Lost\n");

        Assert.Equal((3, 1), (counts.New, counts.Companies));
        Assert.Equal((0, 0, 3), (again.New, again.Changed, again.Unchanged));
        Assert.Equal(1, moved.Changed);
        Assert.Equal(
            "1234.56 EUR LOST 0.40", await World.TruthAsync<string>(
                "select value || ' ' || currency || ' ' || status || ' ' || probability from deals where title = 'Vans'"));
        Assert.Equal(
            "WON 2027-02-01", await World.TruthAsync<string>("select status || ' ' || closed_at::date from deals where title = 'Trucks'"));
        Assert.Equal(2, await CountAsync($"deals where contact_id = '{clara}' and company_id = '{company}'"));
        Assert.Equal(
            "Qualification", await World.TruthAsync<string>(
                "select s.name from deals d join pipeline_stages s on s.id = d.stage_id where d.title = 'Bikes'"));
        Assert.Equal(4, await CountAsync("deal_stage_history"));
        Assert.Equal(0, await Desk.DriftAsync());
    }

    [Fact]
    public async Task A_deal_comes_in_on_hold_in_its_stage_and_a_file_puts_an_open_one_on_hold_but_no_closed_one()
    {
        await Desk.ImportAsync(
            Ann, "deals", "Title,Stage,Status\nVans,Proposal,On hold\nBikes,,ON_HOLD\nTrucks,Negotiation,Open\nBoats,Won,\n");

        Assert.Equal("Bikes ON_HOLD, Boats WON, Trucks OPEN, Vans ON_HOLD", await StatusesAsync("Bikes", "Boats", "Trucks", "Vans"));
        var counts = await Desk.ImportAsync(Ann, "deals", "Title,Status\nTrucks,On hold\nBoats,On hold\nVans,On hold\n");

        Assert.Equal((0, 1, 2), (counts.New, counts.Changed, counts.Unchanged));
        Assert.Equal("Boats WON, Trucks ON_HOLD, Vans ON_HOLD", await StatusesAsync("Boats", "Trucks", "Vans"));
        Assert.Equal(0, await Desk.DriftAsync());
    }

    private Task<string> StatusesAsync(params IReadOnlyList<string> titles) => World.TruthAsync<string>(
        "select string_agg(title || ' ' || status, ', ' order by title) from deals "
        + $"where title in ({string.Join(", ", titles.Select(t => $"'{t}'"))})");

    [Fact]
    public async Task Companies_are_found_by_domain_and_by_name_without_case_and_accents()
    {
        var muller = await World.CompanyAsync(Ann, "Müller GmbH");
        var litware = await World.CompanyAsync(Ann, "Litware", "litware.example");

        var counts =
            await Desk.ImportAsync(
                Ann, "companies",
                "Name,Domain,Country,Revenue,Employees\nMULLER gmbh,muller.example,Germany,\"1,250,000\",40\nLitware "
                + "Inc.,www.litware.example,SE,,\nLitware,litware.test,,,\n");

        Assert.Equal((1, 2), (counts.New, counts.Changed));
        Assert.Equal(
            "muller.example DE 1250000.00 USD 40",
            await World.TruthAsync<string>(
                "select domain || ' ' || country || ' ' || annual_revenue || ' ' || revenue_currency || ' ' || employee_count from "
                + $"companies where id = '{muller}'"));
        Assert.Equal("Litware Inc.", await World.TruthAsync<string>($"select name from companies where id = '{litware}'"));
        Assert.Equal(0, await Desk.DriftAsync());
    }

    [Fact]
    public async Task Custom_fields_are_filled_by_their_name_with_their_type()
    {
        await Desk.SqlAsync(
            """
            insert into custom_field_definitions (id, entity, field_name, label, field_type, options) values
              (gen_random_uuid(), 'contact', 'seats', 'Seats bought', 'NUMBER', '[]'), (gen_random_uuid(), 'contact', 'vip', 'VIP',
              'BOOLEAN', '[]'),
              (gen_random_uuid(), 'contact', 'tier', 'Tier', 'SELECT', '["Gold","Silver"]'), (gen_random_uuid(), 'contact', 'tags', 'Tags',
              'MULTI_SELECT', '["a","b"]'),
              (gen_random_uuid(), 'contact', 'since', 'Since', 'DATE', '[]')
            """);

        await Desk.ImportAsync(
            Ann, "contacts",
            "First name,Last name,Email,Seats_Bought,vip,Tier,Tags,Since,Shoe size\nA,B,a@b.example,12.5,yes,gold,a;b,2027-01-02,43\n");
        Assert.Equal(["Shoe size"], Desk.Plan!.LeftOut);
        var errors = await Desk.ErrorsOfAsync(Ann, "contacts", "Email,Tier\na@b.example,Bronze\n");

        Assert.Equal("""{"vip": true, "tags": ["a", "b"], "tier": "Gold", "seats": 12.5, "since": "2027-01-02"}""",
            await World.TruthAsync<string>("select custom::text from contacts"));
        Assert.Contains("“Bronze” is not one of the choices for Tier: Gold, Silver.", errors);
    }

    private Task<long> CountAsync(string what, string schema = "t_contoso") =>
        World.TruthAsync<long>($"select count(*) from {what}", schema);
}
