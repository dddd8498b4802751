using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>A Graph that answers one mailbox with raw bytes of a test: what no JSON writer would write, and pages that never end.</summary>
public sealed class RawGraph : IAsyncDisposable
{
    private readonly WebApplication app;

    private RawGraph(WebApplication app) => this.app = app;

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        + "/graph/v1.0";

    /// <summary>
    /// By resource (inbox, sentitems, calendar): the body of a delta page; {0} is this server's address, {1} a number that grows.
    /// </summary>
    public Dictionary<string, string> Pages { get; } = [];

    /// <summary>By item: what a question for it answers.</summary>
    public Dictionary<string, byte[]> Items { get; } = [];

    /// <summary>With which single questions are answered.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public ConcurrentQueue<string> Calls { get; } = new();

    public static async Task<RawGraph> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        var graph = new RawGraph(builder.Build());
        graph.app.Run(graph.AnswerAsync);
        await graph.app.StartAsync();
        return graph;
    }

    public static string Mail(string id, string subject = "Ordinary mail", string sent = "", string name = "Clara Nilsson",
        string address = "clara.nilsson@litware.example", string to = "alexw@contoso.example")
    {
        sent = sent.Length > 0 ? sent : TimeProvider.System.GetUtcNow().AddHours(-1)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return $$"""
            {"id":"{{id}}","internetMessageId":"<{{id}}@litware.example>","conversationId":"C-{{id}}","subject":"{{subject}}",
            "isDraft":false,
            "categories":[],"sentDateTime":"{{sent}}","receivedDateTime":"{{sent}}",
            "from":{"emailAddress":{"name":"{{name}}","address":"{{address}}"} },
            "toRecipients":[{"emailAddress":{"name":"Alex Wilber","address":"{{to}}"} }],
            "ccRecipients":[],"bccRecipients":[],"replyTo":[],"internetMessageHeaders":[]}
            """;
    }

    public static string Page(params IEnumerable<string> entries) =>
        $$"""{"value":[{{string.Join(',', entries)}}],"@odata.deltaLink":"{base}/users/x/delta?$deltatoken=done"}""";

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Path.Value!.EndsWith("/$batch", StringComparison.Ordinal))
        {
            await context.Response.Body.WriteAsync(await BatchAsync(context));
            return;
        }

        context.Response.StatusCode = Status;
        await context.Response.Body.WriteAsync(Answer(context.Request.Path.Value!, context.Request.Query.ContainsKey("$deltatoken")));
    }

    /// <summary>The parts' bytes as they are, each in its place: what no JSON writer would write is in a batch, too.</summary>
    private async Task<byte[]> BatchAsync(HttpContext context)
    {
        var order = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        using var answer = new MemoryStream();
        answer.Write("{\"responses\":["u8);
        foreach (var (part, at) in order!["requests"]!.AsArray().Select((part, at) => (part!, at)))
        {
            answer.Write(Encoding.UTF8.GetBytes($"{(at == 0 ? "" : ",")}{{\"id\":\"{part["id"]}\",\"status\":200,\"body\":"));
            answer.Write(Answer(part["url"]!.GetValue<string>().Split('?')[0], isLaterRound: false));
            answer.Write("}"u8);
        }

        answer.Write("]}"u8);
        return answer.ToArray();
    }

    private byte[] Answer(string path, bool isLaterRound)
    {
        Calls.Enqueue(path);
        var resource = path.Contains("calendarView", StringComparison.OrdinalIgnoreCase)
            ? "calendar"
            : path.Contains("sentitems", StringComparison.OrdinalIgnoreCase) ? "sentitems" : "inbox";
        if (Items.FirstOrDefault(i => path.EndsWith("/" + i.Key, StringComparison.Ordinal)) is { Value: { } body })
        {
            return body;
        }

        if (path.Contains("delta", StringComparison.OrdinalIgnoreCase))
        {
            var page = !isLaterRound && Pages.TryGetValue(resource, out var raw) ? raw : Page();
            return Encoding.UTF8.GetBytes(
                page.Replace("{base}", Url, StringComparison.Ordinal).Replace("{n}", $"{Calls.Count}", StringComparison.Ordinal));
        }

        return """{"id":"x","mail":"alexw@contoso.example","bodyPreview":"An ordinary text.","proxyAddresses":[]}"""u8.ToArray();
    }
}
