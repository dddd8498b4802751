namespace Crm.OutlookAddin.Tests.Api;

/// <summary>POST /api/{entity}: the forms' use cases for callers that have no form.</summary>
public sealed class CreateTests : PaneTests
{
    [Fact]
    public async Task Each_kind_of_record_is_made_and_stands_where_the_answer_says()
    {
        var stage = await Pane.World.StageAsync(Alex.User, "Proposal");

        var company = await MadeAsync(Alex, "companies", new { name = "Litware", domain = "litware.example", companySize = "SMALL" });
        var contact = await MadeAsync(Alex, "contacts",
            new { firstName = "Clara", lastName = "Nilsson", email = "clara@litware.example", companyId = company["id"] });
        var deal =
            await MadeAsync(
                Alex, "deals",
                new { title = "Vans", value = 1250.5, currency = "EUR", stageId = stage.Id, contactId = contact["id"],
                    expectedCloseDate = "2027-04-30" });
        var call = await MadeAsync(Alex, "activities", new { type = "CALL", subject = "Pricing", minutes = 12, dealId = deal["id"] });
        var task = await MadeAsync(
            Alex, "activities", new { subject = "Send the offer", due = "2027-03-12", priority = "HIGH", contactId = contact["id"] });

        Assert.Equal(("Litware", "SMALL"), (company["name"]!.GetValue<string>(), company["companySize"]!.GetValue<string>()));
        Assert.Equal("Litware", contact["company"]!.GetValue<string>());
        Assert.Equal((1250.5m, "Proposal", "Litware"),
            (deal["value"]!.GetValue<decimal>(), deal["stage"]!.GetValue<string>(), deal["company"]!.GetValue<string>()));
        Assert.Equal(("CALL", "COMPLETED", "Vans"),
            (call["type"]!.GetValue<string>(), call["status"]!.GetValue<string>(), call["deal"]!.GetValue<string>()));
        Assert.Equal(("TASK", "PENDING"), (task["type"]!.GetValue<string>(), task["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Somebody_with_a_read_only_account_sees_everything_and_makes_and_changes_nothing()
    {
        var rita = await Pane.PersonAsync("Rita Auditor", Role.Readonly);
        var made = await MadeAsync(Alex, "companies", new { name = "Litware", domain = "litware.example" });

        var seen = await rita.ReadAsync($"/api/companies/{made["id"]}");
        using var create = await rita.PostAsync("/api/companies", new { name = "Fabrikam" });
        using var restore = await rita.PostAsync($"/api/companies/{made["id"]}/restore", new { });

        Assert.Equal("Litware", seen["company"]!["name"]!.GetValue<string>());
        Assert.Contains("read-only", (await create.ProblemAsync(403))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await restore.ProblemAsync(403);
        Assert.Equal(1, await Pane.World.TruthAsync<long>("select count(*) from companies where not is_deleted"));
    }

    [Fact]
    public async Task What_is_wrong_is_named_field_by_field_and_nothing_is_saved()
    {
        await Pane.World.CompanyAsync(Alex.User, "Litware", "litware.example");

        var nameless = await RefusedAsync(Alex, "companies", """{"domain": "no domain", "colour": "blue"}""", 400);
        var kind = await RefusedAsync(Alex, "contacts", """{"firstName": ["Clara"], "lastName": {"x": 1}}""", 400);
        var rules =
            await RefusedAsync(
                Alex, "deals",
                """{"value": "lots", "currency": "XXQ", "stageId": "0198c7a2-0000-7000-8000-000000000000", """
                    + """ "contactId": "me", "expectedCloseDate": "2027-02-31"}""", 400);
        var mixed = await RefusedAsync(
            Alex, "activities", """{"subject": "Call", "due": "2027-03-12", "minutes": 5, "happenedAt": "2027-03-01"}""", 400);
        var list = await RefusedAsync(Alex, "companies", "[]", 400);
        var twice = await RefusedAsync(Alex, "companies", """{"name": "Litware Ltd", "domain": "litware.example"}""", 409);
        using var broken = await Alex.PostTextAsync("/api/deals", "{\"title\":");
        using var text = await Pane.SendAsync(HttpMethod.Post, "/api/deals", Alex.Token, new StringContent("title=Vans"));
        using var nobody = await Pane.SendAsync(HttpMethod.Post, "/api/deals", null, new StringContent("{}", null, "application/json"));

        Assert.Equal(["colour"], nameless);
        Assert.Equal(["firstName", "lastName"], kind);
        Assert.Equal(["contactId", "currency", "expectedCloseDate", "stageId", "title", "value"], rules);
        Assert.Equal(["happenedAt", "minutes"], mixed);
        Assert.Equal(["body"], list);
        Assert.Equal(["domain"], twice);
        await broken.ProblemAsync(400);
        await text.ProblemAsync(415);
        Assert.Equal(401, (int)nobody.StatusCode);
        Assert.Equal(
            1, await Pane.World
            .TruthAsync<long>(
                "select (select count(*) from companies) + (select count(*) from contacts) + (select count(*) from deals) + (select "
                + "count(*) from activities)"));
    }

    [Fact]
    public async Task Required_custom_fields_are_asked_for_where_custom_fields_are_sent_and_a_day_that_no_calendar_has_is_refused()
    {
        await Pane.World.TruthAsync<int>(
            """
            insert into custom_field_definitions (id, entity, field_name, label, field_type, is_required, position) values
              (crm_ext.uuid_v7(), 'company', 'seats', 'Seats', 'NUMBER', true, 1), (crm_ext.uuid_v7(), 'company', 'renewal', 'Renewal',
              'DATE', false, 2);
            update tenant_settings set version = version + 1;
            select 1
            """);

        var missing = await RefusedAsync(Alex, "companies", """{"name": "Litware", "custom": {"renewal": "2027-02-31", "hat": 1}}""", 400);
        var shape = await RefusedAsync(Alex, "companies", """{"name": "Litware", "custom": "seats"}""", 400);
        var made = await MadeAsync(Alex, "companies", new { name = "Litware", custom = new { seats = 0.125, renewal = "2028-02-29" } });

        Assert.Equal(["custom.hat", "custom.renewal", "custom.seats"], missing);
        Assert.Equal(["custom"], shape);
        Assert.Equal("""{"seats": 0.125, "renewal": "2028-02-29"}""",
            await Pane.World.TruthAsync<string>($"select custom::text from companies where id = '{made["id"]}'"));
    }

    private static async Task<JsonObject> MadeAsync(PaneUser who, string place, object fields)
    {
        using var answer = await who.PostAsync($"/api/{place}", fields);
        var made = await PaneUser.ReadAsync(answer);
        Assert.Equal((201, "\"1\""), ((int)answer.StatusCode, answer.Headers.ETag?.Tag));
        var there = await who.GetAsync(answer.Headers.Location!.ToString());
        Assert.Equal("\"1\"", there.Headers.ETag?.Tag);
        Assert.Contains(made["id"]!.GetValue<string>(), await there.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return made;
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(PaneUser who, string place, string body, int status)
    {
        using var answer = await who.PostTextAsync($"/api/{place}", body);
        return [.. (await answer.ProblemAsync(status))["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal)];
    }
}
