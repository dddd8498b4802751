using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Filtering;

namespace Crm.Core.Activities;

public static class ActivityListCard
{
    public static AdaptiveCard For(ListActivities asked, RecordList<ActivityView> page, CurrentUser reader)
    {
        asked = asked with { Filter = page.Filter };
        var shown = new Shown(reader);
        return ListCard.For(
            "Activities", page, reader,
            activity => new ListLine(
                $"{TimelineBlocks.Sign(activity)} {Markdown.Short(activity.Subject, 80)}",
                string.Join(" · ", new[] { shown.Moment(activity.OccurredAt), Markdown.Escape(activity.Contact?.Trim()), Markdown.Escape(activity.Company) }.Where(s => s.Length > 0))),
            ExecuteAction.Press("Next page", ListActivities.Verb, asked with { After = page.Next, From = page.From + page.Items.Count }),
            ExecuteAction.Press("First page", ListActivities.Verb, asked with { After = null, From = 1 }));
    }
}
