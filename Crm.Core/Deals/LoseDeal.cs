using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

/// <summary>A lost deal says why: that is what the next one learns from.</summary>
public sealed record LoseDeal(Guid DealId, string? Reason = null, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.lose";
}

public sealed class LoseDealHandler(DealWriter write, CurrentUser user) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(LoseDeal lose, CancellationToken ct)
    {
        var check = new InputReader(user.Locale);
        var reason = check.Required("reason", lose.Reason, "The reason", Deal.LostReasonLength);
        return check.Refusal is { } refusal
            ? refusal
            : await write.EnterAsync(
                lose.DealId, lose.Version, await write.FirstAsync(StageType.Lost, ct), reason,
                "The pipeline has no stage for lost deals.", ct);
    }
}
