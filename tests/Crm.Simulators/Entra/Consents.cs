namespace Crm.Simulators.Entra;

/// <summary>What people's consent to the API's reading of Graph is worth. All have given it unless it is ordered otherwise.</summary>
public sealed class Consents
{
    private readonly ConcurrentDictionary<string, ConsentState> states = new(StringComparer.OrdinalIgnoreCase);

    public ConsentState Of(string oid) => states.GetValueOrDefault(oid);

    public void Order(string oid, ConsentState state) => states[oid] = state;
}

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<ConsentState>))]
public enum ConsentState
{
    Given,

    /// <summary>Nobody has consented (AADSTS65001).</summary>
    Missing,

    /// <summary>Multi-factor authentication is asked for (AADSTS50076), with a claims challenge.</summary>
    Challenged,
}

/// <summary>
/// POST /control/consent: <c>{"user": …, "state": "missing"}</c>; with <c>revoke</c> all refresh tokens of the person end.
/// </summary>
public sealed record ConsentOrder(string User, ConsentState State = ConsentState.Given, bool Revoke = false);

public static class ConsentControl
{
    public static IResult Order(ConsentOrder order, Firm firm, Consents consents, Grants grants)
    {
        if (firm.Find(order.User) is not { } user)
        {
            return Results.BadRequest(new { error = $"There is nobody called {order.User}." });
        }

        consents.Order(user.Oid, order.State);
        if (order.Revoke)
        {
            grants.Revoke(user.Oid);
        }

        return Results.NoContent();
    }
}
