namespace Crm.Core.ExchangeRates;

/// <summary>What one unit of a currency is worth in the currency that the tenant reports in, as of a day.</summary>
public sealed class ExchangeRate : VersionedEntity
{
    public const decimal Most = 10_000_000m;

    /// <summary>Decimals that are kept: one rial in dinars has five zeros behind the point.</summary>
    public const int Decimals = 12;

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private init; } = "";

    public string InCurrency { get; private set; } = "";

    public decimal Rate { get; private set; }

    public DateOnly AsOf { get; private set; }

    public static ExchangeRate Of(string currency, string inCurrency, decimal rate, DateOnly asOf, DateTimeOffset now) =>
        new() { Currency = currency, InCurrency = inCurrency, Rate = rate, AsOf = asOf, CreatedAt = now, UpdatedAt = now };

    public void Set(string inCurrency, decimal rate, DateOnly asOf, DateTimeOffset now)
    {
        (InCurrency, Rate, AsOf) = (inCurrency, rate, asOf);
        Touch(now);
    }

    public static bool Fits(decimal rate) => rate is > 0 and <= Most && decimal.Round(rate, Decimals) == rate;
}
