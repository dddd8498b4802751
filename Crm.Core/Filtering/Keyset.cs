namespace Crm.Core.Filtering;

/// <summary>
/// Order and "rows after this one", for up to three keys with the id as tie-break. The first key's empty values are a page run of their
/// own (<see cref="KeysetPhase"/>), so that the rest walks the key's index; "c.key IS NULL, c.key" would sort the whole table.
/// </summary>
public sealed class Keyset<T>(IReadOnlyList<SortKey> keys, Expression<Func<T, Guid>> id)
{
    /// <summary>How a cursor's value is read, by the type of the column that it was written from.</summary>
    private static readonly Dictionary<Type, Func<string, object>> Readers = new()
    {
        [typeof(string)] = text => text,
        [typeof(decimal)] = text => decimal.Parse(text, CultureInfo.InvariantCulture),
        [typeof(int)] = text => int.Parse(text, CultureInfo.InvariantCulture),
        [typeof(DateOnly)] = text => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture),
        [typeof(DateTimeOffset)] = text => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture).ToUniversalTime(),
    };

    private readonly ParameterExpression row = id.Parameters[0];

    /// <summary>The runs of a page, in order: rows whose first key holds a value, and rows where it is empty.</summary>
    public IReadOnlyList<KeysetPhase> Phases => !MayBeEmpty(keys[0]) ? [KeysetPhase.All]
        : keys[0].EmptyFirst ? [KeysetPhase.Empty, KeysetPhase.Filled]
        : [KeysetPhase.Filled, KeysetPhase.Empty];

    /// <summary>The same rows from the last to the first.</summary>
    public Keyset<T> Reversed => new([.. keys.Select(k => new SortKey(k.Field, !k.Descending, !k.EmptyFirst))], id);

    /// <summary>The sort values of a row, for its cursor.</summary>
    public Expression<Func<T, object?[]>> Values => Expression.Lambda<Func<T, object?[]>>(
        Expression.NewArrayInit(typeof(object), keys.Select(k => Expression.Convert(Column(k), typeof(object)))), row);

    public KeysetPhase PhaseOf(Cursor cursor) => Phases.Count == 1 ? KeysetPhase.All : cursor.Values[0] is null
        ? KeysetPhase.Empty : KeysetPhase.Filled;

    /// <summary>The rows that a run of the page looks at.</summary>
    public IQueryable<T> In(IQueryable<T> rows, KeysetPhase phase)
    {
        var first = Column(keys[0]);
        return phase switch
        {
            KeysetPhase.Filled => rows.Where(Lambda(Expression.NotEqual(first, Null(first)))),
            KeysetPhase.Empty => rows.Where(Lambda(Expression.Equal(first, Null(first)))),
            _ => rows,
        };
    }

    /// <param name="rows">Rows of one run (<see cref="In"/>).</param>
    /// <param name="phase">The run.</param>
    public IQueryable<T> Order(IQueryable<T> rows, KeysetPhase phase)
    {
        var found = rows;
        var isOrdered = false;
        foreach (var key in keys.Skip(phase is KeysetPhase.Empty ? 1 : 0))
        {
            var column = Column(key);
            if (MayBeEmpty(key) && key != keys[0])
            {
                found = By(found, Expression.Equal(column, Null(column)), descending: key.EmptyFirst, isOrdered);
                isOrdered = true;
            }

            found = By(found, column, key.Descending, isOrdered);
            isOrdered = true;
        }

        return By(found, id.Body, keys[0].Descending, isOrdered);
    }

    /// <exception cref="BadCursorException">The cursor is not of this order.</exception>
    public Expression<Func<T, bool>> After(Cursor cursor)
    {
        if (cursor.Values.Count != keys.Count)
        {
            throw new BadCursorException();
        }

        Expression later = Later(id.Body, Inline.Parameter(cursor.Id), keys[0].Descending);
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            later = i == 0 && PhaseOf(cursor) is KeysetPhase.Empty ? later : Step(keys[i], cursor.Values[i], later, isFirst: i == 0);
        }

        return Lambda(later);
    }

    /// <summary>Later by this key, or equal in it and later by the rest.</summary>
    private Expression Step(SortKey key, string? text, Expression rest, bool isFirst)
    {
        var column = Column(key);
        if (text is null)
        {
            if (!MayBeEmpty(key))
            {
                throw new BadCursorException();
            }

            var isEmpty = Expression.Equal(column, Null(column));
            return key.EmptyFirst ? Expression.OrElse(Expression.Not(isEmpty), rest) : Expression.AndAlso(isEmpty, rest);
        }

        var value = Expression.Convert(Inline.Parameter(Read(text, Nullable.GetUnderlyingType(column.Type) ?? column.Type)), column.Type);
        if (isFirst)
        {
            // The bound stands alone, so that an index can start there; OR alone would be walked from the beginning.
            return Expression.AndAlso(
                Later(column, value, key.Descending, orEqual: true), Expression.OrElse(Later(column, value, key.Descending), rest));
        }

        var after = Expression.OrElse(Later(column, value, key.Descending), Expression.AndAlso(Expression.Equal(column, value), rest));
        return MayBeEmpty(key) && !key.EmptyFirst ? Expression.OrElse(after, Expression.Equal(column, Null(column))) : after;
    }

    private Expression Column(SortKey key) => Inline.Into(key.Field.OrderBy, row);

    private Expression<Func<T, bool>> Lambda(Expression body) => Expression.Lambda<Func<T, bool>>(body, row);

    private IQueryable<T> By(IQueryable<T> rows, Expression key, bool descending, bool isOrdered) =>
        rows.Provider.CreateQuery<T>(Expression.Call(
            QueryMethods.Sort<T>(key.Type, isOrdered, descending), rows.Expression, Expression.Quote(Expression.Lambda(key, row))));

    private static ConstantExpression Null(Expression column) => Expression.Constant(null, column.Type);

    private static bool MayBeEmpty(SortKey key) =>
        !key.Field.IsNeverEmpty
        && (!key.Field.OrderBy.ReturnType.IsValueType || Nullable.GetUnderlyingType(key.Field.OrderBy.ReturnType) is not null);

    private static Expression Later(Expression key, Expression value, bool descending, bool orEqual = false)
    {
        var type = Nullable.GetUnderlyingType(key.Type) ?? key.Type;
        if (type == typeof(string))
        {
            key = Expression.Call(QueryMethods.CompareTexts, key, value);
            value = Expression.Constant(0);
        }
        else if (type == typeof(Guid))
        {
            key = Expression.Call(key, QueryMethods.CompareIds, value);
            value = Expression.Constant(0);
        }

        return (descending, orEqual) switch
        {
            (false, false) => Expression.GreaterThan(key, value),
            (false, true) => Expression.GreaterThanOrEqual(key, value),
            (true, false) => Expression.LessThan(key, value),
            (true, true) => Expression.LessThanOrEqual(key, value),
        };
    }

    private static object Read(string text, Type type)
    {
        try
        {
            return Readers.TryGetValue(type, out var read) ? read(text) : throw new BadCursorException();
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            throw new BadCursorException();
        }
    }
}

/// <summary>Which rows a statement of a page looks at, by the first sort key.</summary>
public enum KeysetPhase
{
    /// <summary>The key is never empty.</summary>
    All,
    Filled,
    Empty,
}

/// <summary>A cursor that we did not hand out, or not for this list.</summary>
public sealed class BadCursorException() : Exception("This place in the list is not known. Start again from the first page.");
