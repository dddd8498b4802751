namespace Crm.Core.Fields;

/// <summary>All declared fields of one kind of record, in the order in which files have them.</summary>
public sealed class RecordFields<T>
{
    /// <summary>Of a text of several lines a card shows no more, and one character tells that there is more.</summary>
    private const int LongestOnCard = 501;

    public RecordFields(params IReadOnlyList<RecordField<T>> all)
    {
        All = all;
        Shown = [.. For(FieldUse.Shown)];
        for (var place = 0; place < Shown.Count; place++)
        {
            Shown[place].Place = place;
        }
    }

    public IReadOnlyList<RecordField<T>> All { get; }

    /// <summary>What the card reads beside what lists read.</summary>
    public IReadOnlyList<RecordField<T>> Shown { get; }

    public IEnumerable<RecordField<T>> For(FieldUse use) => All.Where(f => f.Use.HasFlag(use));

    /// <summary>The filters that nobody placed by hand, in the order of declaration: a new field is among them.</summary>
    public IEnumerable<FilterField> FiltersBeside(IReadOnlyCollection<FilterField> placed) =>
        For(FieldUse.Filtered).Select(f => f.Filter).Where(f => !placed.Contains(f));

    /// <summary>One query for what a card shows: the shape is <paramref name="make"/>'s, its second parameter the values of the shown
    /// fields.</summary>
    public Expression<Func<T, TMore>> Read<TMore>(Expression<Func<T, object?[], TMore>> make)
    {
        var row = make.Parameters[0];
        var values = Expression.NewArrayInit(typeof(object), Shown.Select(f => Expression.Convert(OnCard(f, row), typeof(object))));
        return Expression.Lambda<Func<T, TMore>>(Inline.Into(Expression.Lambda(make.Body, make.Parameters[1]), values), row);
    }

    private static Expression OnCard(RecordField<T> field, Expression row)
    {
        var value = Inline.Into(field.Selector, row);
        return field.Type is not FieldType.LongText ? value : Expression.Condition(
            Expression.Equal(value, Expression.Constant(null, typeof(string))),
            Expression.Constant(null, typeof(string)),
            Expression.Call(value, nameof(string.Substring), null, Expression.Constant(0), Expression.Constant(LongestOnCard)));
    }
}
