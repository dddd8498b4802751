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
        var found = await user.FindAsync("currencies and rates", db.ExchangeRates.Where(r => r.Currency == remove.Currency), "rate", ct);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var rate = found.Value;
        if (rate.Version != remove.Version)
        {
            return Refusal.Conflict("rate") with { CurrentVersion = rate.Version };
        }

        db.ExchangeRates.Remove(rate);
        return await db.SaveAsync(ct) is { } refused ? refused : remove.Currency;
    }
}
