using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Crm.Core.Routing;

namespace Crm.Core.Tests.Cards;

public sealed class CardTests
{
    public static TheoryData<string> Names => [.. CardSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_is_as_it_was_approved(string name) =>
        Approved.Matches(CardOracle.Indented(CardJson.Write(CardSamples.All[name])), $"{name}.json");

    [Fact]
    public async Task Every_approved_card_satisfies_the_published_schema_and_the_official_renderer() =>
        Assert.Empty(await CardOracle.FaultsAsync(Files()));

    [Fact]
    public async Task The_oracle_itself_finds_faults()
    {
        var folder = Directory.CreateTempSubdirectory("cards-").FullName;
        var bad = Path.Combine(folder, "bad.json");
        await File.WriteAllTextAsync(
            bad, """{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Nope"},{"type":"Input.Text"},"""
                + """{"type":"TextBlock","text":"x","size":"huge"}]}""");

        var faults = await CardOracle.FaultsAsync(bad);

        Assert.Contains(faults, f => f.Contains("unknown type Nope", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("Input.Text without id", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("/size", StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_button_has_a_route_and_says_all_that_its_use_case_requires(string name)
    {
        foreach (var (button, inputs) in Pressable(JsonSerializer.SerializeToElement(CardSamples.All[name], CardJson.Options), []))
        {
            var verb = button.GetProperty("verb").GetString()!;
            Assert.True(CardRoutes.Table.TryGetValue(verb, out var route),
                $"The button “{button.GetProperty("title")}” has the verb {verb}, which has no route.");
            var given = button.GetProperty("data").EnumerateObject().Select(p => p.Name).ToHashSet();
            if (!button.TryGetProperty("associatedInputs", out _))
            {
                given.UnionWith(inputs.Select(id => id.Split('.')[0]));
            }

            var required = route.Request.GetConstructors()[0].GetParameters()
                .Where(p => !p.HasDefaultValue && p.ParameterType != route.Request)
                .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name!));
            Assert.Empty(required.Except(given));
            Assert.Empty(given.Except(route.Request.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)))
                .Except([RouteRequest.Submission]).Except(Changeable(route, button)));
        }
    }

    /// <summary>An edit form's inputs are the names of what may be changed in a record of its kind.</summary>
    private static IEnumerable<string> Changeable(Route route, JsonElement button) => route.Request != typeof(ChangeRecord) ? []
        : [.. Enum.Parse<RecordKind>(button.GetProperty("data").GetProperty("kind").GetString()!) switch
        {
            RecordKind.Company => Company.Editable.Fields.Select(f => f.Name),
            RecordKind.Contact => Contact.Editable.Fields.Select(f => f.Name),
            RecordKind.Deal => Deal.Editable.Fields.Select(f => f.Name),
            RecordKind.Activity => Activity.Editable.Fields.Select(f => f.Name),
        }, "custom"];

    /// <summary>Every button with the inputs that it sends: those of its own card and of the cards around that.</summary>
    private static IEnumerable<(JsonElement Button, IReadOnlyList<string> Inputs)> Pressable(JsonElement card, IReadOnlyList<string> around)
    {
        List<JsonElement> here = [.. Objects(card, intoCards: false)];
        IReadOnlyList<string> inputs = [.. around,
            .. here.Where(o => TypeOf(o).StartsWith("Input.", StringComparison.Ordinal)).Select(o => o.GetProperty("id").GetString()!)];
        return here.Where(o => TypeOf(o) == "Action.Execute").Select(o => (o, inputs))
            .Concat(here.Where(o => TypeOf(o) == "Action.ShowCard").SelectMany(o => Pressable(o.GetProperty("card"), inputs)));
    }

    [Theory]
    [InlineData(typeof(Element))]
    [InlineData(typeof(CardAction))]
    public void Every_kind_of_the_alphabet_is_in_its_index(Type alphabet)
    {
        var kinds = alphabet.Assembly.GetTypes().Where(t => t.IsSubclassOf(alphabet) && !t.IsAbstract);
        var index = alphabet.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType);

        Assert.Equal(kinds.OrderBy(t => t.Name), index.OrderBy(t => t.Name));
    }

    [Fact]
    public void What_people_typed_cannot_become_a_link_a_mention_or_emphasis()
    {
        Assert.Equal(@"\[x\]\(https://evil.example\)", Markdown.Escape("[x](https://evil.example)"));
        Assert.Equal(@"\*\*bold\*\* \<at\>all\</at\>", Markdown.Escape("**bold** <at>all</at>"));
        Assert.Equal(@"\- no list", Markdown.Escape("- no list"));
        Assert.Equal(@"1\. no list", Markdown.Escape("1. no list"));
        Assert.Equal("one line", Markdown.Escape("one\r\nline"));
    }

    private static IReadOnlyList<string> Files([CallerFilePath] string test = "") =>
        [.. CardSamples.All.Keys.Select(name => Path.Combine(Path.GetDirectoryName(test)!, "Approved", name + ".approved.json"))];

    private static string TypeOf(JsonElement node) => node.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String
        ? type.GetString()!
        : "";

    private static IEnumerable<JsonElement> Objects(JsonElement node, bool intoCards) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(n => Objects(n, intoCards)),
        JsonValueKind.Object => node.EnumerateObject().Where(p => p.Name != "data" && (intoCards || p.Name != "card"))
            .SelectMany(p => Objects(p.Value, intoCards)).Prepend(node),
        _ => [],
    };
}
