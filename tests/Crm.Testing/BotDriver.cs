using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Simulators;
using Microsoft.AspNetCore.Builder;

namespace Crm.Testing;

/// <summary>Speaks to a bot as Teams does: messages and presses in, what the connector got back out.</summary>
public sealed class BotDriver : IAsyncDisposable
{
    private readonly HttpClient bot;
    private readonly WebApplication channel;
    private readonly HttpClient connector;
    private int activities;

    private BotDriver(HttpClient bot, WebApplication channel)
    {
        this.bot = bot;
        this.channel = channel;
        connector = new HttpClient { BaseAddress = new Uri(SimulatorHost.AddressOf(channel)) };
    }

    public string ServiceUrl => $"{SimulatorHost.AddressOf(channel)}/connector";

    public static async Task<BotDriver> StartAsync(HttpClient bot)
    {
        var channel = SimulatorHost.Build(
            ["--urls=http://127.0.0.1:0", "--Simulators:ConnectorRequiresToken=false", "--Logging:LogLevel:Default=Warning"]);
        await channel.StartAsync();
        return new BotDriver(bot, channel);
    }

    /// <summary>Types a message and gives back the card that answers it.</summary>
    public async Task<JsonElement> SayAsync(
        string text, Guid tenant, Guid oid, string name = "Ann Miller", Action<JsonObject>? change = null)
    {
        using var _ = await connector.DeleteAsync(new Uri("/connector/log", UriKind.Relative));
        using var answer = await PostAsync(Activity("message", tenant, oid, name, a =>
        {
            a["text"] = text;
            change?.Invoke(a);
        }));
        if (answer.StatusCode is not HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"The bot answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        var log = await connector.GetFromJsonAsync<List<JsonElement>>("/connector/log") ?? [];
        return log[^1].GetProperty("body").GetProperty("attachments")[0].GetProperty("content");
    }

    /// <summary>Presses a button of a card; <paramref name="inputs"/> are merged over its data as a client does.</summary>
    public async Task<JsonElement> PressAsync(JsonElement card, string title, Guid tenant, Guid oid, object? inputs = null)
    {
        var button = Buttons(card).First(b => b.GetProperty("title").GetString() == title);
        var data = JsonNode.Parse(button.GetProperty("data").GetRawText())!.AsObject();
        foreach (var (key, value) in JsonSerializer.SerializeToNode(inputs ?? new { })!.AsObject())
        {
            data[key] = value?.DeepClone();
        }

        using var answer = await PostAsync(Activity("invoke", tenant, oid, "Ann Miller", a =>
        {
            a["name"] = "adaptiveCard/action";
            a["value"] = new JsonObject
            {
                ["action"] =
                    new JsonObject { ["type"] = "Action.Execute", ["verb"] = button.GetProperty("verb").GetString(), ["data"] = data },
            };
        }));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("value");
    }

    /// <summary>How many messages the bot has sent since somebody last said something here.</summary>
    public async Task<int> AnswersAsync() => (await connector.GetFromJsonAsync<List<JsonElement>>("/connector/log") ?? []).Count;

    /// <summary>What the connector got since then, in order: refused ones, too.</summary>
    public async Task<IReadOnlyList<JsonElement>> SentAsync() =>
        await connector.GetFromJsonAsync<List<JsonElement>>("/connector/log") ?? [];

    /// <summary>The connector refuses the next call.</summary>
    public async Task RefuseNextAsync(int status, string code)
    {
        using var ordered = await connector.PostAsJsonAsync("/control/faults", new { kind = $"{status}", target = "connector", code });
        ordered.EnsureSuccessStatusCode();
    }

    /// <summary>The messages that stand in somebody's personal chat with the bot: id and card.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> ChatAsync(Guid oid) =>
        (await connector.GetFromJsonAsync<Dictionary<string, JsonElement>>($"/connector/conversations/a:{oid}"))!.Where(
            m => m.Value.TryGetProperty("attachments", out _))
            .ToDictionary(m => m.Key, m => m.Value.GetProperty("attachments")[0].GetProperty("content"));

    /// <summary>An invoke as a client of Teams sends it; its answer as it comes.</summary>
    public Task<HttpResponseMessage> InvokeAsync(string invoke, object? value, Guid tenant, Guid oid) =>
        PostAsync(Activity("invoke", tenant, oid, "Ann Miller", a =>
        {
            a["name"] = invoke;
            a["value"] = JsonSerializer.SerializeToNode(value);
        }));

    public Task<HttpResponseMessage> PostAsync(JsonObject activity) => bot.PostAsJsonAsync("/api/messages", activity);

    public JsonObject Activity(string type, Guid tenant, Guid oid, string name, Action<JsonObject>? change = null)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = $"{Interlocked.Increment(ref activities)}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = ServiceUrl,
            ["from"] = new JsonObject { ["id"] = $"29:{oid}", ["name"] = name, ["aadObjectId"] = oid.ToString() },
            ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "CRM" },
            ["conversation"] = new JsonObject { ["id"] = $"a:{oid}", ["conversationType"] = "personal", ["tenantId"] = tenant.ToString() },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant.ToString() } },
        };
        change?.Invoke(activity);
        return activity;
    }

    /// <summary>All text a person would read on the card.</summary>
    public static string TextOf(JsonElement card) => string.Join('\n', Texts(card));

    public static IEnumerable<JsonElement> Buttons(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Buttons),
        JsonValueKind.Object =>
            (node.TryGetProperty("type", out var type) && type.GetString() == "Action.Execute" ? [node] : Array.Empty<JsonElement>())
            .Concat(node.EnumerateObject().Where(p => p.Name != "data").SelectMany(p => Buttons(p.Value))),
        _ => [],
    };

    public async ValueTask DisposeAsync()
    {
        connector.Dispose();
        await channel.DisposeAsync();
    }

    private static IEnumerable<string> Texts(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => node.EnumerateObject().Where(p => p.Name != "data").SelectMany(p =>
            p.Name is "text" or "title" or "value" or "label" && p.Value.ValueKind is JsonValueKind.String
            ? [p.Value.GetString()!]
            : Texts(p.Value)),
        _ => [],
    };
}
