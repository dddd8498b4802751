namespace Crm.Core.Tests.Records;

/// <summary>Custom fields of records that are being made.</summary>
public sealed class NewCustomValuesTests : WorldTests
{
    private CurrentUser admin = null!;

    protected override async Task ArrangeAsync()
    {
        admin = await World.UserAsync("Ada Root", Role.Admin);
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            await World.DefineAsync(admin, new DefineField(kind, "Region", "SELECT", ["North", "South"], IsRequired: true));
            await World.DefineAsync(admin, new DefineField(kind, "Seats", "NUMBER", Default: Json("5")));
        }
    }

    public static TheoryData<string> Kinds => [.. Enum.GetNames<RecordKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_typed_is_kept_and_the_rest_has_its_defaults(string kind)
    {
        Assert.Null(await CreateAsync(kind, """{"region": "south"}"""));

        Assert.Equal("""{"seats": 5, "region": "South"}""", await CustomAsync(kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_caller_that_sends_custom_fields_is_asked_for_the_required_ones(string kind)
    {
        var refused = await CreateAsync(kind, """{"seats": "many", "colour": "red"}""");

        Assert.Equal(["custom.colour", "custom.region", "custom.seats"], refused!.Fields.Select(f => f.Field).Order());
        Assert.Equal("Region is needed.", refused.For("custom.region"));
        Assert.Equal("nothing", await CustomAsync(kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_form_without_inputs_for_them_is_not_refused_and_gets_the_defaults(string kind)
    {
        Assert.Null(await CreateAsync(kind, null));

        Assert.Equal("""{"seats": 5}""", await CustomAsync(kind));
    }

    [Fact]
    public async Task Custom_values_that_are_no_object_are_refused_in_words()
    {
        var refused = await CreateAsync(nameof(RecordKind.Deal), "5");

        Assert.Contains("come as an object", refused!.For("custom"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_may_carry_custom_fields()
    {
        var answer =
            await World.PressAsync(Ann, CreateDeal.Verb, new { title = "Vans", custom = new { region = "North", seats = "1,250" } });

        Assert.Null(answer.Refusal);
        Assert.Equal("""{"seats": 1250, "region": "North"}""", await CustomAsync(nameof(RecordKind.Deal)));
    }

    [Fact]
    public async Task A_planned_task_has_custom_fields_too()
    {
        var planned =
            await World.RunAsync(
                Ann, (PlanActivityHandler h, CancellationToken ct) =>
                    h.HandleAsync(new PlanActivity("TASK", "Call back", Custom: Json("{}")), ct));

        Assert.Equal("Region is needed.", planned.Refusal!.For("custom.region"));
    }

    [Fact]
    public async Task A_filterable_text_is_as_short_as_its_index_needs_it()
    {
        await World.DefineAsync(admin, new DefineField(RecordKind.Deal, "Note", "TEXT"));
        await World.DefineAsync(admin, new DefineField(RecordKind.Deal, "Plant", "TEXT", IsFilterable: true));
        var text = new string('x', 501);

        var refused = await CreateAsync(nameof(RecordKind.Deal), $$"""{"region": "North", "note": "{{text}}", "plant": "{{text}}"}""");

        Assert.Equal(["custom.plant"], refused!.Fields.Select(f => f.Field));
    }

    private async Task<Refusal?> CreateAsync(string kind, string? custom)
    {
        JsonElement? json = custom is null ? null : Json(custom);
        return Enum.Parse<RecordKind>(kind) switch
        {
            RecordKind.Company =>
                (await World.RunAsync(
                    Ann, (CreateCompanyHandler h, CancellationToken ct) =>
                        h.HandleAsync(new CreateCompany("Litware", Custom: json), ct))).Refusal,
            RecordKind.Contact =>
                (await World.RunAsync(
                    Ann, (CreateContactHandler h, CancellationToken ct) =>
                        h.HandleAsync(new CreateContact("Joe", "Fox", Custom: json), ct))).Refusal,
            RecordKind.Deal =>
                (await World.RunAsync(
                    Ann, (CreateDealHandler h, CancellationToken ct) => h.HandleAsync(new CreateDeal("Vans", Custom: json), ct))).Refusal,
            RecordKind.Activity =>
                (await World.RunAsync(
                    Ann, (LogActivityHandler h, CancellationToken ct) =>
                        h.HandleAsync(new LogActivity("CALL", "Hello", Custom: json), ct))).Refusal,
        };
    }

    private Task<string> CustomAsync(string kind)
    {
        var table = Enum.Parse<RecordKind>(
            kind) switch { RecordKind.Company => "companies", RecordKind.Activity => "activities", var k => k + "s" };
        return World.TruthAsync<string>($"select coalesce((select string_agg(custom::text, '|') from {table}), 'nothing')");
    }

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default);
}
