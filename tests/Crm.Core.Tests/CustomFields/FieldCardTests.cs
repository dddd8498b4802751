namespace Crm.Core.Tests.CustomFields;

/// <summary>An administrator adds the firm's own fields in cards; nobody else does.</summary>
public sealed class FieldCardTests : AdminCardTests
{
    [Fact]
    public async Task A_field_is_added_changed_and_removed_and_stands_in_forms_meanwhile()
    {
        var added =
            Text(await SaveAsync(
                Admin, new { kind = RecordKind.Deal, label = "Delivery", type = "SELECT", choices = "By road\nBy rail\n",
                    @default = "by rail", required = "true", filterable = "false" }));
        Assert.Contains("Delivery", added, StringComparison.Ordinal);
        Assert.Contains("By road, By rail", added, StringComparison.Ordinal);
        Assert.Contains("Delivery", Text(await World.PressAsync(Ann, NewDeal.Verb, new NewDeal())), StringComparison.Ordinal);

        var field = await OnlyAsync();
        Assert.Equal(("By rail", true, false), (field.Default!.Value.GetString(), field.IsRequired, field.IsFilterable));
        await SaveAsync(
            Admin, new { kind = RecordKind.Deal, id = field.Id, version = field.Version, label = "Way of delivery",
                choices = "By road\nBy rail\nBy ship", @default = "", required = "false", filterable = "true" });
        field = await OnlyAsync();
        Assert.Equal(("Way of delivery", 3, false, true), (field.Label, field.Choices.Count, field.IsRequired, field.IsFilterable));
        Assert.Null(field.Default);

        Assert.DoesNotContain(
            "Way of delivery", Text(await World.PressAsync(Admin, RemoveField.Verb, new RemoveField(field.Id))), StringComparison.Ordinal);
        Assert.DoesNotContain("Way of delivery", Text(await World.PressAsync(Ann, NewDeal.Verb, new NewDeal())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_place_and_what_was_typed_stays()
    {
        var refused =
            Text(await SaveAsync(
                Admin, new { kind = RecordKind.Deal, label = "Delivery", type = "SELECT", choices = "By road\nBy rail", @default = "By air",
                    required = "true", filterable = "false" }));
        Assert.Contains("“By air” is not one of the choices", refused, StringComparison.Ordinal);
        Assert.Contains("By road\\nBy rail", refused, StringComparison.Ordinal);

        Assert.Contains("needs at least one choice",
            Text(await SaveAsync(Admin, new { kind = RecordKind.Deal, label = "Delivery", type = "SELECT" })), StringComparison.Ordinal);
        Assert.Contains(
            "already means a field", Text(await SaveAsync(Admin, new { kind = RecordKind.Deal, label = "Source", type = "TEXT" })),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_change_the_same_of_a_field_meet_in_the_form_and_lose_nothing()
    {
        await SaveAsync(
            Admin, new { kind = RecordKind.Deal, label = "Delivery", type = "SELECT", choices = "By road\nBy rail", required = "false",
                filterable = "false" });
        var mine = await EditAsync();
        await SendAsync(await EditAsync(), ("label", "Way"), ("choices", "By road\nBy ship"), ("required", "true"));

        var met = await SendAsync(mine, ("label", "Transport"), ("choices", "By road\nBy rail\nBy air"), ("default", "By air"));

        Assert.Equal(["label", "choices"], met.Refusal!.Conflicts.Select(c => c.Field));
        Assert.Contains("Nothing was saved", Text(met), StringComparison.Ordinal);
        Assert.Contains("Theirs: Way", Text(met), StringComparison.Ordinal);
        Assert.Contains("Theirs: By road, By ship", Text(met), StringComparison.Ordinal);
        Assert.Equal(
            ("Transport", "By road\nBy rail\nBy air", "By air", "true"),
            (Inputs(met)["label"], Inputs(met)["choices"], Inputs(met)["default"], Inputs(met)["required"]));
        Assert.Equal("Way", (await OnlyAsync()).Label);

        Assert.Null((await SendAsync(met)).Refusal);
        var field = await OnlyAsync();
        Assert.Equal(
            ("Transport", 3, "By air", true), (field.Label, field.Choices.Count, field.Default!.Value.GetString(), field.IsRequired));
    }

    [Fact]
    public async Task Two_who_change_different_things_of_a_field_never_meet()
    {
        await SaveAsync(
            Admin, new { kind = RecordKind.Deal, label = "Seats", type = "NUMBER", required = "false", filterable = "false",
                @default = "10" });
        var mine = await EditAsync();
        await SendAsync(await EditAsync(), ("default", ""), ("filterable", "true"));

        Assert.Null((await SendAsync(mine, ("label", "Chairs"))).Refusal);

        var field = await OnlyAsync();
        Assert.Equal(("Chairs", true, null), (field.Label, field.IsFilterable, field.Default));
    }

    [Fact]
    public async Task What_is_wrong_is_said_before_and_after_somebody_else_was_quicker()
    {
        await SaveAsync(Admin, new { kind = RecordKind.Deal, label = "Seats", type = "NUMBER", required = "false", filterable = "false" });
        var refused = await SendAsync(await EditAsync(), ("default", "many"));
        Assert.NotNull(refused.Refusal!.For("default"));
        await SendAsync(await EditAsync(), ("label", "Chairs"));

        Assert.Null((await SendAsync(refused, ("default", "10"))).Refusal);

        var field = await OnlyAsync();
        Assert.Equal(("Chairs", 10), (field.Label, field.Default!.Value.GetInt32()));
    }

    [Fact]
    public async Task Others_read_the_fields_and_change_none()
    {
        await SaveAsync(Admin, new { kind = RecordKind.Contact, label = "Shoe size", type = "NUMBER" });
        var seen = Text(await World.PressAsync(Ann, ShowFields.Verb, new ShowFields()));
        Assert.Contains("Shoe size", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(EditField.Verb, seen, StringComparison.Ordinal);
        foreach (var (verb, data) in new (string, object)[]
        {
            (EditField.Verb, new EditField(RecordKind.Contact)),
            (SaveField.Verb, new { kind = RecordKind.Contact, label = "Mine", type = "TEXT" }),
            (RemoveField.Verb, new RemoveField(await World.TruthAsync<Guid>("select id from custom_field_definitions"))),
        })
        {
            Assert.Contains(
                "Only an administrator changes custom fields", Text(await World.PressAsync(Ann, verb, data)), StringComparison.Ordinal);
        }

        Assert.Contains("Shoe size", Text(await World.PressAsync(Ann, NewContact.Verb, new NewContact())), StringComparison.Ordinal);
    }

    private async Task<CardAnswer> EditAsync() =>
        await World.PressAsync(Admin, EditField.Verb, new EditField(RecordKind.Deal, (await OnlyAsync()).Id));

    private Task<CardAnswer> SaveAsync(CurrentUser who, object typed) => World.PressAsync(who, SaveField.Verb, typed);

    private async Task<FieldSeen> OnlyAsync() =>
        Assert.Single(
            (await World.RunAsync(Admin, (DefineFieldHandler h, CancellationToken ct) => h.ListAsync(RecordKind.Deal, ct))).Value);
}
