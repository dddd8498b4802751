using Crm.OutlookAddin.Tests.Api;

namespace Crm.Cases.PublishedCases;

/// <summary>pane-01, pane-05 and the pane's part of data-04: who the people of an item are.</summary>
public sealed class PaneCases : PaneTests
{
    [Fact]
    public async Task Pane_01_names_are_split_by_what_is_known()
    {
        var given = Case("pane-01.json");

        var found = await OpenAsync(given["body"]!);

        var expected = given["expected"]!.AsArray();
        for (var i = 0; i < 4; i++)
        {
            var card = found["people"]![i]!["card"]!.ToJsonString();
            Assert.Equal((string)expected[i]![0]!, Input(card, "firstName"));
            Assert.Contains(Input(card, "lastName"), ((string)expected[i]![1]!).Split(" or "));
        }

        var fifth = found["people"]![4]!["open"]!;
        using var pressed =
            await Alex.PostAsync($"/api/cards/{(string)fifth["verb"]!}", new JsonObject { ["data"] = fifth["data"]!.DeepClone() });
        var form = await pressed.Content.ReadAsStringAsync();
        Assert.Equal(("Hanna", "van der Berg"), (Input(form, "firstName"), Input(form, "lastName")));
    }

    [Fact]
    public async Task Pane_05_a_subdomain_belongs_to_its_company_and_a_look_alike_to_none()
    {
        await Pane.World.CompanyAsync(Alex.User, "Litware", "litware.example");
        await Pane.World.CompanyAsync(Alex.User, "Tailspin", "tailspin.example");
        await Pane.World
            .TruthAsync<long>(
                "with c as (insert into companies (id, owner_id, name, domain) values (gen_random_uuid(), "
                + $"'{Alex.User.Id}', 'Everybody', 'co.uk') returning 1) select count(*) from c");

        var found = await OpenAsync(Case("pane-05.json")["body"]!);

        Assert.Equal(["Litware", "Tailspin", null, null, null], found["people"]!.AsArray().Select(p => (string?)p!["company"]));
    }

    [Fact]
    public async Task Data_04_an_invisible_sign_makes_nobody_a_stranger()
    {
        await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        await Pane.World.ContactAsync(Alex.User, "Ben", "Adekoya", "ben.adekoya@tailspin.example");
        await Pane.World.ContactAsync(Alex.User, "Mei", "Tanaka", "mei.tanaka@wingtip.example");

        var found = await OpenAsync(Case("data-04.json")["context"]!["body"]!);

        Assert.All(found["people"]!.AsArray(), p => Assert.Equal("contact", (string?)p!["kind"]));
    }

    private static JsonNode Case(string file) => JsonNode.Parse(File.ReadAllText(CaseFiles.PathOf(file)))!;

    private async Task<JsonNode> OpenAsync(JsonNode body)
    {
        using var answer = await Alex.PostAsync("/api/context", body);
        Assert.Equal(200, (int)answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>The value that stands in a form's input.</summary>
    private static string? Input(string card, string id) => Find(JsonNode.Parse(card)!, id);

    private static string? Find(JsonNode? node, string id) => node switch
    {
        JsonObject input when (string?)input["id"] == id => (string?)input["value"],
        JsonObject other => other.Select(p => Find(p.Value, id)).FirstOrDefault(v => v is not null),
        JsonArray list => list.Select(n => Find(n, id)).FirstOrDefault(v => v is not null),
        _ => null,
    };
}
