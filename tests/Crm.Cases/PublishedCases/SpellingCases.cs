using Crm.Bot.Tests.Teams;

namespace Crm.Cases.PublishedCases;

/// <summary>teams-02, teams-04, teams-06, filter-02, data-02, data-04: what phones, word processors and clients send to the bot.</summary>
public sealed class SpellingCases : BotWorld
{
    [Fact]
    public async Task Teams_02_every_apostrophe_finds_the_record()
    {
        await World.ContactAsync(Me, "Niamh", "O'Brien");
        await World.CompanyAsync(Me, "Fairy’s Kitchen");

        foreach (var line in Typed("teams-02.json"))
        {
            var answer = Shown(await SayAsync(line));
            Assert.True(
                line.Contains("log call", StringComparison.Ordinal)
                ? answer.Contains("Delivery", StringComparison.Ordinal)
                : answer.Contains("Brien", StringComparison.Ordinal) || answer.Contains("Kitchen", StringComparison.Ordinal),
                $"{line}: {answer}");
        }

        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from activities where contact_id is not null"));
    }

    [Fact]
    public async Task Teams_04_titles_read_as_they_were_typed()
    {
        foreach (var activity in JsonNode.Parse(await File.ReadAllTextAsync(CaseFiles.PathOf("teams-04.json")))!.AsArray())
        {
            var title = (string)activity!["value"]!["action"]!["data"]!["title"]!;
            var card = await InvokeAsync(activity.AsObject());
            Assert.Equal(title, await World.TruthAsync<string>("select title from deals order by created_at desc, id desc limit 1"));
            var texts = Texts(card.GetProperty("value")).Concat(Texts(await SayAsync("all deals"))).Distinct()
                .ToList();
            var shown = await MarkdownOracle.ReadAsync([.. texts.Select(t => t.Trim('*'))]);
            Assert.True(shown.Contains(title), $"{title}: {string.Join(" / ", shown)}");
            Assert.DoesNotContain(
                texts, t => t.Contains("{{DATE(", StringComparison.Ordinal) || t.Contains("{{TIME(", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Teams_06_the_extension_answers_every_first_run_and_a_message()
    {
        await World.DealAsync(Me, "Renewal 2027", "1000");
        foreach (var activity in JsonNode.Parse(await File.ReadAllTextAsync(CaseFiles.PathOf("teams-06.json")))!.AsArray())
        {
            var answer = (await InvokeAsync(activity!.AsObject())).GetRawText();
            Assert.Contains((string)activity["name"]! == "composeExtension/query" ? "Renewal 2027" : "We need forty seats", answer,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Filter_02_quotes_hyphens_and_spaces_are_understood()
    {
        var form = await SayAsync("new deal");
        await PressAsync(form, "Create deal",
            new { title = "Angebot 2027, Teil 1", value = "12500", expectedCloseDate = "2027-02-01" });
        await PressAsync(await SayAsync("new deal"), "Create deal",
            new { title = "this and that", value = "100" });

        foreach (var line in Typed("filter-02.json"))
        {
            Assert.Contains("Deals: 1", Shown(await SayAsync(line)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Data_02_every_notation_finds_the_number()
    {
        await ImportCases.ImportAsync(World, Me, "contacts", CaseFiles.PathOf("data-02.csv"));

        foreach (var line in Typed("data-02.json"))
        {
            var answer = Shown(await SayAsync(line));
            Assert.True(answer.Contains("Pia Kern", StringComparison.Ordinal) || answer.Contains("Tom Reed", StringComparison.Ordinal),
                $"{line}: {answer}");
        }
    }

    [Fact]
    public async Task Data_04_the_form_says_that_the_address_is_there_already()
    {
        await World.ContactAsync(Me, "Clara", "Nilsson", "clara.nilsson@litware.example");

        var form = JsonNode.Parse(await File.ReadAllTextAsync(CaseFiles.PathOf("data-04.json")))!["form"]!.AsObject();
        Assert.Contains("has this e-mail address already", (await InvokeAsync(form)).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from contacts"));
    }

    private static IEnumerable<string> Typed(string file) =>
        JsonNode.Parse(File.ReadAllText(CaseFiles.PathOf(file)))!["typed"]!.AsArray().Select(line => (string)line!);

    /// <summary>The case's activity, to our own connector.</summary>
    private async Task<JsonElement> InvokeAsync(JsonObject activity)
    {
        activity["serviceUrl"] = Bot.ServiceUrl;
        using var answer = await Bot.PostAsync(activity.DeepClone().AsObject());
        Assert.Equal(200, (int)answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }

    private static string Shown(JsonElement card) => BotDriver.TextOf(card).Replace("\\", "", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonElement card) => BotDriver.TextOf(card).Split('\n').Where(t => t.Length > 0);
}
