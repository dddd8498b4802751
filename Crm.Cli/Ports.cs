namespace Crm.Cli;

/// <summary>Where everything listens, on loopback. --port-base N puts the five on N, N+1, …</summary>
public sealed record Ports(int Bot, int Outlook, int Simulators, int Playground, int Postgres)
{
    public static readonly Ports Default = new(3978, 3979, 3980, 56150, 54329);

    public static Ports From(int? portBase) => portBase is { } n ? new(n, n + 1, n + 2, n + 3, n + 4) : Default;
}
