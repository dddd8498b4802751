using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Bot.BotFramework;

/// <summary>The keys the channel signs with, by key id. Kept for half a day and refetched when a token names an unknown one.
/// IdentityModel's ConfigurationManager is not used: it refetches in the background, so that the first message after a key rollover would
/// get 401, which Teams does not repeat. Its parser and its document retriever are.</summary>
internal sealed class ChannelKeys(IHttpClientFactory http, IOptions<BotOptions> options, TimeProvider clock, ILogger<ChannelKeys> log)
    : IDisposable
{
    public const string HttpClientName = "BotFramework.Metadata";

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>The longest that documentation allows to keep keys; only used while the metadata cannot be reached.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromDays(5);

    /// <summary>Anybody can invent key ids: they may make us ask only this often.</summary>
    private static readonly TimeSpan BetweenUnknownKeys = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim door = new(1, 1);
    private volatile Snapshot? snapshot;
    private DateTimeOffset lastFailure = DateTimeOffset.MinValue;
    private DateTimeOffset lastUnknownKey = DateTimeOffset.MinValue;

    /// <summary>The key with this id, or null when the channel has no such key.</summary>
    /// <exception cref="MetadataUnavailableException">It cannot be told whether the channel has it.</exception>
    public async Task<ChannelKey?> FindAsync(string keyId, CancellationToken ct)
    {
        if (snapshot is { } known && clock.GetUtcNow() - known.Read < Fresh && known.Keys.TryGetValue(keyId, out var key))
        {
            return key;
        }

        await door.WaitAsync(ct);
        try
        {
            return await RefreshAndFindAsync(keyId, ct);
        }
        finally
        {
            door.Release();
        }
    }

    public void Dispose() => door.Dispose();

    private async Task<ChannelKey?> RefreshAndFindAsync(string keyId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = snapshot is { } old && now - old.Read < Usable ? old : null;
        var key = known?.Keys.GetValueOrDefault(keyId);
        var fresh = known is not null && now - known.Read < Fresh;
        if (fresh && (key is not null || (now - lastUnknownKey < BetweenUnknownKeys && lastFailure <= lastUnknownKey)))
        {
            return key;
        }

        if (now - lastFailure < AfterFailure)
        {
            return key ?? throw new MetadataUnavailableException();
        }

        var refreshed = await TryReadAsync(ct);
        if (refreshed is null)
        {
            lastFailure = clock.GetUtcNow();
            return key ?? throw new MetadataUnavailableException();
        }

        snapshot = refreshed;
        if (fresh)
        {
            lastUnknownKey = now;
        }

        return refreshed.Keys.GetValueOrDefault(keyId);
    }

    private async Task<Snapshot?> TryReadAsync(CancellationToken ct)
    {
        try
        {
            var address = options.Value.OpenIdMetadata;
            var documents = new HttpDocumentRetriever(http.CreateClient(HttpClientName)) { RequireHttps = !new Uri(address).IsLoopback };
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, ct);
            var keys = configuration.JsonWebKeySet?.Keys ?? [];
            return new Snapshot(
                clock.GetUtcNow(),
                keys.Where(key => !string.IsNullOrEmpty(key.Kid) && key.Kty == JsonWebAlgorithmsKeyTypes.RSA)
                    .DistinctBy(key => key.Kid)
                    .ToDictionary(key => key.Kid, key => new ChannelKey(key, Endorsements(key)), StringComparer.Ordinal));
        }
        catch (Exception unreachable) when (!ct.IsCancellationRequested
            && unreachable is IOException or HttpRequestException or OperationCanceledException or ArgumentException
            or InvalidOperationException or JsonException)
        {
            log.MetadataUnavailable(unreachable);
            return null;
        }
    }

    private static HashSet<string> Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var value) && value is JsonElement { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => item.GetString()!)
                .ToHashSet(StringComparer.OrdinalIgnoreCase)
            : [];

    private sealed record Snapshot(DateTimeOffset Read, Dictionary<string, ChannelKey> Keys);
}

/// <param name="Endorsements">The channels this key may sign for; a key without any may sign for none.</param>
internal sealed record ChannelKey(SecurityKey Key, IReadOnlySet<string> Endorsements);

/// <summary>Answered with 503: the channel tries again, and nobody was let in unchecked.</summary>
internal sealed class MetadataUnavailableException() : Exception("The channel's signing keys cannot be read.");
