namespace Crm.Simulators.Entra;

public sealed class ClientRegistrations(Firm firm, IOptions<SimulatorOptions> options)
{
    public bool Knows(string clientId) => IsOwn(clientId) || options.Value.ClientSecrets.ContainsKey(clientId);

    public bool Accepts(string clientId, string? secret)
    {
        var expected = options.Value.ClientSecrets.GetValueOrDefault(clientId) ?? (IsOwn(clientId) ? options.Value.ClientSecret : null);
        return expected is not null && secret is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(secret));
    }

    private bool IsOwn(string clientId) =>
        clientId.Equals(firm.BotAppId, StringComparison.OrdinalIgnoreCase)
        || clientId.Equals(firm.ApiClientId, StringComparison.OrdinalIgnoreCase);
}
