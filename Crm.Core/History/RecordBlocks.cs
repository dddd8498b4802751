using Crm.Core.Activities;

namespace Crm.Core.History;

/// <summary>
/// What every record's card shows beside the record: what was changed under the reader's fingers, what is to be done, who changed what.
/// </summary>
public static class RecordBlocks
{
    /// <summary>A small question of a record's card, asked by itself: with what was wrong, and a way back to the record.</summary>
    public static AdaptiveCard AskedAgain(AdaptiveCard question, string title, RecordKind kind, Guid id) => question with
    {
        Body = [Blocks.Title(title), .. question.Body],
        Actions = [.. question.Actions!, ExecuteAction.Press("Cancel", new ShowRecord(kind, id))],
        FallbackText = title,
    };

    /// <summary>A press on a card that was out of date: nothing was done, and why.</summary>
    public static IEnumerable<Element> News(PageExtras extras, CurrentUser reader)
    {
        if (extras.News is not { } news)
        {
            yield break;
        }

        var shown = new ReaderFormat(reader);
        var fields = news.SelectMany(c => c.Fields).DistinctBy(f => f.Label).ToList();
        yield return new Container(
        [
            new TextBlock("Nothing was done: your card was out of date.") { Weight = "Bolder" },
            new TextBlock(
                $"{(news.Count == 0 ? "Changed meanwhile" : $"Changed by {By(news[0])} {shown.Ago(news[0].At, extras.Now)}")}"
                    + $"{(fields.Count == 0 ? "." : $": {string.Join(", ", fields.Select(Now))}.")} Here is how it stands now.")
            {
                Spacing = Spacing.Small,
            },
        ])
        { Style = "warning", Spacing = Spacing.Small };
    }

    /// <summary>What is planned, each done by a press once its time has come; the answer is this card again.</summary>
    public static IEnumerable<Element> Next(PageExtras extras, CurrentUser reader)
    {
        if (extras.Next.Count == 0)
        {
            yield break;
        }

        var shown = new ReaderFormat(reader);
        yield return Blocks.Heading("Next");
        foreach (var planned in extras.Next)
        {
            yield return new ColumnSet(
            [
                new Column(
                    [new TextBlock($"{TimelineBlocks.Sign(planned)} {Markdown.Short(planned.Subject, 120)}"),
                        .. When(planned, shown, extras.Now)])
                {
                    SelectAction = ExecuteAction.Press($"Open {planned.Subject}", new ShowActivity(planned.Id)),
                },
                .. !planned.TakesPlace || planned.OccurredAt <= extras.Now ? [Done(extras, planned)] : Array.Empty<Column>(),
            ])
            { Spacing = Spacing.Small };
        }
    }

    private static IEnumerable<Element> When(ActivityView planned, ReaderFormat shown, DateTimeOffset now)
    {
        if (planned.PlannedFor is not { } moment)
        {
            yield break;
        }

        var (day, word) = planned.TakesPlace ? (planned.OccurredOn, "") : (planned.DueOn, "due ");
        var type = planned.Type is ActivityType.Task ? "" : $" · {UpperSnakeCase.Label(planned.Type)}";
        var state = planned.Status is ActivityStatus.InProgress ? " · in progress" : "";
        yield return Blocks.Subtle($"{word}{shown.DayOrMoment(day, moment)}{type}{state}") with
        {
            Color = IsOver(day, moment, shown, now) ? TextColor.Attention : null,
        };
    }

    private static Column Done(PageExtras extras, ActivityView planned) => new(
    [
        new ActionSet(
        [
            ExecuteAction.Press(
                "Done", new CompleteActivity(planned.Id, On: new ShowRecord(extras.Kind, extras.Id), Version: planned.Version)) with
            {
                Tooltip = $"Done: {planned.Subject}",
            },
        ]),
    ])
    { Width = "auto", VerticalContentAlignment = "Center" };

    /// <summary>A day is over when it has ended for the reader.</summary>
    private static bool IsOver(DateOnly? day, DateTimeOffset moment, ReaderFormat shown, DateTimeOffset now) => day is { } whole
        ? whole < shown.DayOf(now)
        : moment < now;

    /// <summary>The latest changes, and the way to all of them.</summary>
    public static IEnumerable<Element> Changes(PageExtras extras, CurrentUser reader)
    {
        if (extras.Changes.Count == 0)
        {
            yield break;
        }

        var shown = new ReaderFormat(reader);
        yield return Blocks.HeadingWith(
            "Changes", "All changes", ExecuteAction.Press("All changes", new ShowHistory(extras.Kind, extras.Id, HistoryCard.OnePage)));
        foreach (var change in extras.Changes)
        {
            yield return Blocks.Subtle($"{Fields(change)} · {By(change)}, {shown.Ago(change.At, extras.Now)}")
                with { Size = TextSize.Small, Spacing = Spacing.Small };
        }
    }

    /// <summary>
    /// The way to pass the record on: cards cannot reach the clipboard, so that the link is shown to be marked and copied.
    /// </summary>
    public static CardAction? LinkButton(PageExtras extras) => extras.Link is null
        ? null
        : new ToggleAction(["link"]) { Title = "Link", Tooltip = "Show the link to this record" };

    public static IEnumerable<Element> Link(PageExtras extras) => extras.Link is not { } link ? []
        : [new Container(
            [Blocks.Subtle("Copy this link. Whoever opens it sees what they may see.") with { Size = TextSize.Small },
                new TextBlock(Markdown.Escape(link)) { Spacing = Spacing.None }]) { Id = "link", IsVisible = false, Style = "emphasis" }];

    /// <summary>"Stage: Proposal → Negotiation, Value: 100".</summary>
    public static string Fields(HistoryLine change) => change.Fields.Count == 0
        ? "details"
        : string.Join(", ", change.Fields.Select(f => (f.From, f.To) switch
    {
        (null, null) => Markdown.Escape(f.Label),
        (null, { } to) => $"{Markdown.Escape(f.Label)}: {Markdown.Escape(to)}",
        ({ } from, null) => $"{Markdown.Escape(f.Label)}: no longer {Markdown.Escape(from)}",
        ({ } from, { } to) => $"{Markdown.Escape(f.Label)}: {Markdown.Escape(from)} → {Markdown.Escape(to)}",
    }));

    public static string By(HistoryLine change) => change.IsMine ? "you" : change.By is { } name
        ? Markdown.Short(name, 60) : "the CRM itself";

    private static string Now(HistoryLineField field) => (Markdown.Escape(field.Label).ToLowerInvariant(), field.To) switch
    {
        (var label, null) when field.From is null => label,
        (var label, null) => $"{label} is now empty",
        var (label, to) => $"{label} is now {Markdown.Escape(to)}",
    };
}
