using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.History;

namespace Crm.Core.Activities;

/// <summary>Something that happened or is to be done, with what can be done about it.</summary>
public static class ActivityCard
{
    private const int Excerpt = 1000;

    public static AdaptiveCard For(ActivityDetails details, CurrentUser reader)
    {
        var activity = details.Activity;
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title($"{TimelineBlocks.Sign(activity)} {Markdown.Escape(activity.Subject)}"),
            Blocks.Subtle($"{UpperSnakeCase.Label(activity.Type)} · {State(activity)}{(activity.IsCaptured ? " · captured" : "")}"),
            .. RecordBlocks.News(details.Extras, reader),
            Blocks.Facts(
                [
                    ("Due", Due(details, shown)),
                    ("Planned for", IsCancelled(activity) && activity.TakesPlace ? When(activity, shown) : null),
                    ("Happened", activity.Status is ActivityStatus.Completed ? When(activity, shown) : null),
                    ("Done", details.CompletedAt is { } done && activity.Type is ActivityType.Task ? shown.Moment(done) : null),
                    ("Cancelled because", Markdown.Escape(details.CancelReason)),
                    ("Minutes", details.Minutes?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    ("Place", Markdown.Escape(details.Location)),
                    ("Priority", activity.IsCaptured ? null : UpperSnakeCase.Label(details.Priority)),
                    ("Company", Markdown.Escape(activity.Company)),
                    ("Contact", Markdown.Escape(activity.Contact?.Trim())),
                    ("Deal", Markdown.Escape(activity.Deal)),
                    ("Who does it", IsOpen(activity) ? Markdown.Escape(details.AssignedTo) : null),
                    ("Owner", Markdown.Escape(activity.Owner)),
                ],
                details.Extras.Custom.Select(c => (c.Label, c.Value))),
            .. details.Body is { Length: > 0 } body
                ? [new TextBlock(Markdown.Short(body, Excerpt)) { Separator = true }]
                : Array.Empty<Element>(),
            .. details.IsWithheld
                ?
                [
                    Blocks.Subtle("More of it is read by those alone whose mailboxes hold it."),
                    .. reader.MayChangeRecords ? Blocks.Row(ExecuteAction.Press("Ask for access", new RequestAccess(activity.Id))) : [],
                ]
                : Array.Empty<Element>(),
            .. RecordBlocks.Changes(details.Extras, reader),
            .. Blocks.Row(
                activity.DealId is { } deal ? ExecuteAction.Press("Open deal", new ShowDeal(deal)) : null,
                activity.ContactId is { } contact ? ExecuteAction.Press("Open contact", new ShowContact(contact)) : null,
                activity.CompanyId is { } company ? ExecuteAction.Press("Open company", new ShowCompany(company)) : null,
                RecordBlocks.LinkButton(details.Extras)),
            .. Blocks.Row(Start(activity), Cancel(activity)),
            .. RecordBlocks.Link(details.Extras),
        ])
        {
            Actions = IsOpen(activity) ? [Complete(activity), Later(activity), GiveTo(details), .. Change(activity)]
                : activity.Type is ActivityType.Task || (IsCancelled(activity) && !activity.IsCaptured)
                ? [Reopen(activity), .. Change(activity)]
                : Change(activity),
            FallbackText = activity.Subject,
        };
    }

    /// <summary>
    /// In full: it may have been read out of a sentence, and the person sees here as what. That a task has none is said too.
    /// </summary>
    private static string? Due(ActivityDetails details, ReaderFormat shown) => details.Activity is { DueDate: { } due } activity
        ? shown.InFull(activity.DueOn, due, details.Extras.Now)
        : details.Activity.Type is ActivityType.Task && IsOpen(details.Activity) ? "no day" : null;

    private static bool IsOpen(ActivityView activity) => activity.Status is ActivityStatus.Pending or ActivityStatus.InProgress;

    private static string State(ActivityView activity) =>
        activity.Status is ActivityStatus.Pending ? "to do" : UpperSnakeCase.Label(activity.Status);

    private static string When(ActivityView activity, ReaderFormat shown) => shown.DayOrMoment(activity.OccurredOn, activity.OccurredAt);

    private static bool IsCancelled(ActivityView activity) => activity.Status is ActivityStatus.Cancelled;

    private static ExecuteAction? Start(ActivityView activity) => activity is { Type: ActivityType.Task, Status: ActivityStatus.Pending }
        ? ExecuteAction.Press("Start", new StartActivity(activity.Id, activity.Version))
        : null;

    /// <summary>A meeting of somebody's calendar is cancelled there.</summary>
    private static ExecuteAction? Cancel(ActivityView activity) => !IsOpen(activity) || activity.IsCaptured ? null : ExecuteAction.Press(
        $"Cancel {UpperSnakeCase.Label(activity.Type).ToLowerInvariant()}", new AskWhyCancelled(activity.Id, activity.Version));

    private static CardAction Complete(ActivityView activity) =>
        ExecuteAction.Press("Complete", new CompleteActivity(activity.Id, Version: activity.Version)) with { Style = "positive" };

    private static CardAction Reopen(ActivityView activity) =>
        ExecuteAction.Press("Reopen", new ReopenActivity(activity.Id, activity.Version));

    private static ShowCardAction Later(ActivityView activity) =>
        new(ActivityForm.NewDay(activity.Id, activity.Version)) { Title = "Reschedule" };

    private static ShowCardAction GiveTo(ActivityDetails details) => new(
        new AdaptiveCard(
        [
            new ChoiceSetInput("Who does it", details.People)
            {
                Id = "personId", Value = details.AssignedToId?.ToString(), Style = Blocks.StyleOf(details.People), IsRequired = true,
                ErrorMessage = "Please choose somebody.",
            },
        ])
        {
            Actions = [
                ExecuteAction.Submit<AssignActivity>("Give it", new { id = details.Activity.Id, version = details.Activity.Version })],
        })
    { Title = "Assign" };

    private static IReadOnlyList<CardAction> Change(ActivityView activity) =>
    [
        ExecuteAction.Press("Edit", new EditRecord(RecordKind.Activity, activity.Id)),
        ExecuteAction.Press("Delete", new DeleteRecord(RecordKind.Activity, activity.Id, activity.Version)),
    ];
}
