namespace Crm.Bot.BotFramework;

/// <summary>The bot's own tokens for the connector.</summary>
internal interface IConnectorTokens
{
    /// <summary>Null when there are no credentials (Development without an app id): requests go out without a token.</summary>
    /// <param name="fresh">The connector refused the last one: do not answer from a cache.</param>
    /// <exception cref="ConnectorException">No token can be had.</exception>
    Task<string?> GetAsync(bool fresh, CancellationToken ct);
}

internal sealed class NoTokens : IConnectorTokens
{
    public Task<string?> GetAsync(bool fresh, CancellationToken ct) => Task.FromResult<string?>(null);
}
