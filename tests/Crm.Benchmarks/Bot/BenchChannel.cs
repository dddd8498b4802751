using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Benchmarks.Bot;

/// <summary>What the bot sent as the answer to an activity, and when its request stood at the connector's door.</summary>
public sealed record Reply(string To, long At, byte[] Body);

/// <summary>
/// Teams on this machine, as small as it can be so that it costs the measured bot little: signing keys, the bot's own tokens, and a
/// connector that notes when a reply to which message arrived.
/// </summary>
internal sealed class BenchChannel : IAsyncDisposable
{
    public const string AppId = "22222222-2222-4222-8222-222222222222";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Reply>> expected = new(StringComparer.Ordinal);
    private readonly RSA key = RSA.Create(2048);
    private readonly WebApplication app;
    private (string Compact, DateTimeOffset Until) token = ("", DateTimeOffset.MinValue);

    private BenchChannel(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    /// <summary>Every reply in the order of arrival, where they are kept: a benchmark of half an hour does not.</summary>
    public ConcurrentQueue<Reply> Replies { get; } = [];

    public bool KeepsReplies { get; init; }

    /// <summary>How long the connector takes to say that it has a message, which it has from the beginning.</summary>
    public TimeSpan AnswersAfter { get; set; }

    public string ServiceUrl => Url + "/teams/";

    public static async Task<BenchChannel> StartAsync(bool keepsReplies = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var channel = new BenchChannel(builder.Build()) { KeepsReplies = keepsReplies };
        channel.app.Run(channel.AnswerAsync);
        await channel.app.StartAsync();
        return channel;
    }

    /// <summary>The reply to the message with this id; ask before it is sent.</summary>
    public Task<Reply> ReplyTo(string activityId) =>
        expected.GetOrAdd(activityId, _ => new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>A token as Teams sends it, renewed in time.</summary>
    public string Token()
    {
        var now = TimeProvider.System.GetUtcNow();
        if (token.Until < now)
        {
            token = (Sign(now), now + (Life / 2));
        }

        return token.Compact;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private Task AnswerAsync(HttpContext http) => (http.Request.Path.Value ?? "") switch
    {
        "/metadata" => WriteAsync(http, new { issuer = "https://api.botframework.com", jwks_uri = Url + "/keys" }),
        "/keys" => WriteAsync(http, new { keys = new[] { Jwk() } }),
        var path when path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal) =>
            WriteAsync(http, new { token_type = "Bearer", expires_in = 3600, access_token = "bot" }),
        var path => TakeAsync(http, path),
    };

    private async Task TakeAsync(HttpContext http, string path)
    {
        var at = TimeProvider.System.GetTimestamp();
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var reply = new Reply(path[(path.LastIndexOf('/') + 1)..], at, body.ToArray());
        if (KeepsReplies)
        {
            Replies.Enqueue(reply);
        }

        if (expected.TryRemove(reply.To, out var waiting))
        {
            waiting.SetResult(reply);
        }

        if (AnswersAfter > TimeSpan.Zero)
        {
            await Task.Delay(AnswersAfter, http.RequestAborted);
        }

        http.Response.StatusCode = StatusCodes.Status201Created;
        await WriteAsync(http, new { id = "1" });
    }

    private static Task WriteAsync<T>(HttpContext http, T answer)
    {
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer)).AsTask();
    }

    private object Jwk()
    {
        var parameters = key.ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = "k1", n = Base64Url(parameters.Modulus!), e = Base64Url(parameters.Exponent!),
            endorsements = new[] { "msteams" } };
    }

    private string Sign(DateTimeOffset now)
    {
        var head = Part(new { alg = "RS256", typ = "JWT", kid = "k1" }) + "."
            + Part(new { iss = "https://api.botframework.com", aud = AppId, serviceurl = ServiceUrl, nbf = now.ToUnixTimeSeconds() - 60,
                exp = (now + Life).ToUnixTimeSeconds() });
        return head + "." + Base64Url(key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Part<T>(T json) => Base64Url(JsonSerializer.SerializeToUtf8Bytes(json));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
