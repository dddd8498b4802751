namespace Crm.Core.Activities;

public static class TimelineBlocks
{
    /// <summary>What happened last, newest first; captured mail says so.</summary>
    /// <param name="timeline">The newest that took place: what is planned stands under "Next".</param>
    /// <param name="about">The filter of all activities of the record: <c>deal is "Twelve vans"</c>.</param>
    /// <param name="reader">Whose locale and time zone count.</param>
    public static IEnumerable<Element> Last(IReadOnlyList<ActivityView> timeline, string about, CurrentUser reader)
    {
        yield return timeline.Count == 0 ? Blocks.Heading("Last contacts")
            : Blocks.HeadingWith("Last contacts", "All activities",
                ExecuteAction.Press("All activities", new ListActivities($"{about} order by when desc")));
        if (timeline.Count == 0)
        {
            yield return Blocks.Subtle("Nothing yet. Mails and meetings appear here by themselves.");
            yield break;
        }

        var shown = new ReaderFormat(reader);
        foreach (var activity in timeline)
        {
            yield return new Container(
            [
                new TextBlock($"{Sign(activity)} {Markdown.Short(activity.Subject, 120)}"),
                Blocks.Subtle(string.Join(" · ", new[]
                {
                    shown.DayOrMoment(activity.OccurredOn, activity.OccurredAt), UpperSnakeCase.Label(activity.Type), Flow(activity),
                    activity.IsCaptured ? "captured" : "",
                }.Where(s => s.Length > 0))),
            ])
            { Spacing = Spacing.Small, SelectAction = ExecuteAction.Press($"Open {activity.Subject}", new ShowActivity(activity.Id)) };
        }
    }

    /// <summary>A condition on what an activity is about.</summary>
    public static string About(string field, string name) => $"{field} is \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Sign(ActivityView activity) => activity.Type switch
    {
        ActivityType.Call => "📞",
        ActivityType.Email => "✉",
        ActivityType.Meeting => "📅",
        ActivityType.Task when activity.Status is ActivityStatus.Pending or ActivityStatus.InProgress => "☐",
        ActivityType.Task when activity.Status is ActivityStatus.Cancelled => "☒",
        ActivityType.Task => "☑",
        ActivityType.Note => "📝",
        ActivityType.Message => "💬",
    };

    private static string Flow(ActivityView activity) => activity.Direction switch
    {
        Direction.Inbound => "received",
        Direction.Outbound => "sent",
        null => "",
    };
}
