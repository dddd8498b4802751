namespace Crm.Core.Input;

/// <summary>
/// Reads what a person typed, field by field, and collects what is wrong: every field is looked at before the form comes back.
/// </summary>
/// <param name="locale">In which order days are typed, and which sign parts decimals.</param>
/// <param name="country">Whose phone numbers those without a country code are; see <see cref="Country"/>.</param>
/// <param name="today">Decides of which century a year of two digits is; without it such a day is refused.</param>
public sealed class InputReader(string locale = "en", string? country = null, DateOnly? today = null)
{
    private readonly List<FieldError> errors = [];
    private readonly List<string> notes = [];

    public string Locale => locale;

    /// <summary>ISO 3166-1 alpha-2; null where it is not known.</summary>
    public string? Country { get; set; } = country;

    /// <summary>How what was typed was understood, where a person should know.</summary>
    public IReadOnlyList<string> Notes => notes;

    public Refusal? Refusal => errors.Count == 0 ? null : Refusal.Invalid(errors);

    public Result<T> Noted<T>(T value) => ((Result<T>)value).Noting(notes);

    /// <summary>The century was not typed, so it is told.</summary>
    public void NoteYear(string typed, DateOnly day) =>
        notes.Add(
            $"“{typed}” was read as {day.ToString("d MMM yyyy", Numbers.CultureOf(locale))}. "
            + "Type all four digits where another century is meant.");

    public void Fail(string field, string message) => errors.Add(new FieldError(field, message));

    public string Required(string field, string? typed, string what, int length)
    {
        var text = Optional(field, typed, what, length);
        if (text is null && errors.TrueForAll(e => e.Field != field))
        {
            Fail(field, $"{what} is needed.");
        }

        return text ?? "";
    }

    public string? Optional(string field, string? typed, string what, int length)
    {
        var text = NormalText.Stored(typed).Trim();
        if (text.Length == 0 || !NormalText.IsVisible(text) && !text.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Fail(field, $"{what} holds a character that cannot be stored.");
            return null;
        }

        if (text.Length > length)
        {
            Fail(field, $"{what} is {text.Length} characters long; at most {length} fit.");
            return null;
        }

        return text;
    }

    public string? Email(string field, string? typed, int length)
    {
        var text = Optional(field, typed, "The e-mail address", length);
        if (text is null)
        {
            return null;
        }

        if (EmailAddress.Read(text) is { } address)
        {
            return address;
        }

        Fail(field, $"“{text}” is not an e-mail address. It should look like name@company.com.");
        return null;
    }

    /// <summary>A number without a country code is one of the checked person's country.</summary>
    public string? Phone(string field, string? typed, string what, int length)
    {
        var text = Optional(field, typed, what, length);
        if (text is null)
        {
            return null;
        }

        if (PhoneText.Read(text, Country) is { } phone && phone.Length <= length)
        {
            return phone;
        }

        Fail(field, $"“{text}” isn't a phone number. It should look like +46 8 123 45 67.");
        return null;
    }

    /// <summary>An amount as people type it: 10000, 10,000.50 or, where the locale says so, 10.000,50.</summary>
    public decimal? Amount(string field, string? typed, string what, decimal max)
    {
        var text = Optional(field, typed, what, 40);
        if (text is null)
        {
            return null;
        }

        if (!Numbers.TryParse(text, locale, out var amount))
        {
            Fail(field, $"“{text}” is not a number. {what} should look like 12500 or 12,500.00.");
            return null;
        }

        if (amount < 0 || amount > max || decimal.Round(amount, 2) != amount)
        {
            Fail(field, $"{what} must lie between 0 and {max.ToString("N2", CultureInfo.InvariantCulture)}, with at most two decimals.");
            return null;
        }

        return amount;
    }

    /// <summary>A whole number from 0 on.</summary>
    public int? Whole(string field, string? typed, string what)
    {
        var text = Optional(field, typed, what, 40);
        if (text is null)
        {
            return null;
        }

        if (Numbers.TryParse(text, locale, out var number) && number >= 0 && number <= int.MaxValue && number == decimal.Truncate(number))
        {
            return (int)number;
        }

        Fail(field, $"“{text}” is not a whole number. {what} should look like 250.");
        return null;
    }

    /// <summary>A share from 0 to 1, also typed as 35 %; kept in whole percent, as chk_probability's column has it.</summary>
    public decimal? Share(string field, string? typed, string what)
    {
        var text = Optional(field, typed, what, 40);
        if (text is null)
        {
            return null;
        }

        var percent = text.EndsWith('%');
        if (!Numbers.TryParse(text.TrimEnd('%', ' '), locale, out var number))
        {
            Fail(field, $"“{text}” is not a number. {what} should look like 0.35 or 35 %.");
            return null;
        }

        number = percent ? number / 100 : number;
        if (number is >= 0 and <= 1)
        {
            return decimal.Round(number, 2);
        }

        Fail(field, $"{what} must lie between 0 and 1, or between 0% and 100%.");
        return null;
    }

    public bool? Flag(string field, string? typed, string what)
    {
        switch (typed?.Trim().ToLowerInvariant())
        {
            case null or "":
                return null;
            case "yes" or "true" or "1":
                return true;
            case "no" or "false" or "0":
                return false;
            default:
                Fail(field, $"{what} is yes or no, not “{typed}”.");
                return null;
        }
    }

    /// <summary>A day as a date field sends it (2027-03-31), or as a person types it in the order of their locale.</summary>
    public DateOnly? Date(string field, string? typed, string what)
    {
        var text = Optional(field, typed, what, 40);
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1900 and <= 2200)
        {
            return date;
        }

        var culture = Numbers.CultureOf(locale);
        if (TimeReader.ReadDate(text, culture, today) is { } day)
        {
            if (TimeReader.ReadDate(text, culture) is null)
            {
                NoteYear(text, day);
            }

            return day;
        }

        var example = WrittenDay.Of(new DateOnly(2027, 3, 31), culture);
        Fail(field, $"“{text}” is not a date. {what} should look like 2027-03-31{(example == "2027-03-31" ? "" : $" or {example}")}.");
        return null;
    }

    public Guid? Id(string field, string? typed, string what)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (Guid.TryParse(typed, out var id))
        {
            return id;
        }

        Fail(field, $"Please choose {what} from the list.");
        return null;
    }

    public T? OneOf<T>(string field, string? typed, string what)
        where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (UpperSnakeCase.TryParse<T>(typed, out var value))
        {
            return value;
        }

        Fail(field,
            $"“{typed}” is not one of the choices for {what}: {string.Join(", ", Enum.GetValues<T>().Select(UpperSnakeCase.Label))}.");
        return null;
    }
}
