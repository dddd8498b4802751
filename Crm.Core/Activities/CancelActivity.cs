namespace Crm.Core.Activities;

/// <summary>What was planned will not take place. It stays with its reason, and is neither due nor a contact.</summary>
/// <param name="Reason">Nobody has to say why.</param>
/// <param name="Version">The version that the person saw.</param>
public sealed record CancelActivity(Guid Id, string? Reason = null, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.cancel";
}

public sealed class CancelActivityHandler(ActivityWriter write, CurrentUser user) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(CancelActivity cancel, CancellationToken ct)
    {
        var check = new InputReader(user.Locale);
        var reason = check.Optional("reason", cancel.Reason, "The reason", Activity.CancelReasonLength);
        return check.Refusal is { } refusal
            ? refusal
            : await write.ChangeAsync(cancel.Id, cancel.Version, activity => activity.Cancel(reason), ct);
    }
}
