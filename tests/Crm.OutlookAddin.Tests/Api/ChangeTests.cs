namespace Crm.OutlookAddin.Tests.Api;

public sealed class ChangeTests : PaneTests
{
    [Fact]
    public async Task A_record_is_changed_deleted_and_restored_by_its_version()
    {
        var deal = await Pane.World.DealAsync(Alex.User, "Vans", "100", "Proposal");

        using var changed = await ChangeAsync(Alex, deal, "\"1\"", new { value = 250, priority = "HIGH" });
        using var stale = await ChangeAsync(Alex, deal, "\"1\"", new { value = 300 });
        using var wrong = await ChangeAsync(Alex, deal, "\"2\"", new { value = "lots", colour = "blue" });
        using var unread = await ChangeAsync(Alex, deal, "2.5", new { value = 1 });
        using var deleted = await Pane.SendAsync(HttpMethod.Delete, $"/api/deals/{deal}", Alex.Token);
        using var gone = await Alex.GetAsync($"/api/deals/{deal}");
        using var restored = await Alex.PostAsync($"/api/deals/{deal}/restore", new { });

        Assert.Equal(("\"2\"", 250m), (changed.Headers.ETag!.Tag, (await PaneUser.ReadAsync(changed))["value"]!.GetValue<decimal>()));
        var conflict = await stale.ProblemAsync(412);
        Assert.Equal(("value", "300", "250.00", 2),
            (Text(conflict, "field"), Text(conflict, "yours"), Text(conflict, "theirs"), conflict["currentVersion"]!.GetValue<int>()));
        Assert.Equal(["colour", "value"], (await wrong.ProblemAsync(400))["errors"]!.AsObject().Select(e => e.Key).Order());
        Assert.NotNull((await unread.ProblemAsync(400))["errors"]!["If-Match"]);
        Assert.True((await PaneUser.ReadAsync(deleted))["isDeleted"]!.GetValue<bool>());
        await gone.ProblemAsync(404);
        Assert.False((await PaneUser.ReadAsync(restored))["isDeleted"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_colleagues_record_is_not_there()
    {
        var adele = await Pane.PersonAsync("Adele Vance");
        var deal = await Pane.World.DealAsync(Alex.User, "Vans", "100", "Proposal");

        using var changed = await ChangeAsync(adele, deal, "*", new { value = 1 });
        using var deleted = await Pane.SendAsync(HttpMethod.Delete, $"/api/deals/{deal}", adele.Token);

        await changed.ProblemAsync(404);
        await deleted.ProblemAsync(404);
        Assert.Equal(100m, await Pane.World.TruthAsync<decimal>($"select value from deals where id = '{deal}' and not is_deleted"));
    }

    [Fact]
    public async Task Lists_count_without_each_condition_per_option_and_per_group()
    {
        await Pane.World.DealAsync(Alex.User, "Small", "100", "Proposal");
        await Pane.World.DealAsync(Alex.User, "Large", "900", "Proposal");
        await Pane.World.DealAsync(Alex.User, "Other", "900", "Negotiation");

        var filter =
            Uri.EscapeDataString(
                """{"where":{"all":[{"field":"stage","op":"is","value":"Proposal"},"""
                    + """{"field":"value","op":">","value":500}]},"groupBy":"stage"}""");
        var list =
            await Alex.ReadAsync($"/api/deals?filter={filter}&sort={Uri.EscapeDataString("value desc, title")}&counts=conditions,stage");
        using var wrong = await Alex.GetAsync($"/api/deals?sort=colour&counts=title");

        Assert.Equal("stage is Proposal and value > 500 group by stage order by value desc, title", list["filter"]!.GetValue<string>());
        Assert.Equal([("stage is Proposal", 2), ("value > 500", 2)],
            list["conditions"]!.AsArray().Select(c => (c!["text"]!.GetValue<string>(), c["without"]!["value"]!.GetValue<int>())));
        Assert.Equal(1, Option(list["facets"]![0]!["options"]!.AsArray(), "Negotiation"));
        Assert.Equal(
            ("Proposal", 900m),
            (list["groups"]![0]!["label"]!.GetValue<string>(), list["groups"]![0]!["totals"]![0]!["sum"]!.GetValue<decimal>()));
        Assert.NotNull((await wrong.ProblemAsync(400))["errors"]!["sort"]);
    }

    private static int Option(JsonArray options, string label) =>
        options.Single(o => o!["label"]?.GetValue<string>() == label)!["count"]!["value"]!.GetValue<int>();

    private static string Text(JsonObject conflict, string name) => conflict["conflicts"]![0]![name]!.GetValue<string>();

    private static async Task<HttpResponseMessage> ChangeAsync(PaneUser who, Guid deal, string version, object fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/deals/{deal}") { Content = JsonContent.Create(fields) };
        request.Headers.Authorization = new("Bearer", who.Token);
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return await who.Pane.Http.SendAsync(request);
    }
}
