using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Graph;

/// <summary>
/// What the opaque tokens stand for. They live as long as the process: after a restart every client must start over, as Graph allows itself
/// too.
/// </summary>
public sealed class DeltaStates
{
    private readonly ConcurrentDictionary<string, (string Oid, object State)> states = new();

    public string Keep(string oid, object state)
    {
        var token = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(33));
        states[token] = (oid, state);
        return token;
    }

    /// <summary>A page of a round, which ends with the link to the next page or, on the last one, to the next round.</summary>
    /// <param name="kind">Of which items.</param>
    /// <param name="value">The items.</param>
    /// <param name="link">Where the round is read.</param>
    /// <param name="oid">Whose mailbox.</param>
    /// <param name="state">How it goes on from there.</param>
    /// <param name="isLast">Nothing more has changed.</param>
    public IResult Page(string kind, JsonArray value, string link, string oid, object state, bool isLast) => Results.Json(new JsonObject
    {
        ["@odata.context"] = $"https://graph.microsoft.com/v1.0/$metadata#Collection({kind})",
        ["value"] = value,
        [isLast ? "@odata.deltaLink" : "@odata.nextLink"] = $"{link}?{(isLast ? "$deltatoken" : "$skiptoken")}={Keep(oid, state)}",
    });

    /// <summary>Null for a token nobody issued, or issued for another mailbox or another kind of round.</summary>
    public T? Find<T>(string token, string oid)
        where T : struct => states.TryGetValue(token, out var found) && found.Oid == oid && found.State is T state ? state : null;

    public T? FindState<T>(string token, string oid)
        where T : class => states.TryGetValue(token, out var found) && found.Oid == oid ? found.State as T : null;

    /// <summary>Forgets all rounds of a mailbox (or of all): the next call answers 410.</summary>
    public void Expire(string? oid)
    {
        foreach (var (token, (owner, _)) in states)
        {
            if (oid is null || owner == oid)
            {
                states.TryRemove(token, out _);
            }
        }
    }

    public static string? TokenOf(HttpRequest request)
    {
        foreach (var name in new[] { "$skiptoken", "$deltatoken", "$skipToken", "$deltaToken" })
        {
            if (request.Query.TryGetValue(name, out var value))
            {
                return value.ToString() is { Length: > 0 } token ? token : null;
            }
        }

        return null;
    }
}
