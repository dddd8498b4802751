namespace Crm.Core.Tests.Records;

/// <summary>What was sent of a record is changed, once, and the history says so; what is wrong is refused at its field.</summary>
public sealed class ChangeRecordTests : FirmTests
{
    [Fact]
    public async Task Only_what_was_sent_is_changed_and_the_history_says_what()
    {
        var deal = await World.DealAsync(Ann, "Vans", "12,500", "Proposal");

        var changed =
            await ChangeDealAsync(Ann, deal, 1, new { value = "14000.50", probability = "35 %", expectedCloseDate = "2027-06-30" });
        var history = await World.RunAsync(
            Ann, (ShowHistoryHandler h, CancellationToken ct) => h.HandleAsync(new ShowHistory(RecordKind.Deal, deal), ct));

        Assert.Equal(
            (14000.50m, 0.35m, "Vans", 2), (changed.Value.Value, changed.Value.Probability, changed.Value.Title, changed.Value.Version));
        var entry = Assert.Single(history.Value);
        Assert.Equal(("Ann Miller", "TEAMS"), (entry.By, entry.Door));
        Assert.Equal(["expected_close_date", "probability", "value"], entry.Fields.Select(f => f.Field).Order());
    }

    public static TheoryData<string, string, string> LinksToNothing => new()
    {
        { "companyId", "00000000-0000-0000-0000-000000000000", "This company is not there, or is not yours to see." },
        { "ownerId", "00000000-0000-0000-0000-000000000000", "This person is not there." },
        { "ownerId", "", "The owner is needed." }, { "ownerId", "nobody", "Please choose a person from the list." },
    };

    [Theory]
    [MemberData(nameof(LinksToNothing))]
    public async Task A_link_to_nothing_is_refused_once_and_in_words(string field, string typed, string why)
    {
        var deal = await World.DealAsync(Boss, "Vans", "12,500", "Proposal");

        var refused = await ChangeDealAsync(Boss, deal, null, new Dictionary<string, string> { [field] = typed });

        Assert.Equal([(field, why)], refused.Refusal!.Fields.Select(f => (f.Field, f.Message)));
    }

    [Fact]
    public async Task Saving_what_stands_there_already_changes_nothing()
    {
        var deal = await World.DealAsync(Ann, "Vans", "12,500", "Proposal");

        Assert.Equal(1, (await ChangeDealAsync(Ann, deal, null, new { title = "Vans", value = 12500 })).Value.Version);
    }

    [Fact]
    public async Task A_stale_version_saves_nothing_and_shows_both_sides_field_by_field()
    {
        var deal = await World.DealAsync(Ann, "Vans", "100", "Proposal");
        await ChangeDealAsync(Boss, deal, 1, new { value = 200, title = "Twenty vans" });

        var late = await ChangeDealAsync(Ann, deal, 1, new { value = 300, description = "blue" });

        Assert.Equal(RefusalKind.Conflict, late.Refusal!.Kind);
        Assert.Equal(2, late.Refusal.CurrentVersion);
        Assert.Equal([new FieldConflict("value", "300", "200.00"), new FieldConflict("description", "blue", null)], late.Refusal.Conflicts);
        Assert.Equal(200m, await World.TruthAsync<decimal>($"select value from deals where id = '{deal}'"));
    }

    public static TheoryData<string, string, string> BadInput => new()
    {
        { "title", "\"\"", "The title is needed." }, { "value", "-1", "must lie between 0 and" },
        { "value", "\"many\"", "is not a number" }, { "probability", "1.5", "must lie between 0 and 1" },
        { "currency", "\"EURO\"", "isn't a currency" }, { "expectedCloseDate", "\"soon\"", "is not a date" },
        { "companyId", "\"0199c000-0000-7000-8000-000000000000\"", "is not there, or is not yours to see" },
        { "stageId", "\"x\"", "has no field “stageId” that can be changed" },
        { "title", "{}", "A text, a number, yes or no belongs here." },
        { "custom", "{\"nothing\":1}", "There is no custom field “nothing”." },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Bad_input_is_refused_at_its_field_and_nothing_is_half_saved(string field, string json, string message)
    {
        var deal = await World.DealAsync(Ann, "Vans", "100", "Proposal");
        var typed = JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default);

        var refused = await ChangeDealAsync(
            Ann, deal, null, new Dictionary<string, object> { ["description"] = "kept out", [field] = typed });

        Assert.Contains(message, Assert.Single(refused.Refusal!.Fields).Message, StringComparison.Ordinal);
        Assert.Equal(1, await World.TruthAsync<int>($"select version from deals where id = '{deal}' and description is null"));
    }

    [Fact]
    public async Task A_colleagues_record_is_not_there_and_a_manager_may_change_it()
    {
        var eve = await World.UserAsync("Eve Other");
        var company = await World.CompanyAsync(Ann, "Contoso");

        var foreign = await ChangeCompanyAsync(eve, company, new { name = "Mine" });
        var managed = await ChangeCompanyAsync(Boss, company, new { country = "Germany", employeeCount = 250, ownerId = eve.Id });

        Assert.Equal(RefusalKind.NotFound, foreign.Refusal!.Kind);
        Assert.Equal(("DE", "Eve Other"), (managed.Value.Country, managed.Value.Owner));
    }

    private Task<Result<DealView>> ChangeDealAsync(CurrentUser who, Guid id, int? version, object fields) => World.RunAsync(
        who, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(id, fields, version), ct));

    private Task<Result<CompanyView>> ChangeCompanyAsync(CurrentUser who, Guid id, object fields) => World.RunAsync(
        who, (ChangeCompanyHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(id, fields), ct));
}
