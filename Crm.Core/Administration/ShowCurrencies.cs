using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Catalogs;
using Crm.Core.Database;
using Crm.Core.ExchangeRates;
using Crm.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Administration;

/// <summary>In which currency the tenant reports, and what the others are worth in it.</summary>
public sealed record ShowCurrencies : ICardRequest
{
    public static string Verb => "currencies";
}

/// <summary>A rate's form, with what was typed before; without a currency that of a new one.</summary>
public sealed record EditRate(string? Currency = null, SaveRate? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "rate.edit";
}

/// <summary>Asks in which currency the tenant reports.</summary>
public sealed record ChooseReportingCurrency(string? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "currency.choose";
}

/// <param name="Unrated">Currencies of open deals that the reader sees which cannot be converted.</param>
public sealed record CurrenciesSeen(string Currency, IReadOnlyList<RateSeen> Rates, IReadOnlyList<UnratedCurrency> Unrated);

public sealed record RateSeen(string Currency, string InCurrency, decimal Rate, DateOnly AsOf, int Version)
{
    internal static RateSeen Of(ExchangeRate r) => new(r.Currency, r.InCurrency, r.Rate, r.AsOf, r.Version);
}

public sealed record UnratedCurrency(string Currency, long OpenDeals);

/// <param name="Rate">Null for a new one.</param>
/// <param name="Values">What stands in the inputs.</param>
public sealed record RateForm(RateSeen? Rate, string InCurrency, SaveRate Values, Refusal? Why);

public sealed record ReportingForm(string Currency, string? Typed, Refusal? Why);

public sealed class ShowCurrenciesHandler(ICrmDb db, CurrentUser user, FieldSource fields, IReportStore store, TimeProvider clock)
{
    public async Task<Result<CurrenciesSeen>> AllAsync(ShowCurrencies show, CancellationToken ct)
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

    public async Task<Result<RateForm>> FormAsync(EditRate edit, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return ChangeRatesHandler.NotYours();
        }

        var currency = (await fields.RatesAsync(ct)).Currency;
        var found = await db.ExchangeRates.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Currency == edit.Currency && r.InCurrency == currency, ct);
        var rate = found is null ? null : RateSeen.Of(found);
        var values = edit.Typed ?? (rate is null ? new SaveRate(edit.Currency) : SaveRate.Shown(rate, user.Locale));
        var today = new ReaderFormat(user).DayOf(clock.GetUtcNow());
        var version = edit.Why is { Kind: RefusalKind.Conflict } ? rate?.Version : values.Version;
        return new RateForm(
            values.Version is null ? null : rate, currency,
            values with { InCurrency = currency, Version = version, AsOf = values.AsOf ?? SaveRate.Day(today) }, edit.Why);
    }

    public async Task<Result<ReportingForm>> ChooseAsync(ChooseReportingCurrency choose, CancellationToken ct) => user.IsAdministrator
        ? new ReportingForm((await fields.RatesAsync(ct)).Currency, choose.Typed, choose.Why)
        : ChangeRatesHandler.NotYours();
}
