using Crm.Core.Catalogs;
using Crm.Core.Reports;

namespace Crm.Core.Administration;

/// <summary>In which currency the tenant reports, and what the others are worth in it.</summary>
public sealed record ShowCurrencies : ICardRequest
{
    public static string Verb => "currencies";
}

/// <param name="Unrated">Currencies of open deals that the reader sees which cannot be converted.</param>
public sealed record CurrenciesSeen(string Currency, IReadOnlyList<RateSeen> Rates, IReadOnlyList<UnratedCurrency> Unrated);

public sealed record RateSeen(string Currency, string InCurrency, decimal Rate, DateOnly AsOf, int Version)
{
    internal static RateSeen Of(ExchangeRate r) => new(r.Currency, r.InCurrency, r.Rate, r.AsOf, r.Version);
}

public sealed record UnratedCurrency(string Currency, long OpenDeals);

public sealed class ShowCurrenciesHandler(ICrmDb db, FieldSource fields, IReportStore store)
{
    public async Task<Result<CurrenciesSeen>> HandleAsync(ShowCurrencies show, CancellationToken ct)
    {
        var rates = await fields.RatesAsync(ct);
        var known = await db.ExchangeRates.AsNoTracking().Where(r => r.InCurrency == rates.Currency)
            .OrderBy(r => r.Currency).ToListAsync(ct);
        var open = (await store.PipelineAsync(null, ct)).GroupBy(c => c.Currency, StringComparer.Ordinal);
        return new CurrenciesSeen(
            rates.Currency, [.. known.Select(RateSeen.Of)],
            [
                .. open.Where(g => g.Key != rates.Currency && known.TrueForAll(r => r.Currency != g.Key))
                    .Select(g => new UnratedCurrency(g.Key, g.Sum(c => c.Count)))
                    .OrderByDescending(u => u.OpenDeals).ThenBy(u => u.Currency, StringComparer.Ordinal),
            ]);
    }
}
