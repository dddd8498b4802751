namespace Crm.Bot.Tests.Teams;

/// <summary>Conditions that are chosen instead of written: counted while they are edited, in the chat and in a dialog.</summary>
public sealed class FilterBuilderTests : BotWorld
{
    private string? message;

    [Fact]
    public async Task Conditions_become_rows_are_counted_and_shown()
    {
        await DealsAsync();

        var builder =
            await OpenAsync(
                "deals where stage is any of (Proposal, Negotiation) and value > 1000 and (title contains 1 or title contains 2) order "
                + "by value desc");
        Assert.Contains("Proposal,Negotiation", builder.GetRawText());
        Assert.Contains("title contains 1 or title contains 2", Text(builder));
        Assert.Contains("value desc", builder.GetRawText());
        Assert.Contains("**1** deals fit.", Text(builder));

        var recounted = await PressAsync(builder, "Count",
            Rows(order: "title", ("stage", "is", "Proposal,Negotiation"), ("value", ">", "500"), ("title", "contains", "Deal")));
        Assert.Contains("**4** deals fit.", Text(recounted));
        var list =
            Text(await PressAsync(recounted, "Show",
                Rows(order: "title", ("stage", "is not", "Proposal"), ("-", "is", "gone"), ("value", "is not empty", ""))));
        Assert.Contains("Deals: 1", list);
        Assert.Contains("stage is not Proposal", list);
        Assert.Contains("value is not empty", list);
    }

    [Fact]
    public async Task What_is_not_understood_is_said_at_its_row_and_nothing_typed_is_lost()
    {
        await DealsAsync();

        var builder =
            await PressAsync(
                await OpenAsync("deals"), "Show",
                Rows(order: null, ("value", ">", "a lot"), ("title", "contains", "x"), ("stage", "is", "Propsal"),
                    ("expected close", "older than", "")));

        Assert.Contains("nothing is counted until then", Text(builder));
        Assert.Contains("a lot", builder.GetRawText());
        Assert.Contains("Did you mean “Proposal”", Text(builder));
        Assert.Contains("“expected close older than” needs a value", Text(builder));
        Assert.Contains("Deals: 4", Text(await PressAsync(builder, "Back")));
    }

    [Theory]
    [InlineData("status is Open", "status", "is", "Open")]
    [InlineData("expected close within next 30 days", "expected close", "within", "next 30 days")]
    [InlineData("value between 10 and 5000", "value", "between", "10 and 5000")]
    [InlineData("company contains \"o, \"\"x\"", "company", "contains", "o, \"x")]
    [InlineData("last contact older than 14 days", "last contact", "older than", "14")]
    [InlineData("owner is me", "owner", "is", "me")]
    public async Task A_condition_goes_into_its_row_and_comes_back_the_same(string condition, string field, string comparison, string value)
    {
        var builder = await OpenAsync($"deals where {condition}");
        Assert.Contains($"\"value\":\"{field}\"", builder.GetRawText());

        var list = await PressAsync(builder, "Show", Rows(order: null, (field, comparison, value)));

        Assert.DoesNotContain("nothing is counted", Text(list));
        Assert.Contains(Text(await SayAsync($"deals where {condition}")).Split('\n')[1], Text(list));
    }

    [Fact]
    public async Task In_a_dialog_it_counts_and_at_last_the_list_in_the_chat_is_changed_and_the_dialog_closes()
    {
        await DealsAsync();
        var form = await PressAsync(await SayAsync("deals"), "Edit filter");
        message = (await Bot.ChatAsync(Oid)).Keys.Single();
        var opener = Submits(form).Single(s => s.GetProperty("title").GetString() == "In a window").GetProperty("data");

        var dialog = await InvokeAsync("task/fetch", opener);
        var card = dialog.GetProperty("task").GetProperty("value").GetProperty("card").GetProperty("content");
        Assert.Contains("deals fit", Text(card));
        Assert.DoesNotContain("task/fetch", card.GetRawText());

        var counted = await InvokeAsync("task/submit", Data(card, "Count", Rows(order: null, ("value", ">", "3500"))));
        Assert.Contains(
            "**1** deals fit.", Text(counted.GetProperty("task").GetProperty("value").GetProperty("card").GetProperty("content")));
        Assert.Equal(
            JsonValueKind.Undefined,
            (await InvokeAsync("task/submit", Data(card, "Show", Rows(order: null, ("value", ">", "3500"))))).ValueKind);
        Assert.Contains("Deals: 1", Text((await Bot.ChatAsync(Oid))[message]));
    }

    private async Task<JsonElement> OpenAsync(string list) =>
        await PressAsync(await PressAsync(await SayAsync(list), "Edit filter"), "Pick conditions");

    private async Task DealsAsync()
    {
        for (var i = 1; i <= 4; i++)
        {
            await World.DealAsync(Me, $"Deal {i}", $"{i}000", i == 4 ? "Negotiation" : "Proposal");
        }
    }

    private async Task<JsonElement> InvokeAsync(string name, JsonElement data)
    {
        using var answer = await Bot.PostAsync(Bot.Activity("invoke", World.Contoso, Oid, "Ann Miller", a =>
        {
            a["name"] = name;
            a["replyToId"] = message;
            a["value"] =
                new JsonObject { ["data"] = JsonNode.Parse(data.GetRawText()), ["context"] = new JsonObject { ["theme"] = "default" } };
        }));
        Assert.True(answer.IsSuccessStatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }

    private static JsonElement Data(JsonElement card, string title, Dictionary<string, string?> inputs)
    {
        var data = JsonNode.Parse(
            Submits(card).Single(s => s.GetProperty("title").GetString() == title).GetProperty("data").GetRawText())!.AsObject();
        foreach (var (id, value) in inputs)
        {
            data[id] = value;
        }

        return JsonSerializer.SerializeToElement(data);
    }

    private static IEnumerable<JsonElement> Submits(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Submits),
        JsonValueKind.Object =>
            (node.TryGetProperty("type", out var type) && type.ValueEquals("Action.Submit") ? [node] : Array.Empty<JsonElement>())
            .Concat(node.EnumerateObject().Where(p => p.Name != "data").SelectMany(p => Submits(p.Value))),
        _ => [],
    };

    private static Dictionary<string, string?> Rows(string? order, params (string Field, string Is, string Value)[] rows)
    {
        var inputs = new Dictionary<string, string?> { ["order"] = order, ["rest"] = null };
        foreach (var ((field, comparison, value), i) in rows.Select((r, i) => (r, i)))
        {
            (inputs[$"rows.{i}.field"], inputs[$"rows.{i}.is"], inputs[$"rows.{i}.value"]) = (field, comparison, value);
        }

        return inputs;
    }
}
