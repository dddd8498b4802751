namespace Crm.Core.Administration;

/// <summary>Amounts of that currency stand by themselves from then on.</summary>
public sealed record RemoveRate(string Currency, int Version) : ICardRequest
{
    public static string Verb => "rate.remove";
}

public sealed class RemoveRateHandler(ICrmDb db, CurrentUser user) : IChangesData
{
    public async Task<Result<string>> HandleAsync(RemoveRate remove, CancellationToken ct)
    {
        var refused = await db.RemoveAsync(
            user, "currencies and rates", db.ExchangeRates.Where(r => r.Currency == remove.Currency), "rate",
            rate => Task.FromResult(
                rate.Version == remove.Version ? null : Refusal.Conflict("rate") with { CurrentVersion = rate.Version }),
            ct);
        return refused is null ? remove.Currency : refused;
    }
}
