namespace Crm.Bot.Tests.Teams;

/// <summary>
/// Teams takes 80 KB of UTF-16 in the answer to an invoke, and shows "Something went wrong" for more without telling anybody: a larger
/// answer is shortened, or a sentence in its place.
/// </summary>
public sealed class LargeAnswerTests : BotWorld
{
    private const int MostCharacters = 80 * 1024 / 2;

    [Fact]
    public async Task A_record_that_is_too_large_for_Teams_is_shown_as_far_as_it_fits()
    {
        var contact = await LargeContactAsync();

        var shown = await InvokeAsync("adaptiveCard/action", Pressed("record.show", new { kind = "contact", id = contact }));
        var said = await SayAsync("show Clara Nilsson");

        Assert.Equal("AdaptiveCard", shown.GetProperty("value").GetProperty("type").GetString());
        foreach (var card in new[] { shown.GetProperty("value"), said })
        {
            Assert.Contains("Clara Nilsson", Text(card), StringComparison.Ordinal);
            Assert.Contains("Field 00", Text(card), StringComparison.Ordinal);
            Assert.Contains("does not fit into Teams", Text(card), StringComparison.Ordinal);
            Assert.Contains(BotDriver.Buttons(card), b => b.GetProperty("title").GetString() == "Edit");
            Assert.InRange(card.GetRawText().Length, 1000, MostCharacters);
        }
    }

    [Fact]
    public async Task A_form_is_not_cut_off_since_half_of_it_could_be_saved_but_said_to_be_too_large()
    {
        var contact = await LargeContactAsync();

        var pressed = await InvokeAsync("adaptiveCard/action", Pressed("record.edit", new { kind = "contact", id = contact }));
        var dialog = await InvokeAsync("task/fetch", new { data = new { verb = "record.edit", kind = "contact", id = contact },
            context = new { theme = "default" } });
        var submitted = await InvokeAsync("task/submit", new { data = new { verb = "record.edit", kind = "contact", id = contact } });

        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"),
            (pressed.GetProperty("statusCode").GetInt32(), pressed.GetProperty("type").GetString()));
        Assert.Contains("too long for Teams", Text(pressed.GetProperty("value")), StringComparison.Ordinal);
        foreach (var answer in new[] { dialog, submitted })
        {
            Assert.Equal("continue", answer.GetProperty("task").GetProperty("type").GetString());
            Assert.Contains("too long for Teams", answer.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_record_in_a_dialog_is_shortened_too()
    {
        var contact = await LargeContactAsync();

        var dialog = await InvokeAsync("task/fetch", new { data = new { verb = "record.show", kind = "contact", id = contact } });

        Assert.Contains("Clara Nilsson", dialog.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("does not fit into Teams", dialog.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_a_search_that_are_too_large_together_keep_their_names_and_lose_their_details()
    {
        var company = await World.CompanyAsync(Me, new string('水', 255));
        for (var i = 0; i < 25; i++)
        {
            await World.DealAsync(Me, $"{i:00} {new string('車', 250)}", company: company);
        }

        var query = new { commandId = "deals", parameters = new[] { new { name = "initialRun", value = "true" } },
            queryOptions = new { skip = 0, count = 25 } };
        var results = (await InvokeAsync("composeExtension/query", query)).GetProperty("composeExtension").GetProperty(
            "attachments").EnumerateArray().ToList();

        Assert.Equal(25, results.Count);
        Assert.Equal(25, results.Select(r => r.GetProperty("preview").GetProperty("content").GetProperty("title").GetString()![..2])
            .Distinct().Count());
    }

    [Fact]
    public async Task What_fits_is_left_as_it_is()
    {
        var contact = await World.ContactAsync(Me, "Ida", "Berg");

        var shown = await InvokeAsync("adaptiveCard/action", Pressed("record.show", new { kind = "contact", id = contact }));

        Assert.DoesNotContain("does not fit", Text(shown.GetProperty("value")), StringComparison.Ordinal);
    }

    private static object Pressed(string verb, object data) =>
        new { action = new { type = "Action.Execute", verb, data }, trigger = "manual" };

    /// <summary>As many fields as a firm may add, each with a text as long as it may be.</summary>
    private async Task<Guid> LargeContactAsync()
    {
        var admin = await World.UserAsync("Ada Boss", Role.Admin);
        var custom = new JsonObject();
        for (var i = 0; i < 100; i++)
        {
            var field = (await World.RunAsync(admin, (DefineFieldHandler h, CancellationToken ct) =>
                h.DefineAsync(new DefineField(RecordKind.Contact, $"Field {i:00}", "TEXT"), ct))).Value;
            custom[field.FieldName] = string.Concat(Enumerable.Repeat("Délivré à l’usine. ", 200));
        }

        var made = await World.RunAsync(Me, (CreateContactHandler h, CancellationToken ct) => h.HandleAsync(
            new CreateContact("Clara", "Nilsson", Custom: JsonSerializer.SerializeToElement(custom)), ct));
        Assert.Null(made.Refusal);
        return made.Value;
    }

    /// <summary>The answer's body, which is no larger than Teams takes.</summary>
    private async Task<JsonElement> InvokeAsync(string name, object value)
    {
        using var answer = await Bot.PostAsync(Bot.Activity("invoke", World.Contoso, Oid, "Ann Miller", a =>
        {
            a["name"] = name;
            a["value"] = JsonSerializer.SerializeToNode(value);
        }));
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadAsStringAsync();
        Assert.InRange(body.Length, 10, MostCharacters);
        return JsonDocument.Parse(body).RootElement;
    }
}
