using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Crm.Benchmarks.Bot;

/// <summary>What somebody does in chat; one of these is measured at a time.</summary>
public enum BotTurn
{
    List,
    Press,
    Find,
    Search,
    Form,
    Submit,
    Echo,
}

/// <summary>An answer that is not one: another status, or a card without what it must show.</summary>
public sealed class WrongAnswerException(string what) : Exception(what);

/// <summary>
/// One person's chat with the bot, the next message sent when the last is answered. The time of a message runs from the request to the bot
/// until the bot's own request stands at the connector; the time of a press, a submit or a search until its answer has been read.
/// </summary>
internal sealed class Conversation(HttpClient http, BenchChannel channel, HostProcess bot, BotPeople firm, BotPerson person, int number)
{
    public const string Title = "Benchmarked";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random random = new(number + 1);
    private readonly string conversation = $"a:bench-{number}-{Guid.CreateVersion7():N}";
    private JsonElement list;
    private JsonElement form;
    private int sent;

    /// <summary>What was last said, pressed or searched, and by whom.</summary>
    public string Asked { get; private set; } = "";

    /// <summary>The turns of a round in their order: a press needs the list before it, a submit its form.</summary>
    public static IReadOnlyList<BotTurn> Round { get; } = [
        BotTurn.List, BotTurn.Press, BotTurn.Find, BotTurn.Search, BotTurn.Form, BotTurn.Submit];

    /// <exception cref="WrongAnswerException">The bot answered something else.</exception>
    public Task<TimeSpan> TakeAsync(BotTurn turn, CancellationToken ct) => turn switch
    {
        BotTurn.List => SayAsync(Listing(), "Edit filter", ct, card => list = card),
        BotTurn.Press => PressAsync(Move(), new JsonObject(), "Edit filter", ct),
        BotTurn.Find => SayAsync("find " + Of(firm.Words), "AdaptiveCard", ct),
        BotTurn.Search => InvokeAsync("composeExtension/query", Query(), "composeExtension", ct),
        BotTurn.Form => SayAsync("new deal", "submission", ct, card => form = card),
        BotTurn.Submit => PressAsync(Buttons(form).First(b => b.GetProperty("verb").GetString() == CreateDeal.Verb), Filled(), Title, ct),
        BotTurn.Echo => SayAsync("hello " + Of(firm.Words), "You said", ct),
    };

    private string Listing()
    {
        var worth = 1_000 * random.Next(5, 60);
        return random.Next(5) switch
        {
            0 => "my deals",
            1 => string.Create(CultureInfo.InvariantCulture, $"deals where value > {worth} order by value desc"),
            2 => string.Create(CultureInfo.InvariantCulture,
                $"deals where stage is \"{Of(firm.Stages)}\" and value > {worth} and last contact older than 14 days order by value desc"),
            3 => "companies where status is Active order by updated desc",
            _ => "tasks",
        };
    }

    /// <summary>Any press that leads to another list in this one's place: narrower, wider, ordered otherwise, the next page.</summary>
    private JsonElement Move()
    {
        var moves = Buttons(list).Where(b => b.GetProperty("verb").GetString()!.EndsWith(".list", StringComparison.Ordinal)).ToList();
        return moves.Count == 0 ? throw new WrongAnswerException("A list without a press that narrows or orders it.")
            : moves[random.Next(moves.Count)];
    }

    private JsonObject Filled() =>
        new() { ["title"] = Title, ["value"] = (1_000 + random.Next(90_000)).ToString(CultureInfo.InvariantCulture), ["currency"] = "EUR",
            ["priority"] = "MEDIUM" };

    private JsonObject Query() => new()
    {
        ["commandId"] = "search",
        ["parameters"] = new JsonArray(new JsonObject { ["name"] = "text", ["value"] = Of(firm.Words) }),
        ["queryOptions"] = new JsonObject { ["skip"] = 0, ["count"] = 25 },
    };

    private async Task<TimeSpan> SayAsync(string text, string expected, CancellationToken ct, Action<JsonElement>? keep = null)
    {
        var activity = Activity("message");
        (activity["text"], Asked) = (text, $"{person.Name}: {text}");
        var replied = channel.ReplyTo(activity["id"]!.GetValue<string>());
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await PostAsync(activity, ct);
        Expect((int)answer.StatusCode is >= 200 and < 300, $"“{text}” was answered {(int)answer.StatusCode}.");
        var reply = await replied.WaitAsync(Patience, ct);
        Expect(Contains(reply.Body, expected), $"The answer to “{text}” does not show “{expected}”.");
        if (keep is not null)
        {
            keep(JsonElement.Parse(reply.Body).GetProperty("attachments")[0].GetProperty("content"));
        }

        return TimeProvider.System.GetElapsedTime(began, reply.At);
    }

    private Task<TimeSpan> PressAsync(JsonElement button, JsonObject inputs, string expected, CancellationToken ct)
    {
        var data = JsonNode.Parse(button.GetProperty("data").GetRawText())!.AsObject();
        foreach (var (key, value) in inputs)
        {
            data[key] = value?.DeepClone();
        }

        return InvokeAsync(
            "adaptiveCard/action",
            new JsonObject
            { ["action"] = new JsonObject
                { ["type"] = "Action.Execute", ["verb"] = button.GetProperty("verb").GetString(), ["data"] = data } }, expected, ct);
    }

    private async Task<TimeSpan> InvokeAsync(string name, JsonObject value, string expected, CancellationToken ct)
    {
        var activity = Activity("invoke");
        (activity["name"], activity["value"], Asked) = (name, value, $"{person.Name}: {value.ToJsonString()}");
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await PostAsync(activity, ct);
        var body = await answer.Content.ReadAsByteArrayAsync(ct);
        var took = TimeProvider.System.GetElapsedTime(began);
        Expect((int)answer.StatusCode == 200 && Contains(body, expected),
            $"{name} was answered {(int)answer.StatusCode} without “{expected}”.");
        return took;
    }

    private async Task<HttpResponseMessage> PostAsync(JsonObject activity, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, bot.Messages)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(activity))
                { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        if (bot.ChecksTokens)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", channel.Token());
        }

        return await http.SendAsync(request, ct);
    }

    private JsonObject Activity(string type) => new()
    {
        ["type"] = type,
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"{conversation}-{++sent}").Replace("a:", "", StringComparison.Ordinal),
        ["channelId"] = "msteams",
        ["serviceUrl"] = channel.ServiceUrl,
        ["from"] =
            new JsonObject { ["id"] = $"29:{person.ObjectId}", ["name"] = person.Name, ["aadObjectId"] = person.ObjectId.ToString() },
        ["recipient"] = new JsonObject { ["id"] = "28:" + BenchChannel.AppId, ["name"] = "CRM" },
        ["conversation"] =
            new JsonObject { ["id"] = conversation, ["conversationType"] = "personal", ["tenantId"] = firm.TenantId.ToString() },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = firm.TenantId.ToString() } },
    };

    private static IEnumerable<JsonElement> Buttons(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Buttons),
        JsonValueKind.Object =>
            (node.TryGetProperty("verb", out var verb) && verb.ValueKind is JsonValueKind.String && node.TryGetProperty("data", out _)
                ? [node]
                : Array.Empty<JsonElement>())
            .Concat(node.EnumerateObject().Where(p => p.Name != "data").SelectMany(p => Buttons(p.Value))),
        _ => [],
    };

    private static bool Contains(ReadOnlySpan<byte> body, string expected) =>
        body.IndexOf(System.Text.Encoding.UTF8.GetBytes(expected)) >= 0;

    private static void Expect(bool truth, string otherwise)
    {
        if (!truth)
        {
            throw new WrongAnswerException(otherwise);
        }
    }

    private string Of(IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];
}
