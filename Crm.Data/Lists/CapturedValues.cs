using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Data.Lists;

/// <summary>
/// Parts a query from its values: what is left is its shape, the same for every asking of the same kind. A value is what EF makes a
/// parameter of: a member of a captured object.
/// </summary>
internal sealed class CapturedValues : ExpressionVisitor
{
    private readonly List<object?> values = [];
    private Func<int, Type, Expression> place = (i, type) => Expression.Parameter(type, $"v{i}");

    /// <summary>
    /// The shape, and the values in the order of their places. Shapes are compared by <see cref="ExpressionEqualityComparer"/>.
    /// </summary>
    public static (Expression Shape, IReadOnlyList<object?> Values) Of(Expression query)
    {
        var visitor = new CapturedValues();
        return (visitor.Visit(query), visitor.values);
    }

    /// <summary>The same query with something else in each of its places.</summary>
    public static Expression Replace(Expression query, Func<int, Type, Expression> other) =>
        new CapturedValues { place = other }.Visit(query);

    protected override Expression VisitMember(MemberExpression node)
    {
        if (!TryRead(node, out var value))
        {
            return base.VisitMember(node);
        }

        values.Add(value);
        return place(values.Count - 1, node.Type);
    }

    /// <summary>A query's root knows the context that it was made in; a shape that is kept must not.</summary>
    protected override Expression VisitExtension(Expression node) => node is QueryRootExpression root
        ? root.DetachQueryProvider()
        : base.VisitExtension(node);

    private static bool TryRead(Expression? node, out object? value)
    {
        value = null;
        switch (node)
        {
            case ConstantExpression { Value: { } captured } when captured is not IQueryable:
                value = captured;
                return true;
            case MemberExpression { Expression: { } inner } member when TryRead(inner, out var owner) && owner is not null:
                value = member.Member is FieldInfo field ? field.GetValue(owner) : ((PropertyInfo)member.Member).GetValue(owner);
                return true;
            default:
                return false;
        }
    }
}
