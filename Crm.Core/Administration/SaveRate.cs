using Crm.Core.Catalogs;

namespace Crm.Core.Administration;

/// <summary>A rate as somebody typed it; without a version a new one.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="InCurrency">The reporting currency as the form showed it.</param>
/// <param name="Rate">What one unit is worth in it.</param>
/// <param name="AsOf">yyyy-MM-dd, or in the order of the reader's locale; today where nothing is said.</param>
public sealed record SaveRate(
    string? Currency = null, string? InCurrency = null, int? Version = null, string? Rate = null, string? AsOf = null) : ICardRequest
{
    public static string Verb => "rate.save";

    internal static SaveRate Shown(RateSeen rate, string locale) =>
        new(rate.Currency, rate.InCurrency, rate.Version, Written(rate.Rate, locale), Day(rate.AsOf));

    /// <summary>With four decimals at least: three behind a mark could be thousands.</summary>
    internal static string Written(decimal rate, string locale) => rate.ToString("0.0000########", Numbers.CultureOf(locale));

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

public sealed class SaveRateHandler(ICrmDb db, CurrentUser user, FieldSource fields, TimeProvider clock) : IChangesData
{
    public async Task<Result<RateSeen>> HandleAsync(SaveRate typed, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("currencies and rates");
        }

        var reporting = (await fields.RatesAsync(ct)).Currency;
        var check = user.Reads(clock.GetUtcNow());
        var currency = Currencies.Read(check, "currency", check.Required("currency", typed.Currency, "The currency", 10));
        var rate = RateText.Read(check, "rate", typed.Rate, currency ?? "unit", reporting);
        var today = new ReaderFormat(user).DayOf(clock.GetUtcNow());
        var asOf = check.Date("asOf", typed.AsOf, "The day of the rate") ?? today;
        if (asOf > today)
        {
            check.Fail("asOf", "That day is yet to come. A rate is of today or of a day before.");
        }

        if (currency == reporting)
        {
            check.Fail("currency", $"{currency} is what reports are in; it needs no rate.");
        }
        else if (typed.InCurrency is { } shown && shown != reporting)
        {
            check.Fail("rate", $"Reports are in {reporting} by now, no longer in {shown}. Give the rate in {reporting}.");
        }

        var there = currency is null ? null : await db.ExchangeRates.SingleOrDefaultAsync(r => r.Currency == currency, ct);
        var stands = there?.InCurrency == reporting ? there : null;
        if (stands is not null && typed.Version is null)
        {
            var known = SaveRate.Written(stands.Rate, user.Locale);
            check.Fail("currency", $"{currency} has a rate: 1 {currency} = {known} {reporting}. Press Edit beside it to change it.");
        }

        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        if (typed.Version is { } seen && stands?.Version != seen)
        {
            return Stale(typed, asOf, stands);
        }

        if (there is null)
        {
            there = db.ExchangeRates.Add(ExchangeRate.Of(currency!, reporting, rate!.Value, asOf, clock.GetUtcNow())).Entity;
        }
        else
        {
            there.Set(reporting, rate!.Value, asOf, clock.GetUtcNow());
        }

        // From the first rate on the reporting currency is a choice: another default for new deals must not change what the rates are in.
        (await db.Settings.SingleAsync(ct)).ReportIn(reporting);
        return await db.SaveAsync(ct) is { } refused ? refused : check.Noted(RateSeen.Of(there));
    }

    private Refusal Stale(SaveRate typed, DateOnly asOf, ExchangeRate? stands) => stands is null
        ? Refusal.NotFound("rate")
        : Refusal.Conflict("rate") with { Conflicts = Met(typed, asOf, stands), CurrentVersion = stands.Version };

    private IReadOnlyList<FieldConflict> Met(SaveRate mine, DateOnly asOf, ExchangeRate stands)
    {
        var theirs = SaveRate.Shown(RateSeen.Of(stands), user.Locale);
        return
        [
            .. mine.Rate == theirs.Rate ? Array.Empty<FieldConflict>() : [new FieldConflict("rate", mine.Rate, theirs.Rate)],
            .. asOf == stands.AsOf
                ? Array.Empty<FieldConflict>() : [new FieldConflict("asOf", mine.AsOf, new ReaderFormat(user).Date(stands.AsOf))],
        ];
    }
}
