namespace Crm.Core.Fields;

/// <summary>The kinds of fields that a record can have. A value is read by the same rule in forms, by the API and in files.</summary>
/// <typeparam name="T">The record.</typeparam>
public static class Declare<T>
{
    public static RecordField<T, string> Required(
        string name, string label, int length, Expression<Func<T, string>> member, Action<T, string> set) =>
        new(name, label, FieldType.Text, member, set)
        {
            Length = length, IsRequired = true,
            Reading = (field, check, place, typed) => check.Required(place, typed, The(field), field.Length),
        };

    public static RecordField<T, string?> Text(
        string name, string label, int length, Expression<Func<T, string?>> member, Action<T, string?>? set) =>
        Text(FieldType.Text, name, label, length, member, set);

    public static RecordField<T, string?> LongText(
        string name, string label, int length, Expression<Func<T, string?>> member, Action<T, string?> set) =>
        Text(FieldType.LongText, name, label, length, member, set);

    public static RecordField<T, string?> Email(
        string name, string label, int length, Expression<Func<T, string?>> member, Action<T, string?> set) =>
        new(name, label, FieldType.Email, member, set)
        {
            Length = length, Reading = (field, check, place, typed) => check.Email(place, typed, field.Length),
        };

    public static RecordField<T, string?> Phone(
        string name, string label, int length, Expression<Func<T, string?>> member, Action<T, string?> set) =>
        new(name, label, FieldType.Phone, member, set)
        {
            Length = length,
            Reading = (field, check, place, typed) => check.Phone(place, typed, The(field), field.Length),
            FilteredBy = Inside(member, nameof(Sql.Digits)),
            Filtering = filter => filter with { IsFolded = false, Normalised = PhoneText.Digits, IsMeantByItsEnd = true },
        };

    /// <param name="digits">Of the largest amount, two of them behind the point: numeric(digits, 2).</param>
    public static RecordField<T, decimal?> Amount(
        string name, string label, int digits, Expression<Func<T, decimal?>> member, Action<T, decimal?> set) =>
        new(name, label, FieldType.Amount, member, set)
        {
            Digits = (digits, 2),
            Reading = (field, check, place, typed) => check.Amount(place, typed, The(field), field.Most!.Value),
            Parsing = kept => decimal.Parse(kept, CultureInfo.InvariantCulture),
        };

    /// <param name="most">The largest number there can be; null for none.</param>
    public static RecordField<T, int?> Whole(string name, string label, int? most, Expression<Func<T, int?>> member, Action<T, int?> set) =>
        new(name, label, FieldType.Whole, member, set)
        {
            Most = most,
            Parsing = kept => int.Parse(kept, CultureInfo.InvariantCulture),
            Reading = (field, check, place, typed) =>
            {
                var number = check.Whole(place, typed, The(field));
                if (number > field.Most)
                {
                    check.Fail(place, $"{The(field)} must lie between 0 and {field.Most}.");
                    return null;
                }

                return number;
            },
        };

    /// <summary>numeric(3, 2), from 0 to 1.</summary>
    public static RecordField<T, decimal?> Share(
        string name, string label, Expression<Func<T, decimal?>> member, Action<T, decimal?> set) =>
        new(name, label, FieldType.Share, member, set)
        {
            Digits = (3, 2),
            Reading = (field, check, place, typed) => check.Share(place, typed, The(field)),
            Parsing = kept => decimal.Parse(kept, CultureInfo.InvariantCulture),
        };

    public static RecordField<T, DateOnly?> Date(
        string name, string label, Expression<Func<T, DateOnly?>> member, Action<T, DateOnly?> set) =>
        new(name, label, FieldType.Date, member, set)
        {
            Reading = (field, check, place, typed) => check.Date(place, typed, The(field)),
            Parsing = kept => DateOnly.ParseExact(kept, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        };

    public static RecordField<T, bool> YesNo(string name, string label, Expression<Func<T, bool>> member, Action<T, bool>? set) =>
        new(name, label, FieldType.YesNo, member, set)
        {
            Initial = "false",
            Reading = (field, check, place, typed) => check.Flag(place, typed, field.Label) ?? false,
            Parsing = kept => kept == "true",
            Filtering = filter => filter with { Options = FieldOption.YesNo },
        };

    /// <summary>A choice that may be empty.</summary>
    public static RecordField<T, TEnum?> Choice<TEnum>(string name, string label, Expression<Func<T, TEnum?>> member, Action<T, TEnum?> set)
        where TEnum : struct, Enum => new(name, label, FieldType.Choice, member, set)
        {
            Choices = Blocks.Choices<TEnum>(),
            Reading = (field, check, place, typed) => check.OneOf<TEnum>(place, typed, $"the {field.Noun}"),
            Parsing = kept => UpperSnakeCase.Parse<TEnum>(kept),
            Filtering = filter => filter with { Options = FieldOption.AllOf<TEnum>() },
        };

    /// <summary>A choice that must be made; a new record begins with <paramref name="initial"/>.</summary>
    public static RecordField<T, TEnum> OneOf<TEnum>(
        string name, string label, TEnum initial, Expression<Func<T, TEnum>> member, Action<T, TEnum> set)
        where TEnum : struct, Enum => new(name, label, FieldType.Choice, member, set)
        {
            Choices = Blocks.Choices<TEnum>(),
            Initial = UpperSnakeCase.Of(initial),
            Parsing = kept => UpperSnakeCase.Parse<TEnum>(kept),
            Filtering = filter => filter with { Options = FieldOption.AllOf<TEnum>() },
            Reading = (field, check, place, typed) =>
            {
                if (string.IsNullOrWhiteSpace(typed))
                {
                    check.Fail(place, $"Please choose the {field.Noun}.");
                    return initial;
                }

                return check.OneOf<TEnum>(place, typed, $"the {field.Noun}") ?? initial;
            },
        };

    /// <summary>ISO 4217; see <see cref="Currencies"/>.</summary>
    public static RecordField<T, string?> Currency(
        string name, string label, Expression<Func<T, string?>> member, Action<T, string?> set) =>
        new(name, label, FieldType.Currency, member, set)
        {
            Length = 3,
            Reading = (_, check, place, typed) => Currencies.Read(check, place, typed),
            Filtering = filter => filter with
            {
                Options = [.. Currencies.All.Order(StringComparer.Ordinal).Select(c => new FieldOption(c, c))],
            },
        };

    /// <summary>A colleague; always somebody.</summary>
    public static RecordField<T, Guid> Person(string name, string label, Expression<Func<T, Guid>> member, Action<T, Guid> set) =>
        new(name, label, FieldType.Link, member, set)
        {
            Link = LinkTo.Person,
            Parsing = Guid.Parse,
            Reading = (field, check, place, typed) =>
            {
                if (string.IsNullOrWhiteSpace(typed))
                {
                    check.Fail(place, $"{The(field)} is needed.");
                }

                return check.Id(place, typed, "a person") ?? Guid.Empty;
            },
        };

    public static RecordField<T, Guid?> Link(
        string name, string label, LinkTo to, Expression<Func<T, Guid?>> member, Action<T, Guid?> set) =>
        new(name, label, FieldType.Link, member, set)
        {
            Link = to,
            Parsing = kept => Guid.Parse(kept),
            Reading = (field, check, place, typed) => check.Id(place, typed, $"a {field.Noun}"),
        };

    private static RecordField<T, string?> Text(
        FieldType type, string name, string label, int length, Expression<Func<T, string?>> member, Action<T, string?>? set) =>
        new(name, label, type, member, set)
        {
            Length = length, Reading = (field, check, place, typed) => check.Optional(place, typed, The(field), field.Length),
        };

    private static string The(RecordField field) => $"The {field.Noun}";

    private static LambdaExpression Inside(LambdaExpression member, string function) =>
        Expression.Lambda(Expression.Call(typeof(Sql), function, null, member.Body), member.Parameters);
}
