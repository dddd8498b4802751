using Crm.Core.Catalogs;

namespace Crm.Core.Administration;

/// <summary>A rate's form, with what was typed before; without a currency that of a new one.</summary>
public sealed record EditRate(string? Currency = null, SaveRate? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "rate.edit";
}

/// <param name="Rate">Null for a new one.</param>
/// <param name="Values">What stands in the inputs.</param>
public sealed record RateForm(RateSeen? Rate, string InCurrency, SaveRate Values, Refusal? Why);

public sealed class EditRateHandler(ICrmDb db, CurrentUser user, FieldSource fields, TimeProvider clock)
{
    public async Task<Result<RateForm>> HandleAsync(EditRate edit, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("currencies and rates");
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
}
