namespace Crm.Simulators.Control;

public static class FaultControl
{
    private static readonly string[] Lifecycle = ["missed", "subscriptionRemoved", "reauthorizationRequired"];
    private static readonly string[] Words =
        ["emptyPage", "repeatEntity", "silentRemoval", "delay", "duplicate", "reorder", "drop", "nullClientState", "wrongClientState",
            "unknownSubscription"];

    /// <summary>Lifecycle events happen at once; everything else waits for the calls it concerns.</summary>
    public static IResult Order(Fault fault, Faults faults, Notifier notifier, Subscriptions subscriptions, Firm firm)
    {
        if (Lifecycle.Contains(fault.Kind))
        {
            var oid = firm.Find(fault.User)?.Oid;
            return Results.Ok(
                new { sent = notifier.SendLifecycle(fault.Kind, subscriptions.All.Where(one => oid is null || one.Oid == oid)) });
        }

        if (fault.Status is null && !Words.Contains(fault.Kind))
        {
            return Results.BadRequest(
                new { error = $"Unknown fault {fault.Kind}. Known: an HTTP status, {string.Join(", ", Words.Concat(Lifecycle))}." });
        }

        // These words concern notifications whatever target was named.
        var aboutNotifications = fault.Kind is "duplicate" or "reorder" or "drop" or "nullClientState" or "wrongClientState"
            or "unknownSubscription";
        faults.Order(aboutNotifications ? fault with { Target = "notifications" } : fault);
        return Results.Ok(faults.Pending);
    }

    /// <summary>Forgets delta tokens: the next call with one answers 410 SyncStateNotFound.</summary>
    public static IResult ExpireTokens(DeltaStates states, Firm firm, string? user = null)
    {
        states.Expire(firm.Find(user)?.Oid);
        return Results.NoContent();
    }
}
