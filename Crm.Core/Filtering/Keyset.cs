using System.Buffers.Text;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using System.Text.Json;

namespace Crm.Core.Filtering;

/// <summary>The place after which the next page begins: the last row's sort value (null stands last) and id. Opaque outside.</summary>
public sealed record Cursor(string? Value, Guid Id)
{
    public static Cursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 2000 || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Cursor>(Base64Url.DecodeFromChars(text), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Print() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));

    public override string ToString() => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
}

/// <summary>Order and "rows after this one" for one sort key with the id as tie-break; empty values come last in both directions.</summary>
public static class Keyset
{
    public static IQueryable<T> InOrder<T>(this IQueryable<T> rows, SortKey sort, Expression<Func<T, Guid>> id)
    {
        var row = id.Parameters[0];
        var key = Inline.Into(sort.Field.Selector, row);
        var ordered = IsNullable(key)
            ? Order(rows, Expression.Lambda(Expression.Equal(key, Expression.Constant(null, key.Type)), row), "OrderBy")
            : null;
        ordered = Order(ordered ?? rows, Expression.Lambda(key, row), (ordered is null ? "OrderBy" : "ThenBy") + (sort.Descending ? "Descending" : ""));
        return Order(ordered, id, sort.Descending ? "ThenByDescending" : "ThenBy");
    }

    public static Expression<Func<T, bool>> After<T>(Cursor cursor, SortKey sort, Expression<Func<T, Guid>> id)
    {
        var row = id.Parameters[0];
        var key = Inline.Into(sort.Field.Selector, row);
        var laterId = Later(id.Body, Inline.Parameter(cursor.Id), sort.Descending);
        if (cursor.Value is null)
        {
            var isNull = IsNullable(key) ? (Expression)Expression.Equal(key, Expression.Constant(null, key.Type)) : Expression.Constant(false);
            return Expression.Lambda<Func<T, bool>>(Expression.AndAlso(isNull, laterId), row);
        }

        var value = Expression.Convert(Inline.Parameter(Read(cursor.Value, Nullable.GetUnderlyingType(key.Type) ?? key.Type)), key.Type);
        var later = Expression.OrElse(Later(key, value, sort.Descending), Expression.AndAlso(Expression.Equal(key, value), laterId));
        return Expression.Lambda<Func<T, bool>>(
            IsNullable(key) ? Expression.OrElse(later, Expression.Equal(key, Expression.Constant(null, key.Type))) : later, row);
    }

    public static string? Write(object? value) => value switch
    {
        null => null,
        DateTimeOffset moment => moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        Enum choice => choice.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static bool IsNullable(Expression key) => !key.Type.IsValueType || Nullable.GetUnderlyingType(key.Type) is not null;

    private static IOrderedQueryable<T> Order<T>(IQueryable<T> rows, LambdaExpression key, string method) => (IOrderedQueryable<T>)rows.Provider.CreateQuery<T>(
        Expression.Call(typeof(Queryable), method, [typeof(T), key.ReturnType], rows.Expression, Expression.Quote(key)));

    private static Expression Later(Expression key, Expression value, bool descending)
    {
        var type = Nullable.GetUnderlyingType(key.Type) ?? key.Type;
        if (type == typeof(string))
        {
            key = Expression.Call(typeof(string), nameof(string.Compare), null, key, value);
            value = Expression.Constant(0);
        }
        else if (type == typeof(Guid))
        {
            key = Expression.Call(key, nameof(Guid.CompareTo), null, value);
            value = Expression.Constant(0);
        }

        return descending ? Expression.LessThan(key, value) : Expression.GreaterThan(key, value);
    }

    private static object Read(string text, Type type)
    {
        try
        {
            return type switch
            {
                _ when type == typeof(string) => text,
                _ when type == typeof(decimal) => decimal.Parse(text, CultureInfo.InvariantCulture),
                _ when type == typeof(int) => int.Parse(text, CultureInfo.InvariantCulture),
                _ when type == typeof(DateOnly) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture),
                _ when type == typeof(DateTimeOffset) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture).ToUniversalTime(),
                _ => throw new BadCursorException(),
            };
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            throw new BadCursorException();
        }
    }
}

/// <summary>A cursor that we did not hand out.</summary>
public sealed class BadCursorException() : Exception("This place in the list is not known. Start again from the first page.");
