using System.Globalization;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Catalogs;
using Crm.Core.Database;
using Crm.Core.ExchangeRates;
using Crm.Core.Input;
using Microsoft.EntityFrameworkCore;

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

/// <summary>Amounts of that currency stand by themselves from then on.</summary>
public sealed record RemoveRate(string Currency, int Version) : ICardRequest
{
    public static string Verb => "rate.remove";
}

/// <summary>Reports are in that currency from now on; rates that are there are restated in it.</summary>
public sealed record ReportInCurrency(string? Currency = null) : ICardRequest
{
    public static string Verb => "currency.report";
}

public sealed class ChangeRatesHandler(ICrmDb db, CurrentUser user, FieldSource fields, TimeProvider clock)
{
    public async Task<Result<RateSeen>> SaveAsync(SaveRate typed, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return NotYours();
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
        await ReportAsync(reporting, ct);
        return await db.SaveAsync(ct) is { } refused ? refused : check.Noted(RateSeen.Of(there));
    }

    private Refusal Stale(SaveRate typed, DateOnly asOf, ExchangeRate? stands) => stands is null
        ? Refusal.NotFound("rate")
        : Refusal.Conflict("rate") with { Conflicts = Met(typed, asOf, stands), CurrentVersion = stands.Version };

    public async Task<Result<string>> RemoveAsync(RemoveRate remove, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return NotYours();
        }

        var rate = await db.ExchangeRates.SingleOrDefaultAsync(r => r.Currency == remove.Currency, ct);
        if (rate is null)
        {
            return Refusal.NotFound("rate");
        }

        if (rate.Version != remove.Version)
        {
            return Refusal.Conflict("rate") with { CurrentVersion = rate.Version };
        }

        db.ExchangeRates.Remove(rate);
        return await db.SaveAsync(ct) is { } refused ? refused : remove.Currency;
    }

    public async Task<Result<string>> ReportInAsync(ReportInCurrency report, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return NotYours();
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

        await ReportAsync(wanted!, ct);
        return await db.SaveAsync(ct) is { } refused ? refused : wanted!;
    }

    internal static Refusal NotYours() => Refusal.IsAnAdministratorsWork("currencies and rates");

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

    private async Task ReportAsync(string currency, CancellationToken ct) => (await db.Settings.SingleAsync(ct)).ReportIn(currency);

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
