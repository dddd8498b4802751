using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Benchmarks.Capture;

/// <param name="Calls">HTTP requests.</param>
/// <param name="Parts">Requests, with those inside a batch counted one by one as Graph's limits count them.</param>
public sealed record GraphTraffic(int Calls, int Parts)
{
    public GraphTraffic Since(GraphTraffic earlier) => new(Calls - earlier.Calls, Parts - earlier.Parts);
}

/// <summary>
/// Graph and Entra ID on this machine, as small as they can be so that they cost the measured host little: one mailbox with an inbox, its
/// delta, its lists, batches, subscriptions.
/// </summary>
internal sealed partial class PaperGraph : IAsyncDisposable
{
    public const string Inbox = "inbox-id";

    private const string Preview =
        """{"bodyPreview":"Dear colleague, thank you for the revised offer. We would like to go ahead with the spring delivery as """
        + """discussed; please confirm the quantities and the new date by Thursday. Kind regards"}""";

    /// <summary>As many as capture asks for (Prefer: odata.maxpagesize); of ids alone Graph gives more.</summary>
    private const int PageSize = 50;

    private const int IdPageSize = 1_000;

    private readonly ConcurrentDictionary<string, string> secrets = new(StringComparer.OrdinalIgnoreCase);
    private readonly PaperMailbox mailbox;
    private readonly WebApplication app;
    private int calls;
    private int parts;

    private PaperGraph(WebApplication app, PaperMailbox mailbox) => (this.app, this.mailbox) = (app, mailbox);

    public string Url => app.Urls.First();

    public GraphTraffic Traffic => new(Volatile.Read(ref calls), Volatile.Read(ref parts));

    public static async Task<PaperGraph> StartAsync(PaperMailbox mailbox, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var graph = new PaperGraph(builder.Build(), mailbox);
        graph.app.Run(graph.AnswerAsync);
        await graph.app.StartAsync(ct);
        return graph;
    }

    /// <summary>What tells of the inbox: the subscription and its secret; null until the host has made it.</summary>
    public (string Id, string ClientState)? OfInbox =>
        secrets.TryGetValue("inbox", out var known) && known.Split('|') is [var id, var state] ? (id, state) : null;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref calls);
        var (path, query) = (http.Request.Path.Value ?? "", http.Request.Query);
        if (path.EndsWith("/$batch", StringComparison.Ordinal))
        {
            using var batch = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            await WriteAsync(http, json => Batch(json, batch.RootElement));
            return;
        }

        Interlocked.Increment(ref parts);
        if (path.EndsWith("/subscriptions", StringComparison.Ordinal) && HttpMethods.IsPost(http.Request.Method))
        {
            using var wanted = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status201Created;
            await WriteAsync(http, json => Subscribe(json, wanted.RootElement));
            return;
        }

        if (path.EndsWith("/token", StringComparison.Ordinal))
        {
            await WriteAsync(http, json => json.WriteRawValue("""{"token_type":"Bearer","expires_in":3600,"access_token":"graph"}"""));
        }
        else if (!await WriteAsync(http, json => One(json, path, query)))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await WriteAsync(http, json => json.WriteRawValue("""{"error":{"code":"ErrorItemNotFound","message":"Not here."}}"""));
        }
    }

    private static Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write) => WriteAsync(http, json =>
    {
        write(json);
        return true;
    });

    private static async Task<bool> WriteAsync(HttpContext http, Func<Utf8JsonWriter, bool> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            if (!write(json))
            {
                json.Reset();
                return false;
            }
        }

        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
        return true;
    }

    /// <returns>False where there is nothing.</returns>
    private bool One(Utf8JsonWriter json, string path, IQueryCollection query)
    {
        switch (path)
        {
            case var _ when path.Contains("/calendar", StringComparison.OrdinalIgnoreCase):
                Page(json, [], idsOnly: true, null, Link(path, "done", 0), null);
                return true;
            case var _ when path.Contains("/mailFolders/delta", StringComparison.OrdinalIgnoreCase):
                Folders(json, Link(path, "done", 0));
                return true;
            case var _ when path.Contains("/messages/delta", StringComparison.OrdinalIgnoreCase):
                Delta(json, path, query);
                return true;
            case var _ when path.EndsWith("/messages", StringComparison.OrdinalIgnoreCase):
                Listed(json, path, query);
                return true;
            case var _ when WellKnownFolder().Match(path) is { Success: true } folder:
                json.WriteRawValue($$"""{"id":"{{folder.Groups[1].Value.ToLowerInvariant()}}-id"}""");
                return true;
            case var _ when User().IsMatch(path):
                json.WriteRawValue($$"""{"mail":"{{mailbox.Owner}}","userPrincipalName":"{{mailbox.Owner}}","proxyAddresses":[]}""");
                return true;
            default:
                return false;
        }
    }

    /// <summary>A full round over the window first, then what was put in since.</summary>
    private void Delta(Utf8JsonWriter json, string path, IQueryCollection query)
    {
        if (!path.Contains("inbox", StringComparison.OrdinalIgnoreCase))
        {
            Page(json, [], idsOnly: false, null, Link(path, "since", 0), null);
            return;
        }

        var since = Number(query, "since");
        var until = Number(query, "until") ?? mailbox.Added;
        var numbers = since is { } known
            ? Enumerable.Range(mailbox.Older + known, Math.Max(0, until - known))
            : mailbox.Received(From(query), DateTimeOffset.MaxValue).Where(n => n < mailbox.Older + until);
        var skipped = Number(query, "skip") ?? 0;
        List<int> page = [.. numbers.Skip(skipped).Take(PageSize)];
        var isLast = page.Count < PageSize;
        var further = $"{path}?{(since is { } from ? $"since={from}" : Filter(query))}&until={until}&skip={skipped + PageSize}";
        Page(json, page, idsOnly: false, isLast ? null : Url + further, isLast ? Link(path, "since", until) : null, null);
    }

    private void Listed(Utf8JsonWriter json, string path, IQueryCollection query)
    {
        var idsOnly = !query["$select"].ToString().Contains("subject", StringComparison.Ordinal);
        var before =
            Before().Match(query["$filter"].ToString()) is { Success: true } told ? Moment(told.Groups[1].Value) : DateTimeOffset.MaxValue;
        var all = path.Contains("inbox", StringComparison.OrdinalIgnoreCase) ? mailbox.Received(From(query), before).ToList() : [];
        var (skipped, size) = (Number(query, "$skip") ?? 0, idsOnly ? IdPageSize : PageSize);
        List<int> page = [.. all.Skip(skipped).Take(size)];
        var further = $"{Url}{path}?$select={query["$select"]}&{Filter(query)}&$skip={skipped + size}";
        Page(json, page, idsOnly, skipped + size < all.Count ? further : null, null, query.ContainsKey("$count") ? all.Count : null);
    }

    private void Page(Utf8JsonWriter json, IReadOnlyList<int> numbers, bool idsOnly, string? next, string? end, int? count)
    {
        json.WriteStartObject();
        if (count is { } total)
        {
            json.WriteNumber("@odata.count", total);
        }

        json.WriteStartArray("value");
        foreach (var number in numbers)
        {
            mailbox.Write(json, number, idsOnly);
        }

        json.WriteEndArray();
        if ((next ?? end) is { } link)
        {
            json.WriteString(next is null ? "@odata.deltaLink" : "@odata.nextLink", link);
        }

        json.WriteEndObject();
    }

    private static void Folders(Utf8JsonWriter json, string end)
    {
        json.WriteStartObject();
        json.WriteStartArray("value");
        foreach (var (id, name) in new[] { (Inbox, "Inbox"), ("sentitems-id", "Sent Items") })
        {
            json.WriteRawValue($$"""{"id":"{{id}}","displayName":"{{name}}","parentFolderId":"root","isHidden":false}""");
        }

        json.WriteEndArray();
        json.WriteString("@odata.deltaLink", end);
        json.WriteEndObject();
    }

    private void Batch(Utf8JsonWriter json, JsonElement batch)
    {
        json.WriteStartObject();
        json.WriteStartArray("responses");
        foreach (var request in batch.GetProperty("requests").EnumerateArray())
        {
            Interlocked.Increment(ref parts);
            var url = request.GetProperty("url").GetString()!;
            json.WriteStartObject();
            json.WriteString("id", request.GetProperty("id").GetString());
            json.WriteNumber("status", StatusCodes.Status200OK);
            json.WriteStartObject("headers");
            json.WriteString("Content-Type", "application/json");
            json.WriteEndObject();
            json.WritePropertyName("body");
            json.WriteRawValue(WellKnownFolder().Match(url) is { Success: true } folder
                ? $$"""{"id":"{{folder.Groups[1].Value.ToLowerInvariant()}}-id"}"""
                : Preview);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Subscribe(Utf8JsonWriter json, JsonElement wanted)
    {
        var (id, resource) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), wanted.GetProperty("resource").GetString()!);
        if (resource.Contains("inbox", StringComparison.OrdinalIgnoreCase))
        {
            secrets["inbox"] = id + "|" + wanted.GetProperty("clientState").GetString();
        }

        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("resource", resource);
        json.WriteString("expirationDateTime", wanted.GetProperty("expirationDateTime").GetString());
        json.WriteEndObject();
    }

    private string Link(string path, string name, int value) => string.Create(CultureInfo.InvariantCulture, $"{Url}{path}?{name}={value}");

    private static string Filter(IQueryCollection query) => "$filter=" + Uri.EscapeDataString(query["$filter"].ToString());

    private static DateTimeOffset From(IQueryCollection query) =>
        SinceWhen().Match(query["$filter"].ToString()) is { Success: true } told ? Moment(told.Groups[1].Value) : DateTimeOffset.MinValue;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static int? Number(IQueryCollection query, string name) =>
        int.TryParse(query[name], CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"/mailFolders/([^/?]+)(\?|$)", RegexOptions.IgnoreCase)]
    private static partial Regex WellKnownFolder();

    [GeneratedRegex("/users/[^/]+$", RegexOptions.IgnoreCase)]
    private static partial Regex User();

    [GeneratedRegex(@"receivedDateTime ge (\S+)")]
    private static partial Regex SinceWhen();

    [GeneratedRegex(@"receivedDateTime lt (\S+)")]
    private static partial Regex Before();
}
