using Crm.Core.Access;
using Crm.Core.Cards;

namespace Crm.Core.Activities;

public static class TimelineBlocks
{
    /// <summary>What happened last, newest first; captured mail says so.</summary>
    public static IEnumerable<Element> Last(IReadOnlyList<ActivityView> timeline, CurrentUser reader)
    {
        yield return Blocks.Heading("Last contacts");
        if (timeline.Count == 0)
        {
            yield return Blocks.Subtle("Nothing yet. Mails and meetings appear here by themselves.");
            yield break;
        }

        var shown = new Shown(reader);
        foreach (var activity in timeline)
        {
            yield return new Container(
            [
                new TextBlock($"{Sign(activity)} {Markdown.Short(activity.Subject, 120)}"),
                Blocks.Subtle(string.Join(" · ", new[]
                {
                    shown.Moment(activity.OccurredAt), UpperSnake.Label(activity.Type), Flow(activity), activity.IsCaptured ? "captured" : "",
                    activity.Status switch { ActivityStatus.Cancelled => "cancelled", ActivityStatus.Pending => "planned", _ => "" },
                }.Where(s => s.Length > 0))),
            ])
            { Spacing = Spacing.Small, SelectAction = ExecuteAction.Press($"Open {activity.Subject}", ShowActivity.Verb, new ShowActivity(activity.Id)) };
        }
    }

    public static string Sign(ActivityView activity) => activity.Type switch
    {
        ActivityType.Call => "📞",
        ActivityType.Email => "✉",
        ActivityType.Meeting => "📅",
        ActivityType.Task => "☑",
        ActivityType.Note => "📝",
        ActivityType.Message => "💬",
        _ => throw new InvalidOperationException($"No sign for {activity.Type}."),
    };

    private static string Flow(ActivityView activity) => activity.Direction switch
    {
        Direction.Inbound => "received",
        Direction.Outbound => "sent",
        null => "",
        _ => throw new InvalidOperationException($"Unknown direction {activity.Direction}."),
    };
}
