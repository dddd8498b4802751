namespace Crm.Core.Tests.CustomFields;

public sealed class CustomFieldStoryTests : FirmTests
{
    [Fact]
    public async Task Custom_fields_are_defined_filled_required_and_filtered_by()
    {
        await World.DefineAsync(Admin, new DefineField(RecordKind.Deal, "Seats, total", "NUMBER"));
        await World.DefineAsync(Admin, new DefineField(RecordKind.Deal, "Tags", "MULTI_SELECT", ["Red", "Green"]));
        var deal = await World.DealAsync(Ann, "Vans", "100", "Proposal");

        var changed =
            await ChangeDealAsync(Ann, deal, null, new { custom = new { seats_total = "1,250", tags = new[] { "red", "GREEN" } } });
        var wrong = await ChangeDealAsync(Ann, deal, null, new { custom = new { seats_total = "many", tags = new[] { "blue" } } });
        var found =
            await World.RunAsync(
                Ann, (ListDealsHandler h, CancellationToken ct) =>
                    h.HandleAsync(new ListDeals("\"Seats, total\" > 1000 and tags is exactly (Green, Red)"), ct));
        var twice =
            await World.RunAsync(
                Admin, (DefineFieldHandler h, CancellationToken ct) =>
                    h.DefineAsync(new DefineField(RecordKind.Deal, "seats total", "TEXT"), ct));
        await World.DefineAsync(Admin, new DefineField(RecordKind.Deal, "Region", "SELECT", ["North", "South"], IsRequired: true));
        var missing = await ChangeDealAsync(Ann, deal, null, new { custom = new { seats_total = 5 } });

        Assert.Equal(2, changed.Value.Version);
        Assert.Equal(["custom.seats_total", "custom.tags"], wrong.Refusal!.Fields.Select(f => f.Field));
        Assert.Equal(["Vans"], found.Value.Page.Items.Select(d => d.Title));
        Assert.NotNull(twice.Refusal!.For("label"));
        Assert.Equal("Region is needed.", missing.Refusal!.For("custom.Region".ToLowerInvariant()));
        Assert.Equal(
            RefusalKind.NotAllowed,
            (await World.RunAsync(
                Boss, (DefineFieldHandler h, CancellationToken ct) =>
                    h.DefineAsync(new DefineField(RecordKind.Deal, "Mine", "TEXT"), ct))).Refusal!.Kind);
    }

    private Task<Result<DealView>> ChangeDealAsync(CurrentUser who, Guid id, int? version, object fields) => World.RunAsync(
        who, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(id, fields, version), ct));
}
