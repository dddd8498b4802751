using Crm.Core.Companies;
using Crm.Core.Deals;

namespace Crm.OutlookAddin.Tests.Api;

public sealed class CardTests : PaneTests
{
    [Fact]
    public async Task A_form_that_is_filled_in_makes_the_contact_and_answers_its_card()
    {
        var answer = await Alex.PressAsync(CreateContact.Verb,
            new { firstName = "Jonas", lastName = "Weber", email = "jonas@graphicdesign.example", phone = "", news = 1 });

        Assert.Null(answer["refusal"]);
        Assert.Equal("Jonas Weber", answer["card"]!["fallbackText"]!.GetValue<string>());
        Assert.Equal(
            "contact", (await Alex.OpenAsync([new { email = "jonas@graphicdesign.example" }]))["people"]![0]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_press_that_comes_again_under_its_key_makes_one_contact()
    {
        var typed = new { data = new { firstName = "Jonas", lastName = "Weber", email = "jonas@graphicdesign.example" } };
        foreach (var key in new[] { "one", "one", "one" })
        {
            using var answer = await SendAsync(key, typed);
            Assert.Contains("Jonas Weber", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(1L, await Pane.World.TruthAsync<long>("select count(*) from contacts"));
        using var refused = await SendAsync(new string('k', 101), typed);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

    }

    [Fact]
    public async Task A_press_comes_with_the_way_to_take_it_back_and_no_other()
    {
        var made = await MakeAsync("Jonas", "one");
        await MakeAsync("Dora", "two");

        var late = await UndoAsync(made);
        Assert.Contains("You changed something else since", late["refusal"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(2L, await ThereAsync());

        var taken = await UndoAsync(await MakeAsync("Mei", "three"));
        Assert.Null(taken["refusal"]);
        Assert.Null(taken["undo"]);
        Assert.Contains("Taken back", taken["card"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2L, await ThereAsync());

        async Task<JsonObject> MakeAsync(string name, string key) =>
            await PaneUser.ReadAsync(await SendAsync(key, new { data = new { firstName = name, lastName = "Weber" } }));
        Task<JsonObject> UndoAsync(JsonObject pressed) => Alex.PressAsync("undo", pressed["undo"]!["data"]!);
        Task<long> ThereAsync() => Pane.World.TruthAsync<long>("select count(*) from contacts where not is_deleted");
    }

    [Fact]
    public async Task What_changes_nothing_or_is_refused_comes_without_a_way_back()
    {
        using var refused = await SendAsync("one", new { data = new { firstName = "Jonas" } });
        Assert.Null((await PaneUser.ReadAsync(refused))["undo"]);
        Assert.Null((await Alex.PressAsync("contacts.list", new { }))["undo"]);
    }

    [Fact]
    public async Task What_undo_could_only_explain_comes_without_a_way_back()
    {
        var admin = await Pane.PersonAsync("Olga Admin", Role.Admin);
        var (first, second) = (await Pane.World.ContactAsync(admin.User, "Jonas", "Weber"),
            await Pane.World.ContactAsync(admin.User, "Jonas", "Weber-Lind"));

        Assert.Null(await UndoOfAsync("view.save", new { name = "Mine", kind = "Deal", filter = "value > 1" }));
        Assert.Null(await UndoOfAsync("stage.save", new { name = "Contract", probability = "80 %" }));
        Assert.NotNull(await UndoOfAsync("contact.merge-both", new { keepId = first, mergeId = second }));
        var merge = await Pane.World.TruthAsync<Guid>("select id from contact_merges");
        Assert.Null(await UndoOfAsync("contact.merge-undo", new { mergeId = merge }));
        Assert.NotNull(await UndoOfAsync(CreateContact.Verb, new { firstName = "Dora", lastName = "Lind" }));

        async Task<JsonNode?> UndoOfAsync(string verb, object data)
        {
            var content = JsonContent.Create(new { data });
            content.Headers.TryAddWithoutValidation("Idempotency-Key", verb);
            var pressed = await PaneUser.ReadAsync(
                await Pane.SendAsync(HttpMethod.Post, $"/api/cards/{verb}", admin.Token, content));
            Assert.Null(pressed["refusal"]);
            return pressed["undo"];
        }
    }

    [Fact]
    public async Task A_refused_form_comes_back_with_everything_typed_and_the_word_at_its_field()
    {
        var answer = await Alex.PressAsync(CreateContact.Verb,
            new { firstName = "Jonas", lastName = "", email = "jonas at home", phone = "+49 30 123", jobTitle = "Designer" });

        Assert.Equal(["email", "lastName"], answer["refusal"]!["fields"]!.AsArray().Select(f => f!["field"]!.GetValue<string>()).Order());
        Assert.Equal(("Jonas", "jonas at home", "+49 30 123", "Designer"),
            (Input(answer, "firstName"), Input(answer, "email"), Input(answer, "phone"), Input(answer, "jobTitle")));
        Assert.Contains("is not an e-mail address", answer["card"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0L, await Pane.World.TruthAsync<long>("select count(*) from contacts"));
    }

    [Fact]
    public async Task A_record_of_somebody_else_is_not_there_whatever_the_card_claims()
    {
        var adele = await Pane.World.UserAsync("Adele Vance");
        var deal = await Pane.World.DealAsync(adele, "Hers");
        var stage = await Pane.World.StageAsync(adele, "Proposal");

        var shown = await Alex.PressAsync(ShowDeal.Verb, new { id = deal });
        var moved = await Alex.PressAsync(MoveDeal.Verb, new { dealId = deal, stageId = stage.Id, ownerId = Alex.User.Id });

        Assert.Contains("is not yours to see", shown["refusal"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("is not yours to see", moved["refusal"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_that_does_not_exist_and_data_that_cannot_be_read_are_refused_in_words()
    {
        using var unknown = await Alex.PostAsync("/api/cards/contact.explode", new { data = new { } });
        await unknown.ProblemAsync(404);
        var unreadable = await Alex.PressAsync(ShowCompany.Verb, new { id = "not a guid" });
        Assert.Contains("could not be read", unreadable["refusal"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "could not be read")]
    [InlineData("{\"data\":", "could not be read")]
    [InlineData("[1,2]", "could not be read")]
    public async Task A_body_that_is_no_JSON_is_the_callers_mistake(string body, string why)
    {
        using var answer = await Alex.PostTextAsync("/api/cards/contact.show", body);

        Assert.Contains(why, (await answer.ProblemAsync(400))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_nested_without_end_is_the_callers_mistake()
    {
        var nested = new string('[', 5000) + new string(']', 5000);

        using var answer = await Alex.PostTextAsync("/api/cards/contact.show", "{\"data\":{\"id\":" + nested + "}}");

        Assert.Contains("could not be read", (await answer.ProblemAsync(400))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_names_the_value_that_is_of_the_wrong_kind()
    {
        using var answer = await Alex.PostTextAsync("/api/context", """{"people":[{"email":{"is":"no text"}}]}""");

        Assert.NotNull((await answer.ProblemAsync(400))["errors"]!["people[0].email"]);
    }

    [Fact]
    public async Task More_than_256_KB_are_not_read()
    {
        using var answer = await Alex.PostAsync("/api/cards/contact.create", new { data = new { firstName = new string('x', 300_000) } });

        Assert.Contains("256 KB", (await answer.ProblemAsync(413))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_is_answered_what_fits_while_somebody_types_and_offers_what_is_not_there()
    {
        var litware = await Pane.World.CompanyAsync(Alex.User, "Litware Inc.");
        await Pane.World.CompanyAsync(await Pane.World.UserAsync("Adele Vance"), "Litware of Adele");

        using var answer = await Alex.GetAsync("/api/choices?dataset=companies-or-new&q=litw");
        var choices = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["choices"]!.AsArray();
        using var unknown = await Alex.GetAsync("/api/choices?dataset=salaries&q=x");

        Assert.Equal(["Litware Inc.", "Create “litw”"], choices.Select(c => c!["title"]!.GetValue<string>()));
        Assert.Equal([litware.ToString(), "new:litw"], choices.Select(c => c!["value"]!.GetValue<string>()));
        Assert.Empty(JsonNode.Parse(await unknown.Content.ReadAsStringAsync())!["choices"]!.AsArray());
    }

    [Fact]
    public async Task A_company_that_looks_the_same_is_shown_in_the_pane_with_a_sentence_and_ways_on()
    {
        await Pane.World.CompanyAsync(Alex.User, "Litware Inc.");

        var asked = await Alex.PressAsync(CreateContact.Verb, new { firstName = "Jonas", lastName = "Weber", companyId = "Litwaer" });

        Assert.Contains("may be one of these: Litware Inc.", asked["refusal"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["Create Litwaer", "Without a company", "Change what I typed", "Cancel"],
            asked["card"]!["actions"]!.AsArray().Select(a => a!["title"]!.GetValue<string>()));
        Assert.Equal(0L, await Pane.World.TruthAsync<long>("select count(*) from contacts"));
    }

    private static string? Input(JsonNode answer, string id) =>
        answer["card"]!["body"]!.AsArray().Single(e => e!["id"]?.GetValue<string>() == id)!["value"]?.GetValue<string>();

    private Task<HttpResponseMessage> SendAsync(string key, object body)
    {
        var content = JsonContent.Create(body);
        content.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return Pane.SendAsync(HttpMethod.Post, $"/api/cards/{CreateContact.Verb}", Alex.Token, content);
    }
}
