namespace Crm.Core.Tests.CustomFields;

/// <summary>
/// Definitions of custom fields: names in every script, labels that stay reachable, changes that change only what was sent.
/// </summary>
public sealed class DefineFieldTests : FirmTests
{
    [Fact]
    public async Task Labels_of_every_script_have_names_of_their_own()
    {
        string[] labels =
            ["Größe", "Grüße", "Grosse", "Регион", "Περιοχή", "地域", "地区", "Crème brûlée", "Field 2"];

        var names = new List<string>();
        foreach (var label in labels)
        {
            names.Add((await DefineAsync(new DefineField(RecordKind.Deal, label, "TEXT"))).FieldName);
        }

        Assert.Equal(["grosse", "grusse", "grosse_2", "field", "field_2", "field_3", "field_4", "creme_brulee", "field_2_2"], names);
    }

    [Fact]
    public async Task A_label_is_found_before_the_name_of_another_field()
    {
        await DefineAsync(new DefineField(RecordKind.Deal, "Регион", "TEXT"));
        await DefineAsync(new DefineField(RecordKind.Deal, "Field", "TEXT"));
        await World.RunAsync(
            Ann, (CreateDealHandler h, CancellationToken ct) =>
                h.HandleAsync(new CreateDeal("Vans", Custom: Json("""{"field": "North", "field_2": "South"}""")), ct));

        Assert.Equal(1, await FoundAsync("Регион is North and Field is South"));
        Assert.Equal(0, await FoundAsync("Field is North"));
    }

    [Theory]
    [InlineData("seats  TOTAL")]
    [InlineData("Seats, total")]
    [InlineData("seats_total")]
    public async Task The_same_label_twice_is_refused_also_of_a_field_that_was_removed(string again)
    {
        var seats = await DefineAsync(new DefineField(RecordKind.Deal, "Seats, total", "NUMBER"));
        var twice = await RefusedAsync(new DefineField(RecordKind.Deal, again, "NUMBER"));
        await World.RunAsync(Admin, (RemoveFieldHandler h, CancellationToken ct) => h.HandleAsync(new RemoveField(seats.Id), ct));
        var removed = await RefusedAsync(new DefineField(RecordKind.Deal, again, "NUMBER"));

        Assert.Equal("There is a field “Seats, total” already. Choose another name.", twice.For("label"));
        Assert.Equal("There was a field “Seats, total” already: its values are kept. Choose another name.", removed.For("label"));
        Assert.Null(
            (await World.RunAsync(
                Admin, (DefineFieldHandler h, CancellationToken ct) =>
                    h.DefineAsync(new DefineField(RecordKind.Contact, again, "NUMBER"), ct))).Refusal);
    }

    [Theory]
    [InlineData(RecordKind.Deal, "Source")]
    [InlineData(RecordKind.Deal, "amount")]
    [InlineData(RecordKind.Contact, "Title")]
    [InlineData(RecordKind.Company, "Industry")]
    [InlineData(RecordKind.Activity, "Due date")]
    [InlineData(RecordKind.Deal, "mails in 30 days")]
    public async Task A_label_that_a_built_in_field_would_hide_is_refused(RecordKind kind, string label)
    {
        var field = await DefineAsync(new DefineField(kind, "Our own", "TEXT"));

        Assert.StartsWith($"“{label}” already means a field that every",
            (await RefusedAsync(new DefineField(kind, label, "TEXT"))).For("label"), StringComparison.Ordinal);
        Assert.NotNull((await RefusedAsync(new DefineField(kind, label, Id: field.Id))).For("label"));
    }

    [Fact]
    public async Task A_change_changes_only_what_was_sent()
    {
        var made =
            await DefineAsync(new DefineField(RecordKind.Deal, "Tier", "SELECT", ["Gold", "Silver"], true, Json("\"Gold\""), 7, true));

        var renamed = await DefineAsync(new DefineField(RecordKind.Deal, "Level", Id: made.Id));
        var optional = await DefineAsync(new DefineField(RecordKind.Deal, IsRequired: false, Id: made.Id));
        var without = await DefineAsync(new DefineField(RecordKind.Deal, Default: Json("null"), Id: made.Id));
        var other = await DefineAsync(new DefineField(RecordKind.Deal, Choices: ["Bronze"], IsFilterable: false, Id: made.Id));

        Assert.Equal("tier Level Gold,Silver True \"Gold\" 7 True", Say(renamed));
        Assert.Equal("tier Level Gold,Silver False \"Gold\" 7 True", Say(optional));
        Assert.Equal("tier Level Gold,Silver False  7 True", Say(without));
        Assert.Equal("tier Level Bronze False  7 False", Say(other));
    }

    [Fact]
    public async Task Left_out_of_json_is_not_null_in_json()
    {
        var made = await DefineAsync(new DefineField(RecordKind.Deal, "Seats", "NUMBER", Default: Json("5")));

        var kept = await DefineAsync(Sent($$"""{"kind": 2, "id": "{{made.Id}}", "position": 3}"""));
        var taken = await DefineAsync(Sent($$"""{"kind": 2, "id": "{{made.Id}}", "default": null}"""));

        Assert.Equal((RecordKind.Deal, "5"), (kept.Kind, kept.Default?.GetRawText()));
        Assert.Null(taken.Default);
    }

    [Fact]
    public async Task Choices_that_leave_the_default_out_are_refused_at_the_default()
    {
        var made = await DefineAsync(new DefineField(RecordKind.Deal, "Tier", "SELECT", ["Gold", "Silver"], Default: Json("\"Gold\"")));

        var refused = await RefusedAsync(new DefineField(RecordKind.Deal, Choices: ["Silver"], Id: made.Id));

        Assert.Equal("“Gold” is not one of the choices for Tier: Silver.", refused.For("default"));
    }

    private static string Say(FieldSeen f) =>
        $"{f.FieldName} {f.Label} {string.Join(",", f.Choices)} {f.IsRequired} {f.Default?.GetRawText()} {f.Position} {f.IsFilterable}";

    private static DefineField Sent(string json) => JsonSerializer.Deserialize<DefineField>(json, JsonSerializerOptions.Web)!;

    private async Task<int?> FoundAsync(string filter) =>
        (int?)(await World.RunAsync(
            Ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals(filter), ct))).Value.Page.Total;

    private Task<FieldSeen> DefineAsync(DefineField field) => World.DefineAsync(Admin, field);

    private async Task<Refusal> RefusedAsync(DefineField field) =>
        (await World.RunAsync(Admin, (DefineFieldHandler h, CancellationToken ct) => h.DefineAsync(field, ct))).Refusal
        ?? throw new InvalidOperationException("It was not refused.");

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default);
}
