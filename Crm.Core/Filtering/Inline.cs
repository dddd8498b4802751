using System.Collections.Concurrent;
using System.Reflection;

namespace Crm.Core.Filtering;

internal static class Inline
{
    private static readonly ConcurrentDictionary<Type, Func<object, Expression>> Boxes = new();

    private static readonly MethodInfo Boxing =
        new Func<object, Expression>(Boxed<object>).Method.GetGenericMethodDefinition();

    /// <summary>The selector's body with its parameter replaced, so that selectors compose into one query.</summary>
    public static Expression Into(LambdaExpression selector, Expression argument) => Into(selector, selector.Parameters[0], argument);

    /// <summary>The same of one of its parameters.</summary>
    public static Expression Into(LambdaExpression lambda, ParameterExpression parameter, Expression argument) =>
        new Replace(parameter, argument).Visit(lambda.Body);

    /// <summary>The same of each of its parameters, in their order.</summary>
    public static Expression IntoEach(LambdaExpression lambda, params IEnumerable<Expression> arguments) => lambda.Parameters.Zip(arguments)
        .Aggregate(lambda.Body, (body, pair) => new Replace(pair.First, pair.Second).Visit(body));

    /// <summary>A value as EF sees a captured variable: a query parameter.</summary>
    public static Expression Parameter(object value) => Boxes.GetOrAdd(
        value.GetType(), type => Boxing.MakeGenericMethod(type).CreateDelegate<Func<object, Expression>>())(value);

    private static MemberExpression Boxed<T>(object value) => Expression.Property(Expression.Constant(new Box<T>((T)value)), Box<T>.Held);

    private sealed class Replace(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }

    internal sealed class Box<T>(T value)
    {
        public static readonly PropertyInfo Held = typeof(Box<T>).GetProperty(nameof(Value))!;

        public T Value { get; } = value;
    }
}
