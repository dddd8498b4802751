namespace Crm.Core.ExchangeRates;

/// <summary>
/// Reads a rate as somebody types it. As an amount "1,125" is eleven hundred and twenty-five; as a rate nobody can know, and the wrong
/// one turns every report around: it is asked, never guessed.
/// </summary>
internal static class RateText
{
    private const int Longest = 40;

    public static decimal? Read(InputReader check, string field, string? typed, string currency, string inCurrency)
    {
        var text = check.Required(field, typed, "The rate", Longest);
        if (text.Length == 0)
        {
            return null;
        }

        var culture = Numbers.CultureOf(check.Locale);
        if (text.Contains('%', StringComparison.Ordinal) || !NumberText.TryRead(text, NumberForm.Of(culture), out var read))
        {
            check.Fail(field, $"“{text}” is not a number. The rate should look like {1.085m.ToString("0.0000", culture)}.");
        }
        else if (read.Currency is { } named && named != inCurrency)
        {
            check.Fail(field, $"“{text}” is an amount in {named}. The rate says what 1 {currency} is worth in {inCurrency}.");
        }
        else if (Ambiguous(text) is var (whole, decimals))
        {
            var mark = culture.NumberFormat.NumberDecimalSeparator;
            check.Fail(field, $"“{text}” can be read in two ways. Write {whole}{mark}{decimals}0 or {whole}{decimals}.");
        }
        else if (!ExchangeRate.Fits(read.Value))
        {
            var most = ExchangeRate.Most.ToString("N0", culture);
            check.Fail(field, $"The rate must lie above 0 and not above {most}, with at most {ExchangeRate.Decimals} decimals.");
        }
        else
        {
            return read.Value;
        }

        return null;
    }

    /// <summary>One mark with one to three digits before it and exactly three behind: decimals here, thousands there.</summary>
    private static (string Whole, string Decimals)? Ambiguous(string text)
    {
        var at = text.IndexOfAny(['.', ',']);
        if (text.Count(c => c is '.' or ',') != 1)
        {
            return null;
        }

        var whole = string.Concat(text[..at].Reverse().TakeWhile(char.IsDigit).Reverse());
        var decimals = string.Concat(text[(at + 1)..].TakeWhile(char.IsDigit));
        return whole.Length is >= 1 and <= 3 && whole[0] != '0' && decimals.Length == 3 ? (whole, decimals) : null;
    }
}
