namespace Crm.Data.Tests.Imports;

/// <summary>Custom fields of imported records: defaults, required ones and shapes as in forms.</summary>
public sealed class CustomFieldImportTests : DeskTests
{
    private CurrentUser admin = null!;

    protected override async Task ArrangeAsync() => admin = await World.UserAsync("Ada Root", Role.Admin);

    [Fact]
    public async Task New_records_begin_with_the_defaults_and_records_that_are_there_do_not_get_them()
    {
        await World.ContactAsync(Ann, "Joe", "Fox", "joe@x.example");
        await DefineAsync(new DefineField(RecordKind.Contact, "Seats", "NUMBER", Default: Json("5")));
        await DefineAsync(
            new DefineField(RecordKind.Contact, "Tier", "SELECT", ["Gold", "Silver"], IsRequired: true, Default: Json("\"Silver\"")));
        await DefineAsync(new DefineField(RecordKind.Company, "Region", "TEXT", Default: Json("\"North\"")));

        await Desk.ImportAsync(
            Ann, "contacts",
            "First name,Last name,Email,Seats,Company\nA,B,a@x.example,,Litware\nC,D,c@x.example,7,\nJoe,Fox,joe@x.example,,\n");
        var again = await Desk.ImportAsync(Ann, "contacts",
            "First name,Last name,Email,Seats,Company\nA,B,a@x.example,,Litware\nC,D,c@x.example,7,\nJoe,Fox,joe@x.example,,\n");

        Assert.Equal(
            """A {"tier": "Silver", "seats": 5}|C {"tier": "Silver", "seats": 7}|Joe {}""",
            await World.TruthAsync<string>("select string_agg(first_name || ' ' || custom, '|' order by first_name) from contacts"));
        Assert.Equal("""{"region": "North"}""", await World.TruthAsync<string>("select custom::text from companies"));
        Assert.Equal(3, again.Unchanged);
    }

    [Theory]
    [InlineData("contacts", "First name,Last name,Territory\nA,B,North\nC,D,\n", RecordKind.Contact)]
    [InlineData("companies", "Name,Territory\nLitware,North\nTailspin,\n", RecordKind.Company)]
    [InlineData("deals", "Title,Territory\nVans,North\nCars,\n", RecordKind.Deal)]
    public async Task A_new_record_without_a_required_value_is_an_error_that_names_line_and_field(
        string plural, string csv, RecordKind kind)
    {
        await DefineAsync(new DefineField(kind, "Territory", "TEXT", IsRequired: true));
        await DefineAsync(new DefineField(kind, "Our “Tier”", "TEXT", IsRequired: true, Default: Json("\"Gold\"")));

        var errors = await Desk.ErrorsOfAsync(Ann, plural, csv);

        Assert.Contains($",3,Territory,,Territory is needed: it is required of a new {kind.ToString().ToLowerInvariant()}.",
            Assert.Single(errors.Trim().Split('\n').Skip(1)), StringComparison.Ordinal);
        Assert.Equal(0, await World.TruthAsync<long>($"select count(*) from {plural}"));
    }

    [Fact]
    public async Task Nobody_asks_a_record_that_is_there_for_a_required_value()
    {
        await World.ContactAsync(Ann, "Joe", "Fox", "joe@x.example");
        await DefineAsync(new DefineField(RecordKind.Contact, "Region", "TEXT", IsRequired: true));

        var counts = await Desk.ImportAsync(Ann, "contacts", "Email,Job title\njoe@x.example,Buyer\n");

        Assert.Equal(1, counts.Changed);
        Assert.Equal("{}", await World.TruthAsync<string>("select custom::text from contacts"));
    }

    [Theory]
    [InlineData("URL", "not a url", "Own should look like https://example.com.")]
    [InlineData("PHONE", "call me", "Own should look like +46 8 123 45 67.")]
    [InlineData("EMAIL", "nobody", "“nobody” is not an e-mail address.")]
    [InlineData("NUMBER", "1000000000000001", "“1000000000000001” is not a number.")]
    [InlineData("DATE", "1066-10-14", "Own should look like 2027-03-31 or 3/31/2027.")]
    [InlineData("BOOLEAN", "perhaps", "Own takes yes or no.")]
    public async Task A_value_is_held_to_the_shape_that_forms_hold_it_to(string type, string value, string said)
    {
        await DefineAsync(new DefineField(RecordKind.Contact, "Own", type));

        Assert.Contains(
            said, await Desk.ErrorsOfAsync(Ann, "contacts", $"First name,Last name,Own\nA,B,{value}\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_form_would_keep_is_kept_as_the_form_keeps_it()
    {
        foreach (var type in new[] { "URL", "PHONE", "EMAIL", "NUMBER", "DATE", "BOOLEAN" })
        {
            await DefineAsync(new DefineField(RecordKind.Contact, $"Own {type}", type));
        }

        await Desk.ImportAsync(
            Ann, "contacts",
            "First name;Last name;Own URL;Own PHONE;Own EMAIL;Own NUMBER;Own DATE;Own BOOLEAN\nA;B;https://x.example/y;+46 8 "
            + "1;a@x.example;-1.234,5;31.3.2027;ja\n");

        Assert.Equal(
            """{"own_url": "https://x.example/y", "own_date": "2027-03-31", "own_email": "a@x.example","""
                + """ "own_phone": "+46 8 1", "own_number": -1234.5, "own_boolean": true}""",
            await World.TruthAsync<string>("select custom::text from contacts"));
    }

    private Task DefineAsync(DefineField field) => World.DefineAsync(admin, field);

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default);
}
