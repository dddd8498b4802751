namespace Crm.Data.Tests.Imports;

public sealed class ExportTests : DeskTests
{
    protected override async Task ArrangeAsync()
    {
        await Desk.SqlAsync(
            "insert into custom_field_definitions (id, entity, field_name, label, field_type, options) values (gen_random_uuid(), "
            + "'contact', 'tags', 'Tags', 'MULTI_SELECT', '[\"a\",\"b\"]')");
        await Desk.ImportAsync(
            Ann, "companies",
            "Name,Domain,Revenue,Country,Description\n=cmd|' /C calc'!A0,evil.example,12.50,SE,\"two\nlines, "
            + "\"\"quoted\"\"\"\n'@twice,,,,\nLitware,litware.example,,,\n");
        await Desk.ImportAsync(
            Ann, "contacts",
            "First name,Last name,Email,Phone,Company,Tags,Do not contact\nClara,Nilsson,clara@litware.example,+46 8 "
            + "1,Litware,a;b,yes\n-Minus,+Plus,,,,,\nOmar,Haddad,omar@x.example,,,,\n");
        await Desk.ImportAsync(
            Ann, "deals",
            "Title,Value,Stage,Status,Company,Contact,Close date,Probability\nVans,1234.50,Proposal,,Litware,Clara Nilsson,2027-05-01,0.4\n"
            + "Trucks,,Won,,,,,\nBikes,,Negotiation,On hold,,,,\n");
    }

    [Theory]
    [InlineData("companies", 3)]
    [InlineData("contacts", 3)]
    [InlineData("deals", 3)]
    public async Task What_was_exported_changes_nothing_when_it_is_imported(string entity, int rows)
    {
        var csv = await ExportAsync(Ann, entity);
        var before = await AllAsync(entity);

        var counts = await Desk.ImportAsync(Ann, entity, csv);

        Assert.Equal((rows, rows, 0), (counts.Rows, counts.Unchanged, counts.Companies));
        Assert.Empty(Desk.Plan!.LeftOut);
        Assert.Equal(before, await AllAsync(entity));
    }

    [Fact]
    public async Task An_export_brought_into_an_empty_tenant_is_the_same_book()
    {
        var companies = await ExportAsync(Ann, "companies");
        var contacts = await ExportAsync(Ann, "contacts");
        var deals = await ExportAsync(Ann, "deals");
        var carol = await World.UserAsync("Ann Miller", tenant: World.Fabrikam);
        await Desk.SqlAsync("insert into t_fabrikam.custom_field_definitions select * from t_contoso.custom_field_definitions");
        string Mine(string csv) => csv.Replace(Ann.Email, carol.Email, StringComparison.Ordinal);

        foreach (var _ in new[] { 1, 2 }) // and once more: nothing twice
        {
            await Desk.ImportAsync(carol, "companies", Mine(companies));
            await Desk.ImportAsync(carol, "contacts", Mine(contacts));
            await Desk.ImportAsync(carol, "deals", Mine(deals));
        }

        foreach (var entity in new[] { "companies", "contacts", "deals" })
        {
            Assert.Equal(await PlainAsync(entity, "t_contoso"), await PlainAsync(entity, "t_fabrikam"));
        }
    }

    [Fact]
    public async Task No_cell_is_run_as_a_formula()
    {
        var csv = await ExportAsync(Ann, "companies");

        Assert.Contains(",'=cmd|", csv);
        Assert.Contains(",'@twice,", csv);
        Assert.Contains(",'+46 8 1,", await ExportAsync(Ann, "contacts"));
    }

    /// <summary>The last six are divided into cells of their own by spreadsheets of other locales, or at line breaks.</summary>
    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("\nx", "'\nx")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("\uFF0B1", "'\uFF0B1")]
    [InlineData("\uFF0D1", "'\uFF0D1")]
    [InlineData("\uFF20x", "'\uFF20x")]
    [InlineData("'=1", "''=1")]
    [InlineData("a;=1", "a;'=1")]
    [InlineData("a,+1", "a,'+1")]
    [InlineData("a|-1", "a|'-1")]
    [InlineData("a\t@x", "a\t'@x")]
    [InlineData("a\n=1", "a\n'=1")]
    [InlineData("a;\uFF1D1", "a;'\uFF1D1")]
    [InlineData("a = b", "a = b")]
    [InlineData("2-1", "2-1")]
    [InlineData("ann@contoso.example", "ann@contoso.example")]
    [InlineData("O'Neill", "O'Neill")]
    public void A_cell_that_would_run_gets_an_apostrophe_in_front(string cell, string guarded) =>
        Assert.Equal(guarded, FormulaGuard.Guard(cell));

    [Theory]
    [InlineData("=1")]
    [InlineData("\n=1")]
    [InlineData("a;=1")]
    [InlineData("a;'=1")]
    [InlineData("\uFF1D1")]
    [InlineData("'=1")]
    [InlineData("''-1")]
    [InlineData("\tx")]
    [InlineData("'")]
    [InlineData("'quoted'")]
    [InlineData("plain")]
    [InlineData("")]
    public void Guarding_a_cell_and_undoing_it_is_the_identity(string cell) =>
        Assert.Equal(cell, FormulaGuard.Undo(FormulaGuard.Guard(cell)));

    [Fact]
    public async Task An_export_holds_what_the_filter_says_and_the_reader_may_see()
    {
        var bob = await World.UserAsync("Bob Stone");
        var boss = await World.UserAsync("Bea Boss", Role.Manager);

        Assert.Equal(["Vans"], Titles(await ExportAsync(Ann, "deals", "stage is Proposal")));
        Assert.Empty(Titles(await ExportAsync(bob, "deals")));
        Assert.Equal(["Bikes", "Trucks", "Vans"], Titles(await ExportAsync(boss, "deals", "order by title")));
        Assert.Contains("Did you mean", await RefusalAsync(Ann, "deals", "stagee is Proposal"));
    }

    private static List<string> Titles(string csv) => [.. csv.Trim().Split('\n').Skip(1).Select(line => line.Split(',')[1])];

    private async Task<string> ExportAsync(CurrentUser reader, string entity, string? where = null)
    {
        await using var text = new StringWriter { NewLine = "\n" };
        var written = await World.Services.GetRequiredService<ExportRecords>()
            .RunAsync(reader, entity, where, text, CancellationToken.None);
        Assert.Null(written.Refusal);
        return text.ToString();
    }

    private async Task<string> RefusalAsync(CurrentUser reader, string entity, string where)
    {
        await using var text = new StringWriter();
        return (await World.Services.GetRequiredService<ExportRecords>()
            .RunAsync(reader, entity, where, text, CancellationToken.None)).Refusal!.Message;
    }

    private Task<string> AllAsync(string entity) =>
        World.TruthAsync<string>($"select string_agg(to_jsonb(r)::text, E'\\n' order by id) from {entity} r");

    /// <summary>Without what differs by nature: ids, times, versions.</summary>
    private Task<string> PlainAsync(string entity, string schema) => World.TruthAsync<string>(
        "select string_agg(x::text, E'\\n' order by x::text) from (select jsonb_strip_nulls(to_jsonb(r) - "
            + $"array['id','owner_id','company_id','contact_id','stage_id','created_at','created_by',"
            + $"'updated_at','updated_by','version','closed_at','stage_entered_at']) as x from {entity} r) y",
        schema);
}
