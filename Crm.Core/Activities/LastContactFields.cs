using Crm.Core.Catalogs;

namespace Crm.Core.Activities;

/// <summary>
/// Fields of companies, contacts and deals that look at their activities: the next meeting, the mail that nobody answered, mails in N days.
/// </summary>
public static class LastContactFields
{
    private const int MostDays = 3650;

    /// <param name="context">The reader's activities and now.</param>
    /// <param name="link">The activity's column that points at <typeparamref name="T"/>.</param>
    public static IReadOnlyList<FilterField> Of<T>(FieldContext context, Expression<Func<Activity, Guid?>> link)
        where T : OwnedRecord
    {
        return
        [
            new FilterField("next meeting", FieldKind.Moment, new Lazy<LambdaExpression>(() => NextMeeting<T>(context, link))),
            new FilterField("no reply", FieldKind.Moment, new Lazy<LambdaExpression>(() => NoReply<T>(context, link)))
                { Aliases = ["waiting for reply", "unanswered"] },
        ];
    }

    public static NumberedField MailsInDays<T>(FieldContext context, Expression<Func<Activity, Guid?>> link)
        where T : OwnedRecord => new("mails in", "days", MostDays, days =>
        {
            var since = context.Now.AddDays(-days);
            var mails = Mails(context).Where(a => a.OccurredAt > since);
            return new FilterField($"mails in {days} days", FieldKind.Number, Correlated<T, int>(mails, link, found => found.Count()));
        });

    private static Expression<Func<T, DateTimeOffset?>> NextMeeting<T>(FieldContext context, Expression<Func<Activity, Guid?>> link)
        where T : OwnedRecord
    {
        var now = context.Now;
        var meetings =
            context.Activities.Where(a => a.Type == ActivityType.Meeting && a.Status != ActivityStatus.Cancelled && a.OccurredAt > now);
        return Correlated<T, DateTimeOffset?>(meetings, link, found => found.Min(a => (DateTimeOffset?)a.OccurredAt));
    }

    private static Expression<Func<T, DateTimeOffset?>> NoReply<T>(FieldContext context, Expression<Func<Activity, Guid?>> link)
        where T : OwnedRecord => Correlated<T, DateTimeOffset?>(
            Mails(context), link, found => found.OrderByDescending(a => a.OccurredAt).ThenByDescending(a => a.Id)
                .Select(a => a.Direction == Direction.Outbound ? (DateTimeOffset?)a.OccurredAt : null).FirstOrDefault());

    /// <summary>Sent or received; a mail that somebody plans to write is none yet.</summary>
    private static IQueryable<Activity> Mails(FieldContext context) =>
        context.Activities.Where(a => a.Type == ActivityType.Email && a.Status == ActivityStatus.Completed);

    /// <summary>The activities of the row, folded into one value: a correlated subquery.</summary>
    private static Expression<Func<T, TValue>> Correlated<T, TValue>(
        IQueryable<Activity> activities, Expression<Func<Activity, Guid?>> link, Expression<Func<IQueryable<Activity>, TValue>> fold)
        where T : OwnedRecord
    {
        var row = Expression.Parameter(typeof(T), "r");
        var ofRow = Expression.Lambda<Func<Activity, bool>>(
            Expression.Equal(link.Body, Expression.Convert(Expression.Property(row, nameof(OwnedRecord.Id)), typeof(Guid?))),
            link.Parameters);
        var found =
            Expression.Call(typeof(Queryable), nameof(Queryable.Where), [typeof(Activity)], activities.Expression, Expression.Quote(ofRow));
        return Expression.Lambda<Func<T, TValue>>(Inline.Into(fold, found), row);
    }
}
