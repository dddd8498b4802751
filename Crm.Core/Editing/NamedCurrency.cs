namespace Crm.Core.Editing;

/// <summary>Who types "45,000 EUR" as an amount says its currency with it.</summary>
public static class NamedCurrency
{
    /// <returns>ISO 4217; null where the text names none.</returns>
    public static string? Of(string? typed, string locale) =>
        NumberText.TryRead(typed, NumberForm.Of(Numbers.CultureOf(locale)), out var read) ? read.Currency : null;

    /// <summary>The currency that the amount names is changed with it, unless another one is sent as well, which is then refused.</summary>
    public static Result<FieldChanges> WithNamedCurrency(this FieldChanges changes, string amount, string currency, string locale)
    {
        if (!changes.Fields.TryGetValue(amount, out var typed) || typed.ValueKind is not JsonValueKind.String
            || Of(typed.GetString(), locale) is not { } named)
        {
            return changes;
        }

        if (changes.Fields.TryGetValue(currency, out var chosen) && chosen.ValueKind is JsonValueKind.String
            && !named.Equals(chosen.GetString()?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.Invalid(Contradiction(amount, typed.GetString()!, named, chosen.GetString()!));
        }

        return changes
            with { Fields = new Dictionary<string, JsonElement>(changes.Fields) { [currency] = JsonSerializer.SerializeToElement(named) } };
    }

    public static FieldError Contradiction(string field, string typed, string named, string chosen) =>
        new(field,
            $"“{typed}” is an amount in {named}, but the currency is {chosen}. "
            + $"Choose {named}, or write the amount without a currency.");
}
