using Crm.Core.Activities;
using Crm.Core.Deals;

namespace Crm.Core.Reports;

/// <summary>The morning's card: what is due, what closes, what is open, what happened.</summary>
public static class DashboardCard
{
    public static AdaptiveCard For(DashboardReport report, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title($"Today, {shown.Date(report.Today)}"),
            Blocks.Subtle($"{ReportBlocks.Whose(report.Of)} · {Open(report, shown)}"),
            .. RateWords.Of(report.In, report.OpenDeals.Select(d => d.Currency), shown),
            ReportBlocks.Tiles(TasksDue(report, shown)),
            ReportBlocks.Tiles(DealsOpen(report, shown)),
            .. Tasks("Overdue", report.Overdue, TextColor.Attention, shown),
            .. Tasks("Due today", report.DueToday, TextColor.Default, shown),
            .. report.Overdue.First.Count + report.DueToday.First.Count == 0
                ? [new TextBlock("Nothing is due. “remind me Friday to …” plans something.")]
                : Array.Empty<Element>(),
            .. Closing("Past their close date", report.OverdueDeals, TextColor.Attention, shown),
            .. Closing("Closing within 30 days", report.ClosingSoon, TextColor.Default, shown),
            .. report.ActivityByDay.All(d => d.Count == 0)
                ? []
                : Charts.Days($"Activities a day, {shown.Day(report.ActivityByDay[0].Day)} to {shown.Day(report.ActivityByDay[^1].Day)}",
                    [.. report.ActivityByDay.Select(d => ($"{d.Day.Day}", d.Count))]),
            .. Won(report.RecentlyWon, shown),
        ])
        {
            Actions = ReportBlocks.Ways(
                reader, report.Of, of => ExecuteAction.Press(of == ReportQuestion.Me ? "Mine" : "Everybody's", new ShowDashboard(of)),
                ExecuteAction.Press("Pipeline", new ShowPipeline(ReportBlocks.OfWords(report.Of))),
                ExecuteAction.Press("Performance", new ShowPerformance(ReportBlocks.OfWords(report.Of))),
                ExecuteAction.Press("New task", new NewTask())),
            FallbackText = $"Today: {report.Overdue.Count.Value} tasks overdue, {report.DueToday.Count.Value} due, "
                + $"{report.OverdueDeals.Count.Value} deals past their close date",
        };
    }

    private static IReadOnlyList<Tile> TasksDue(DashboardReport report, ReaderFormat shown)
    {
        var whose = (ReportBlocks.Only(report.Of, ActivityFields.AssignedTo), ReportBlocks.Only(report.Of, ActivityFields.Owner)) switch
        {
            ("", _) => "",
            ({ } assigned, { } owner) => $" and ({assigned} or ({ActivityFields.AssignedTo} is empty and {owner}))",
            _ => null,
        };
        var day = Day(report.Today);
        var (overdue, today) = (report.Overdue.Count, report.DueToday.Count);
        return
        [
            new Tile(Number(overdue, shown), "tasks overdue", Warning(overdue), Activities("Overdue tasks", $"due before {day}", whose)),
            new Tile(Number(today, shown), "tasks due today", null, Activities("Tasks due today", $"due is {day}", whose)),
        ];
    }

    private static IReadOnlyList<Tile> DealsOpen(DashboardReport report, ReaderFormat shown)
    {
        var owner = ReportBlocks.Only(report.Of, "owner") switch { null => null, "" => "", var only => $" and {only}" };
        var overdue = report.OverdueDeals.Count;
        var (day, soon) = (Day(report.Today), Day(report.Today.AddDays(ShowDashboardHandler.SoonDays)));
        return
        [
            new Tile(
                Number(overdue, shown), "deals overdue", Warning(overdue),
                Deals("Deals past their close date", $" and expected close < {day}", owner)),
            new Tile(
                Number(report.ClosingSoon.Count, shown), "closing soon", null,
                Deals("Deals closing soon", $" and expected close between {day} and {soon}", owner)),
            new Tile(shown.Count(report.OpenDeals.Sum(d => d.Count)), "open deals", null, Deals("Open deals", "", owner)),
        ];
    }

    private static TextColor? Warning(Count count) => count.Value > 0 ? TextColor.Attention : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ExecuteAction? Activities(string title, string which, string? whose) => whose is null ? null
        : ExecuteAction.Press(
            title, new ListActivities($"type is Task and status is any of (Pending, \"In progress\") and {which}{whose} order by due"));

    private static ExecuteAction? Deals(string title, string which, string? owner) => owner is null ? null
        : ExecuteAction.Press(title, new ListDeals($"status is Open{which}{owner} order by expected close"));

    private static string Open(DashboardReport report, ReaderFormat shown) => report.OpenDeals.Count == 0 ? "no open deals"
        : "open: "
        + string.Join(
            ", ", report.OpenDeals
            .Select(d => $"{shown.Count(d.Count)} deal{(d.Count == 1 ? "" : "s")}, {shown.Money(d.Value, d.Currency)}"));

    private static IEnumerable<Element> Tasks(string title, DueTasks tasks, TextColor color, ReaderFormat shown)
    {
        if (tasks.First.Count > 0)
        {
            yield return Blocks.Heading(tasks.Count.Value > tasks.First.Count
                ? $"{title}: {tasks.First.Count} of {Number(tasks.Count, shown)}"
                : title) with { Color = color };
        }

        foreach (var task in tasks.First)
        {
            yield return new ColumnSet(
            [
                new Column(
                [
                    new TextBlock($"☐ {Markdown.Short(task.Subject, 80)}"),
                    Blocks.Subtle(
                        string.Join(
                            " · ", new[] { shown.DayOrMoment(task.DueOn, task.Due), Markdown.Short(task.Contact, 40),
                                Markdown.Short(task.Company, 40), Markdown.Short(task.Deal, 40) }.Where(s => s.Length > 0))),
                ])
                { SelectAction = ExecuteAction.Press($"Open {task.Subject}", new ShowActivity(task.Id)) },
                new Column(
                    [new ActionSet(
                        [ExecuteAction.Press("Done", new CompleteActivity(task.Id, Today: true, Version: task.Version))
                            with { Tooltip = $"Done: {task.Subject}" }])])
                {
                    Width = "auto", VerticalContentAlignment = "Center",
                },
            ])
            { Spacing = Spacing.Small };
        }
    }

    private static IEnumerable<Element> Closing(string title, ClosingDeals closing, TextColor color, ReaderFormat shown)
    {
        if (closing.First.Count > 0)
        {
            var isPart = closing.Count.Value > closing.First.Count;
            var heading = isPart ? $"{title}: {closing.First.Count} of {Number(closing.Count, shown)}" : title;
            yield return Blocks.Heading(heading) with { Color = color };
        }

        foreach (var deal in closing.First)
        {
            yield return Deal(
                deal.Id, deal.Title,
                string.Join(
                    " · ", new[] { shown.Money(deal.Value, deal.Currency), Markdown.Short(deal.Stage, 40), shown.Date(deal.Closes),
                        Markdown.Short(deal.Company, 40) }.Where(s => s.Length > 0)));
        }
    }

    private static IEnumerable<Element> Won(IReadOnlyList<WonDeal> won, ReaderFormat shown)
    {
        if (won.Count > 0)
        {
            yield return Blocks.Heading("Won lately");
        }

        foreach (var deal in won)
        {
            yield return Deal(deal.Id, deal.Title, $"{shown.Money(deal.Value, deal.Currency)} · {shown.Moment(deal.ClosedAt)}");
        }
    }

    private static Container Deal(Guid id, string title, string detail) =>
        new([new TextBlock($"**{Markdown.Short(title, 80)}**"), Blocks.Subtle(detail)])
    {
        Spacing = Spacing.Small, SelectAction = ExecuteAction.Press($"Open {title}", new ShowDeal(id)),
    };

    private static string Number(Count count, ReaderFormat shown) => shown.Count(count.Value) + (count.IsLowerBound ? "+" : "");
}
