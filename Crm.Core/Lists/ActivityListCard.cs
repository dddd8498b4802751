using Crm.Core.Activities;

namespace Crm.Core.Lists;

public static class ActivityListCard
{
    private const int LongFilter = 300;

    public static AdaptiveCard For(Browsed<RecordList<ActivityView>> browsed, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return ListCard.For(
            "Activities", browsed.List, browsed.Moves, reader,
            activity => new ListLine(
                $"{TimelineBlocks.Sign(activity)} {Markdown.Short(activity.Subject, 80)}",
                string.Join(" · ", new[]
                {
                    When(activity, shown), State(activity), Markdown.Short(activity.Contact?.Trim(), 60),
                    Markdown.Short(activity.Company, 60),
                }.Where(s => s.Length > 0)),
                ExecuteAction.Press("Open", new ShowActivity(activity.Id)),
                Next(activity, browsed.List.Filter)),
            ExecuteAction.Press("New task", new NewTask()));
    }

    private static ExecuteAction? Next(ActivityView activity, string filter) =>
        activity is { Type: ActivityType.Task, Status: ActivityStatus.Pending or ActivityStatus.InProgress }
        ? ExecuteAction.Press(
            "Done", new CompleteActivity(activity.Id, filter.Length > LongFilter ? null : new ListActivities(filter),
                Version: activity.Version)) with { Tooltip = $"Done: {activity.Subject}" }
        : null;

    /// <summary>What the sign does not say.</summary>
    private static string State(ActivityView activity) =>
        activity.Status is ActivityStatus.InProgress or ActivityStatus.Cancelled
            ? UpperSnakeCase.Label(activity.Status).ToLowerInvariant()
            : "";

    private static string When(ActivityView activity, ReaderFormat shown) =>
        activity is { Status: ActivityStatus.Pending or ActivityStatus.InProgress, DueDate: { } due }
        ? $"due {shown.DayOrMoment(activity.DueOn, due)}"
        : shown.DayOrMoment(activity.OccurredOn, activity.OccurredAt);
}
