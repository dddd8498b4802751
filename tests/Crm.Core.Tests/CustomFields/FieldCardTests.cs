using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Deals;
using Crm.Core.Records;
using Crm.Core.Tests.Cards;

namespace Crm.Core.Tests.CustomFields;

/// <summary>An administrator adds the firm's own fields in cards; nobody else does.</summary>
public sealed class FieldCardTests : AdminCardTests
{
    [Fact]
    public async Task A_field_is_added_changed_and_removed_and_stands_in_forms_meanwhile()
    {
        var added = Text(await SaveAsync(Admin, new { kind = RecordKind.Deal, label = "Delivery", type = "SELECT", choices = "By road\nBy rail\n", @default = "by rail", required = "true", filterable = "false" }));
        Assert.Contains("Delivery", added, StringComparison.Ordinal);
        Assert.Contains("By road, By rail", added, StringComparison.Ordinal);
        Assert.Contains("Delivery", Text(await World.PressAsync(Ann, NewDeal.Verb, new NewDeal())), StringComparison.Ordinal);

        var field = await OnlyAsync();
        Assert.Equal(("By rail", true, false), (field.Default!.Value.GetString(), field.IsRequired, field.IsFilterable));
        await SaveAsync(Admin, new { kind = RecordKind.Deal, id = field.Id, version = field.Version, label = "Way of delivery", choices = "By road\nBy rail\nBy ship", @default = "", required = "false", filterable = "true" });
        field = await OnlyAsync();
        Assert.Equal(("Way of delivery", 3, false, true), (field.Label, field.Choices.Count, field.IsRequired, field.IsFilterable));
        Assert.Null(field.Default);

        Assert.DoesNotContain("Way of delivery", Text(await World.PressAsync(Admin, RemoveField.Verb, new RemoveField(field.Id))), StringComparison.Ordinal);
        Assert.DoesNotContain("Way of delivery", Text(await World.PressAsync(Ann, NewDeal.Verb, new NewDeal())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_place_and_what_was_typed_stays()
    {
        var refused = Text(await SaveAsync(Admin, new { kind = RecordKind.Deal, label = "Delivery", type = "SELECT", choices = "By road\nBy rail", @default = "By air", required = "true", filterable = "false" }));
        Assert.Contains("“By air” is not one of the choices", refused, StringComparison.Ordinal);
        Assert.Contains("By road\\nBy rail", refused, StringComparison.Ordinal);

        Assert.Contains("needs at least one choice", Text(await SaveAsync(Admin, new { kind = RecordKind.Deal, label = "Delivery", type = "SELECT" })), StringComparison.Ordinal);
        Assert.Contains("already means a field", Text(await SaveAsync(Admin, new { kind = RecordKind.Deal, label = "Source", type = "TEXT" })), StringComparison.Ordinal);
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
            (EditField.Verb, new EditField(RecordKind.Contact)), (SaveField.Verb, new { kind = RecordKind.Contact, label = "Mine", type = "TEXT" }),
            (RemoveField.Verb, new RemoveField(await World.TruthAsync<Guid>("select id from custom_field_definitions"))),
        })
        {
            Assert.Contains("Only an administrator changes custom fields", Text(await World.PressAsync(Ann, verb, data)), StringComparison.Ordinal);
        }

        Assert.Contains("Shoe size", Text(await World.PressAsync(Ann, NewContact.Verb, new NewContact())), StringComparison.Ordinal);
    }

    private Task<CardAnswer> SaveAsync(CurrentUser who, object typed) => World.PressAsync(who, SaveField.Verb, typed);

    private async Task<FieldSeen> OnlyAsync() =>
        Assert.Single((await World.RunAsync(Admin, (DefineFieldHandler h, CancellationToken ct) => h.ListAsync(RecordKind.Deal, ct))).Value);
}
