namespace Crm.Core.Activities;

/// <summary>
/// What a USER sees of activities, as parts that do not overlap. Row-level security says the same with an OR, which serves no order and no
/// count; each part alone has an index for both. The policy stays the guard: a part can lose a row, never show one.
/// </summary>
public static class ActivityReach
{
    public static RowParts<Activity> Of(CurrentUser reader) =>
        reader.MaySeeEverybody ? RowParts<Activity>.Whole : new RowParts<Activity>(conjuncts => Parts(reader.Id, conjuncts));

    private static IReadOnlyList<Expression<Func<Activity, bool>>> Parts(Guid me, IReadOnlyList<FilterNode> conjuncts)
    {
        Expression<Func<Activity, bool>> own = a => a.OwnerId == me;
        return conjuncts.Any(n => IsMe(n, ActivityFields.Owner, me)) ? [own]
            : conjuncts.Any(n => IsMe(n, ActivityFields.AssignedTo, me)) ? [a => a.AssignedToId == me]
            :
            [
                own,
                a => a.AssignedToId == me && Sql.Differ(a.AssignedToId, a.OwnerId),
                a => a.AlsoSeenBy != null && a.AlsoSeenBy[0] == me && a.OwnerId != me && a.AssignedToId != me,
                a => a.AlsoSeenBy!.Length > 1 && a.AlsoSeenBy[0] != me && a.AlsoSeenBy.Contains(me) && a.OwnerId != me
                    && a.AssignedToId != me,
            ];
    }

    private static bool IsMe(FilterNode node, string field, Guid me) =>
        node is FilterNode.Condition { Operator: Operator.Is, Values: [FilterValue.Option(var who)] } condition
        && condition.Field.Name == field && me.Equals(who.Value);
}
