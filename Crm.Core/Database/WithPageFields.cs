namespace Crm.Core.Database;

/// <summary>A record, and what only its card shows of it, read as one row.</summary>
public sealed record WithPageFields<TView, TMore>(TView View, TMore More)
{
    public static Expression<Func<T, WithPageFields<TView, TMore>>> Of<T>(
        Expression<Func<T, TView>> view, Expression<Func<T, TMore>> more) =>
        Expression.Lambda<Func<T, WithPageFields<TView, TMore>>>(
            Expression.New(typeof(WithPageFields<TView, TMore>).GetConstructors()[0], view.Body, Inline.Into(more, view.Parameters[0])),
            view.Parameters);
}
