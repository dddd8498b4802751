using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;

namespace Crm.Core.Records;

/// <summary>What every record's card shows beside the record: what was changed under the reader's fingers, what is to be done, who changed what.</summary>
public static class RecordBlocks
{
    /// <summary>A press on a card that was out of date: nothing was done, and why.</summary>
    public static IEnumerable<Element> News(RecordExtras extras, CurrentUser reader)
    {
        if (extras.News is not { } news)
        {
            yield break;
        }

        var shown = new Shown(reader);
        var fields = news.SelectMany(c => c.Fields).DistinctBy(f => f.Label).ToList();
        yield return new Container(
        [
            new TextBlock("Nothing was done: your card was out of date.") { Weight = "Bolder" },
            new TextBlock($"{(news.Count == 0 ? "Changed meanwhile" : $"Changed by {By(news[0])} {shown.Ago(news[0].At, extras.Now)}")}{(fields.Count == 0 ? "." : $": {string.Join(", ", fields.Select(Now))}.")} Here is how it stands now.")
            {
                Spacing = Spacing.Small,
            },
        ])
        { Style = "warning", Spacing = Spacing.Small };
    }

    /// <summary>Open tasks, each done by a press; the answer is this card again.</summary>
    public static IEnumerable<Element> Tasks(RecordExtras extras, CurrentUser reader)
    {
        if (extras.Tasks.Count == 0)
        {
            yield break;
        }

        var shown = new Shown(reader);
        yield return Blocks.Heading("To do");
        foreach (var task in extras.Tasks)
        {
            yield return new ColumnSet(
            [
                new Column(
                [
                    new TextBlock($"☐ {Markdown.Short(task.Subject, 120)}"),
                    .. task.DueDate is { } due
                        ? [Blocks.Subtle($"due {shown.DayOrMoment(task.DueOn, due)}") with { Color = IsOverdue(task, due, shown, extras.Now) ? TextColor.Attention : null }]
                        : Array.Empty<Element>(),
                ])
                { SelectAction = ExecuteAction.Press($"Open {task.Subject}", ShowActivity.Verb, new ShowActivity(task.Id)) },
                new Column(
                [
                    new ActionSet(
                    [
                        ExecuteAction.Press("Done", CompleteActivity.Verb, new CompleteActivity(task.Id, On: new ShowRecord(extras.Kind, extras.Id), Version: task.Version)) with { Tooltip = $"Done: {task.Subject}" },
                    ]),
                ])
                { Width = "auto", VerticalContentAlignment = "Center" },
            ])
            { Spacing = Spacing.Small };
        }
    }

    /// <summary>A day is over when it has ended for the reader.</summary>
    private static bool IsOverdue(ActivityView task, DateTimeOffset due, Shown shown, DateTimeOffset now) => task.DueOn is { } day ? day < shown.DayOf(now) : due < now;

    /// <summary>The latest changes, and the way to all of them.</summary>
    public static IEnumerable<Element> Changes(RecordExtras extras, CurrentUser reader)
    {
        if (extras.Changes.Count == 0)
        {
            yield break;
        }

        var shown = new Shown(reader);
        yield return Blocks.HeadingWith("Changes", "All changes", ExecuteAction.Press("All changes", ShowHistory.Verb, new ShowHistory(extras.Kind, extras.Id, HistoryCard.OnePage)));
        foreach (var change in extras.Changes)
        {
            yield return Blocks.Subtle($"{Fields(change)} · {By(change)}, {shown.Ago(change.At, extras.Now)}") with { Size = TextSize.Small, Spacing = Spacing.Small };
        }
    }

    /// <summary>The way to pass the record on: cards cannot reach the clipboard, so that the link is shown to be marked and copied.</summary>
    public static CardAction? LinkButton(RecordExtras extras) => extras.Link is null ? null : new ToggleAction(["link"]) { Title = "Link", Tooltip = "Show the link to this record" };

    public static IEnumerable<Element> Link(RecordExtras extras) => extras.Link is not { } link ? []
        : [new Container([Blocks.Subtle("Copy this link. Whoever opens it sees what they may see.") with { Size = TextSize.Small }, new TextBlock(Markdown.Escape(link)) { Spacing = Spacing.None }]) { Id = "link", IsVisible = false, Style = "emphasis" }];

    /// <summary>"Stage: Proposal → Negotiation, Value: 100".</summary>
    public static string Fields(ToldChange change) => change.Fields.Count == 0 ? "details" : string.Join(", ", change.Fields.Select(f => (f.From, f.To) switch
    {
        (null, null) => Markdown.Escape(f.Label),
        (null, { } to) => $"{Markdown.Escape(f.Label)}: {Markdown.Escape(to)}",
        ({ } from, null) => $"{Markdown.Escape(f.Label)}: no longer {Markdown.Escape(from)}",
        ({ } from, { } to) => $"{Markdown.Escape(f.Label)}: {Markdown.Escape(from)} → {Markdown.Escape(to)}",
    }));

    public static string By(ToldChange change) => change.IsMine ? "you" : change.By is { } name ? Markdown.Short(name, 60) : "the CRM itself";

    private static string Now(ToldField field) => (Markdown.Escape(field.Label).ToLowerInvariant(), field.To) switch
    {
        (var label, null) when field.From is null => label,
        (var label, null) => $"{label} is now empty",
        var (label, to) => $"{label} is now {Markdown.Escape(to)}",
    };
}
