using Crm.Core.Catalogs;

namespace Crm.Core.Administration;

/// <summary>Reports are in that currency from now on; rates that are there are restated in it.</summary>
public sealed record ReportInCurrency(string? Currency = null) : ICardRequest
{
    public static string Verb => "currency.report";
}

public sealed class ReportInCurrencyHandler(ICrmDb db, CurrentUser user, FieldSource fields, TimeProvider clock) : IChangesData
{
    public async Task<Result<string>> HandleAsync(ReportInCurrency report, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("currencies and rates");
        }

        var check = new InputReader(user.Locale);
        var wanted = Currencies.Read(check, "currency", check.Required("currency", report.Currency, "The currency", 10));
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var reporting = (await fields.RatesAsync(ct)).Currency;
        var rates = await db.ExchangeRates.ToListAsync(ct);
        if (wanted != reporting && rates.Exists(r => r.InCurrency == reporting) && Restate(rates, reporting, wanted!) is { } wrong)
        {
            return Refusal.Invalid(new FieldError("currency", wrong));
        }

        (await db.Settings.SingleAsync(ct)).ReportIn(wanted!);
        return await db.SaveAsync(ct) is { } refused ? refused : wanted!;
    }

    /// <summary>The same rates in another currency: each divided by what that one was worth. Null when done, else why not.</summary>
    private string? Restate(List<ExchangeRate> all, string old, string wanted)
    {
        var rates = all.FindAll(r => r.InCurrency == old);
        if (rates.Find(r => r.Currency == wanted) is not { } pivot)
        {
            return $"The rates are given in {old}. Give {wanted} a rate first, then all of them are restated in {wanted}; or remove them.";
        }

        var restated = rates.Where(r => r != pivot).Select(r => (r.Currency, Rate: In(r.Rate), r.AsOf))
            .Append((Currency: old, Rate: In(1), pivot.AsOf)).ToList();
        if (restated.Find(r => !ExchangeRate.Fits(r.Rate)) is { Currency: { } unfit })
        {
            return $"In {wanted} the rate of {unfit} would be too small or too large to be kept. Remove it first.";
        }

        db.ExchangeRates.Remove(pivot);
        foreach (var (currency, rate, asOf) in restated)
        {
            if (all.Find(r => r.Currency == currency) is { } there)
            {
                there.Set(wanted, rate, asOf, clock.GetUtcNow());
            }
            else
            {
                db.ExchangeRates.Add(ExchangeRate.Of(currency, wanted, rate, asOf, clock.GetUtcNow()));
            }
        }

        return null;

        decimal In(decimal rate) => decimal.Round(rate / pivot.Rate, ExchangeRate.Decimals);
    }
}
