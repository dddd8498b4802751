namespace Crm.Core.ExchangeRates;

/// <summary>One unit of a currency in the reporting currency.</summary>
public sealed record KnownRate(string Currency, decimal Rate, DateOnly AsOf);

/// <summary>What a report's amounts were converted by.</summary>
/// <param name="Currency">The tenant's reporting currency.</param>
/// <param name="Rates">Of the currencies that were converted into it; empty when every amount stands as it was written.</param>
public sealed record ReportedIn(string Currency, IReadOnlyList<KnownRate> Rates);

/// <summary>
/// The rates that reports convert by. An amount in a currency without a rate stays in it: it is neither left out nor counted as nothing.
/// Sums are converted, not rows, and rounded once, half a cent away from zero.
/// </summary>
public sealed class ReportingRates
{
    private readonly Dictionary<string, KnownRate> known;

    public ReportingRates(string currency, params IEnumerable<KnownRate> rates) =>
        (Currency, known) = (currency, rates.Where(r => r.Currency != currency).ToDictionary(r => r.Currency, StringComparer.Ordinal));

    public string Currency { get; }

    public bool Any => known.Count > 0;

    public IReadOnlyList<KnownRate> Known => [.. known.Values.OrderBy(r => r.Currency, StringComparer.Ordinal)];

    /// <param name="currency">The reporting currency.</param>
    /// <param name="kept">Every rate that the tenant keeps, also those into other currencies.</param>
    public static ReportingRates Into(string currency, IEnumerable<ExchangeRate> kept) =>
        new(currency, kept.Where(r => r.InCurrency == currency).Select(r => new KnownRate(r.Currency, r.Rate, r.AsOf)));

    /// <summary>In which currency an amount of this one is reported: the reporting currency where there is a rate, else its own.</summary>
    public string ReportedAs(string currency) => known.ContainsKey(currency) ? Currency : currency;

    public decimal Of(string currency) => known.TryGetValue(currency, out var rate) ? rate.Rate : 1;

    public static decimal Rounded(decimal sum) => decimal.Round(sum, 2, MidpointRounding.AwayFromZero);

    public ReportedIn Used(IEnumerable<string> currencies) => new(
        Currency,
        [.. currencies.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(known.ContainsKey).Select(c => known[c])]);

    /// <summary>The reporting currency first, then the others by name.</summary>
    public IOrderedEnumerable<T> InOrder<T>(IEnumerable<T> amounts, Func<T, string> currency) =>
        amounts.OrderByDescending(a => currency(a) == Currency).ThenBy(currency, StringComparer.Ordinal);

    /// <summary>
    /// A field of amounts with an order that compares what they are worth. Amounts without a rate stand after the others, each currency by
    /// itself. Without any rate the field stays as it is, and so does the index that gives its order.
    /// </summary>
    /// <param name="amounts">The field, entity to decimal?.</param>
    /// <param name="unit">The amount's currency, entity to string.</param>
    public FilterField Ordered(FilterField amounts, LambdaExpression unit)
    {
        if (!Any)
        {
            return amounts;
        }

        var row = amounts.Selector.Parameters[0];
        var (amount, currency) = (amounts.Selector.Body, Inline.Into(unit, row));
        var nothing = Expression.Constant(null, typeof(decimal?));
        var round = typeof(Math).GetMethod(nameof(Math.Round), [typeof(decimal), typeof(int)])!;
        Expression At(decimal rate)
        {
            var product = Expression.Multiply(Expression.Convert(amount, typeof(decimal)), Expression.Constant(rate));
            return Expression.Convert(Expression.Call(round, product, Expression.Constant(2)), typeof(decimal?));
        }

        var worth = Known.Append(new KnownRate(Currency, 1, default)).Aggregate((Expression)nothing, (others, rate) => Expression.Condition(
            Expression.Equal(currency, Expression.Constant(rate.Currency)),
            Expression.Condition(Expression.Equal(amount, nothing), nothing, At(rate.Rate)),
            others));
        var named = Expression.Condition(Expression.Equal(amount, nothing), Expression.Constant(null, typeof(string)), currency);
        return amounts with
        {
            Order = Expression.Lambda(worth, row),
            ThenBy =
            [
                new FilterField(amounts.Name, FieldKind.Text, Expression.Lambda(named, row)),
                new FilterField(amounts.Name, FieldKind.Number, amounts.Selector),
            ],
        };
    }
}
