using Crm.Core.Capture;
using Crm.Core.MatchQuestions;
using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>How capture stands: of the own mailbox for everybody, of all mailboxes for an administrator.</summary>
public static class CaptureCards
{
    /// <summary>Lines that fit a card of 25 KB.</summary>
    private const int Most = 40;

    public static AdaptiveCard Own(CaptureView view, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        var waiting = view.Folders.FirstOrDefault(f => f.WaitsForOwner);
        var troubled = view.Folders.Where(f => f.Problem is not null && !f.WaitsForOwner).ToList();
        return new AdaptiveCard(
        [
            Blocks.Title("Your mailbox in the CRM"),
            new TextBlock(Standing(view, shown)),
            Blocks.Facts(
                ("What is captured", PolicyWords.Mode(view.Mode)),
                ("Mail is read since", view.ReadSince is { } since ? shown.Moment(since) : null),
                ("Folders and calendars", view.Folders.Count == 0 ? null : shown.Count(view.Folders.Count)),
                ("Your team", view.Team is { } team ? Markdown.Short(team, 60) : null),
                ("Never logged", Listed([.. view.Organisation.NeverLog, .. view.OfTeam?.NeverLog ?? [], .. view.Own.NeverLog]))),
            .. Backfill(view, shown) is { } older ? [Blocks.Subtle(older)] : Array.Empty<Element>(),
            .. Proof(view, shown) is { } proof ? [Blocks.Subtle(proof)] : Array.Empty<Element>(),
            .. waiting is null ? Array.Empty<Element>() :
            [
                new TextBlock("⚠ " + Markdown.Escape(waiting.Problem)) { Color = TextColor.Attention },
                .. Blocks.Row(ExecuteAction.Press("Connect my mailbox", new ConnectMailbox())),
            ],
            .. troubled.Take(3).Select(f => (Element)new TextBlock("⚠ " + Trouble(f, shown)) { Color = TextColor.Attention }),
            .. view.LastWeek.Count == 0 ? Array.Empty<Element>() :
            [
                Blocks.Heading("Decided in the past seven days"),
                .. view.LastWeek.Select(r => new TextBlock($"**{shown.Count(r.Count)}** {Markdown.Escape(r.Sentence)}")
                    { Spacing = Spacing.Small }),
            ],
            .. view.Rules.Count == 0 ? Array.Empty<Element>() : [Blocks.Heading("What you said"), .. view.Rules.SelectMany(Rule)],
            .. view.Requests.Count == 0 ? Array.Empty<Element>() :
                [Blocks.Heading("Who asked to read more"), .. view.Requests.SelectMany(r => AccessRequestCards.Lines(r, shown))],
            .. view.Receipts.Count == 0 ? Array.Empty<Element>() :
                [Blocks.Heading("Changes of policy"), .. view.Receipts.Select(r => Blocks.Subtle(Receipt(r, shown)))],
        ])
        {
            Actions =
            [
                .. view.Questions == 0
                    ? Array.Empty<CardAction>()
                    : [ExecuteAction.Press(QuestionCards.Title(view.Questions, reader), new ShowQuestions()) with { Style = "positive" }],
                ExecuteAction.Press("Change what is captured", new EditPolicy("own")),
                view.Own.Mode is CaptureMode.Off ? ExecuteAction.Press("Connect again", new ConnectMailbox())
                    : ExecuteAction.Press("Disconnect", new AskDisconnect()),
                .. reader.IsAdministrator
                    ? [
                        ExecuteAction.Press("For the organisation", new EditPolicy(TypedPolicy.Organisation)),
                        ExecuteAction.Press("All mailboxes", new ShowMailboxes()),
                    ]
                    : Array.Empty<CardAction>(),
            ],
            FallbackText = Standing(view, shown),
        };
    }

    public static AdaptiveCard All(IReadOnlyList<MailboxStanding> mailboxes, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title($"All mailboxes: {shown.Count(mailboxes.Count)}"),
            .. mailboxes.Take(Most).Select(m => Line(m, shown)),
            .. mailboxes.Count > Most ? [Blocks.Subtle($"and {shown.Count(mailboxes.Count - Most)} more")] : Array.Empty<Element>(),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("For the organisation", new EditPolicy(TypedPolicy.Organisation)),
                ExecuteAction.Press("Teams", new ShowTeams()),
                ExecuteAction.Press("My mailbox", new ShowCapture()),
            ],
            FallbackText = $"All mailboxes: {mailboxes.Count}",
        };
    }

    private static string Standing(CaptureView view, ReaderFormat shown) => view switch
    {
        { Mode: CaptureMode.Off or CaptureMode.Manual } => "Nothing is captured by itself.",
        { CompleteTo: { } moment } => $"Complete to {shown.Moment(moment)}: whatever came before has been decided.",
        { Folders.Count: 0 } => "It has not been read so far.",
        _ => "It is being read for the first time.",
    };

    /// <summary>How far older mail has been read, over all folders.</summary>
    private static string? Backfill(CaptureView view, ReaderFormat shown)
    {
        var open = view.Folders.Select(f => f.Backfill).OfType<BackfillProgress>().Where(b => b.State is not BackfillState.Done).ToList();
        if (open.Count == 0)
        {
            return null;
        }

        var (read, total) = (open.Sum(b => b.Read), open.TrueForAll(b => b.Total is not null) ? open.Sum(b => b.Total) : null);
        var end = open.TrueForAll(b => b.ExpectedAt is not null) ? open.Max(b => b.ExpectedAt) : null;
        return $"Older mail: {shown.Count(read)}{(total is { } all ? $" of {shown.Count(all)}" : "")} read"
            + (end is { } moment ? $", done by {shown.Moment(moment)}."
                : open.TrueForAll(b => b.State is BackfillState.Stopped) ? "; it rests."
                : ".");
    }

    /// <summary>What the last night's comparison came to, over all folders.</summary>
    private static string? Proof(CaptureView view, ReaderFormat shown)
    {
        var proofs = view.Folders.Select(f => f.Proof).OfType<ProofView>().ToList();
        return proofs.Count == 0 ? null
            : $"Compared with the mailbox at {shown.Moment(proofs.Max(p => p.ProvenAt))}: {shown.Count(proofs.Sum(p => p.Decided))} of "
                + $"{shown.Count(proofs.Sum(p => p.Items))} items decided"
                + (proofs.Sum(p => p.Missed) is > 0 and var missed ? $"; {shown.Count(missed)} had been missed and were read then." : ".");
    }

    private static string Trouble(FolderState folder, ReaderFormat shown) =>
        $"{Markdown.Short(folder.Name, 60)} is not read ({Markdown.Escape(folder.Problem)})"
        + (folder.PausedUntil is { } until ? $"; it is tried again at {shown.Moment(until)}." : ".");

    private static string Receipt(ReceiptView receipt, ReaderFormat shown) =>
        $"{shown.Moment(receipt.ChangedAt)}: " + receipt.Whose switch
        {
            TypedPolicy.Organisation => "the organisation's",
            TypedPolicy.OfTeam => receipt.Team is { } team ? $"that of {Markdown.Short(team, 60)}" : "that of a team",
            _ => "your own",
        }
        + (receipt.ChangedBy is { } who ? $", by {Markdown.Escape(who)}" : "")
        + (receipt.IsRetroactive ? $"; taken out {shown.Count(receipt.Removed)}, looked at again {shown.Count(receipt.ReadAgain)}" : "")
        + (receipt.Hidden + receipt.Shown == 0 ? ""
            : $"; others see less of {shown.Count(receipt.Hidden)}, more of {shown.Count(receipt.Shown)}");

    private static IEnumerable<Element> Rule(RuleView rule) =>
    [
        new TextBlock(Markdown.Short(rule.Sentence, 200) + (rule.Counts ? ""
            : ". This does not count any more: the deal is closed, deleted or with other people.")) { Spacing = Spacing.Small },
        .. Blocks.Row(ExecuteAction.Press("Undo", new UndoRule(rule.QuestionId))),
    ];

    private static string? Listed(IReadOnlyList<string> entries) => entries.Count == 0 ? null
        : Markdown.Escape(string.Join(", ", entries.Take(5))) + (entries.Count > 5 ? $" and {entries.Count - 5} more" : "");

    private static ColumnSet Line(MailboxStanding mailbox, ReaderFormat shown) => new(
    [
        new Column(
        [
            new TextBlock($"**{Markdown.Short(mailbox.Name, 60)}**"),
            Blocks.Subtle(string.Join(" · ", ((string?[])
            [
                mailbox.Mode is CaptureMode.On ? null : PolicyWords.Mode(mailbox.Mode),
                mailbox.CompleteTo is { } moment ? $"complete to {shown.Moment(moment)}" : null,
                mailbox.Problem is { } problem ? $"⚠ {Markdown.Escape(problem)}" : null,
                mailbox is { Mode: CaptureMode.On, CompleteTo: null, Problem: null } ? "not read so far" : null,
            ]).OfType<string>())),
        ]),
    ])
    { Separator = true, Spacing = Spacing.Small };
}
