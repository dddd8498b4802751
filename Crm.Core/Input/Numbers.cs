namespace Crm.Core.Input;

/// <summary>Numbers as people type them.</summary>
public static class Numbers
{
    /// <summary>The user's locale first, but a lone comma before exactly three digits groups thousands in every locale.</summary>
    public static bool TryParse(string text, string locale, out decimal number)
    {
        var isRead = NumberText.TryRead(text, NumberForm.Of(CultureOf(locale)), out var read);
        number = read.Value;
        return isRead;
    }

    /// <summary>
    /// A JSON value as text that <see cref="TryParse"/> reads as the same number in every locale: 0.125 isn't a hundred and twenty-five,
    /// also where the point groups thousands. A fourth decimal says so. Null for JSON's null.
    /// </summary>
    public static string? Typed(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number when json.TryGetDecimal(out var number):
                return Written(number);
            default:
                return json.GetRawText();
        }
    }

    /// <summary>A number as text that <see cref="TryParse"/> reads as the same number in every locale.</summary>
    public static string Written(decimal number)
    {
        var text = number.ToString("0.############################", CultureInfo.InvariantCulture);
        return text.Length - text.IndexOf('.', StringComparison.Ordinal) == 4 && text.Contains('.', StringComparison.Ordinal)
            ? text + "0"
            : text;
    }

    public static CultureInfo CultureOf(string locale)
    {
        try
        {
            return CultureInfo.GetCultureInfo(locale);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
