using System.Globalization;
using Crm.Core.Access;
using Crm.Core.Companies;
using Crm.Core.Input;

namespace Crm.Core.Records;

/// <summary>What a field points at; its id is looked up under the caller's rights.</summary>
public enum LinkTo
{
    Company,
    Contact,
    Deal,
    Person,
}

/// <summary>A field that people may change: how it is read and checked, how it stands, how it is set.</summary>
/// <param name="Name">The member's name in JSON and the input's id in a form.</param>
/// <param name="Read">Typed text to value; what is wrong goes into the check.</param>
public sealed record ChangeableField<T>(string Name, Func<Check, string?, object?> Read, Func<T, object?> Get, Action<T, object?> Set)
{
    public LinkTo? Link { get; init; }

    /// <summary>The value as a person reads it in a conflict.</summary>
    public static string? Say(object? value) => value switch
    {
        null => null,
        Enum choice => string.Concat(choice.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())),
        bool yes => yes ? "yes" : "no",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

/// <summary>The kinds of changeable fields, with the checks that forms and imports use too.</summary>
public static class Changeable<T>
{
    public static ChangeableField<T> Required(string name, string what, int length, Func<T, string?> get, Action<T, string> set) =>
        new(name, (check, typed) => check.Required(name, typed, what, length), get, (r, v) => set(r, (string)v!));

    public static ChangeableField<T> Text(string name, string what, int length, Func<T, string?> get, Action<T, string?> set) =>
        new(name, (check, typed) => check.Optional(name, typed, what, length), get, (r, v) => set(r, (string?)v));

    public static ChangeableField<T> Email(string name, int length, Func<T, string?> get, Action<T, string?> set) =>
        new(name, (check, typed) => check.Email(name, typed, length), get, (r, v) => set(r, (string?)v));

    public static ChangeableField<T> Phone(string name, string what, int length, Func<T, string?> get, Action<T, string?> set) =>
        new(name, (check, typed) => check.Phone(name, typed, what, length), get, (r, v) => set(r, (string?)v));

    public static ChangeableField<T> Amount(string name, string what, decimal max, Func<T, decimal?> get, Action<T, decimal?> set) =>
        new(name, (check, typed) => check.Amount(name, typed, what, max), r => get(r), (r, v) => set(r, (decimal?)v));

    public static ChangeableField<T> Whole(string name, string what, Func<T, int?> get, Action<T, int?> set) =>
        new(name, (check, typed) => check.Whole(name, typed, what), r => get(r), (r, v) => set(r, (int?)v));

    public static ChangeableField<T> Share(string name, string what, Func<T, decimal?> get, Action<T, decimal?> set) =>
        new(name, (check, typed) => check.Share(name, typed, what), r => get(r), (r, v) => set(r, (decimal?)v));

    public static ChangeableField<T> Date(string name, string what, Func<T, DateOnly?> get, Action<T, DateOnly?> set) =>
        new(name, (check, typed) => check.Date(name, typed, what), r => get(r), (r, v) => set(r, (DateOnly?)v));

    public static ChangeableField<T> Flag(string name, string what, Func<T, bool> get, Action<T, bool> set) =>
        new(name, (check, typed) => check.Flag(name, typed, what) ?? false, r => get(r), (r, v) => set(r, (bool)v!));

    /// <summary>A choice that may be empty.</summary>
    public static ChangeableField<T> Choice<TEnum>(string name, string what, Func<T, TEnum?> get, Action<T, TEnum?> set)
        where TEnum : struct, Enum => new(name, (check, typed) => check.OneOf<TEnum>(name, typed, what), r => get(r), (r, v) => set(r, (TEnum?)v));

    /// <summary>A choice that must be made.</summary>
    public static ChangeableField<T> OneOf<TEnum>(string name, string what, Func<T, TEnum> get, Action<T, TEnum> set)
        where TEnum : struct, Enum => new(
            name,
            (check, typed) =>
            {
                if (string.IsNullOrWhiteSpace(typed))
                {
                    check.Fail(name, $"Please choose {what}.");
                    return null;
                }

                return check.OneOf<TEnum>(name, typed, what);
            },
            r => get(r),
            (r, v) => set(r, (TEnum)v!));

    /// <summary>ISO 4217; see <see cref="Currencies"/>.</summary>
    public static ChangeableField<T> Currency(string name, Func<T, string?> get, Action<T, string?> set) =>
        new(name, (check, typed) => Currencies.Read(check, name, typed), get, (r, v) => set(r, (string?)v));

    /// <summary>ISO 3166-1 alpha-2; see <see cref="Countries"/>.</summary>
    public static ChangeableField<T> Country(string name, Func<T, string?> get, Action<T, string?> set) =>
        new(name, (check, typed) => Countries.Read(check, name, typed), get, (r, v) => set(r, (string?)v));

    /// <summary>A colleague; always somebody.</summary>
    public static ChangeableField<T> Person(string name, string what, Func<T, Guid> get, Action<T, Guid> set) => new(
        name,
        (check, typed) =>
        {
            if (string.IsNullOrWhiteSpace(typed))
            {
                check.Fail(name, $"{what} is needed.");
            }

            return check.Id(name, typed, "a person");
        },
        r => get(r),
        (r, v) => set(r, (Guid)v!))
    {
        Link = LinkTo.Person,
    };

    public static ChangeableField<T> Link(string name, LinkTo to, string what, Func<T, Guid?> get, Action<T, Guid?> set) =>
        new(name, (check, typed) => check.Id(name, typed, what), r => get(r), (r, v) => set(r, (Guid?)v)) { Link = to };
}
