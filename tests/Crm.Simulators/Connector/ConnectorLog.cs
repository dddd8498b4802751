using System.Collections.Immutable;

namespace Crm.Simulators.Connector;

public sealed record ConnectorCall(
    int Number, string Method, string Path, string Query, string? Caller, int Status, JsonNode? Body, DateTimeOffset At);

/// <summary>Every call a bot made, refused ones included, in the order of arrival.</summary>
public sealed class ConnectorLog(TimeProvider clock)
{
    private ImmutableList<ConnectorCall> calls = [];

    public IReadOnlyList<ConnectorCall> Calls => calls;

    public void Add(HttpRequest request, string? caller, int status, JsonNode? body) => ImmutableInterlocked.Update(
        ref calls, before => before.Add(new ConnectorCall(
            before.Count + 1, request.Method, request.Path, request.QueryString.ToString(), caller, status, body, clock.GetUtcNow())));

    public void Clear() => ImmutableInterlocked.Update(ref calls, _ => []);
}
