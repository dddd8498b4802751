namespace Crm.Core.MatchQuestions;

/// <summary>What is asked about captured items, the same in chat and pane.</summary>
public static class QuestionCards
{
    public static AdaptiveCard List(QuestionList list, CurrentUser reader)
    {
        var title = Title(list.Count, reader);
        return new AdaptiveCard(
        [
            Blocks.Title(title),
            .. list.Questions.SelectMany(Line),
            .. list.Count > list.Questions.Count
                ? [Blocks.Subtle($"and {new ReaderFormat(reader).Count(list.Count - list.Questions.Count)} more")]
                : Array.Empty<Element>(),
        ])
        {
            FallbackText = title,
        };
    }

    public static AdaptiveCard For(QuestionView question, Refusal? why, CurrentUser reader) =>
        question.Rule is { } rule ? Answered(question, rule) : Open(question, why, reader);

    public static AdaptiveCard Noted(QuestionAnswered answered, CurrentUser reader) => NoticeCard.For(
        "Noted",
        $"{Markdown.Escape(answered.Rule)}. It counts until you undo it. "
            + (answered.Linked == 0 ? "Nothing was linked." : $"{Items(answered.Linked, reader)} linked."),
        [
            ExecuteAction.Press("Undo", new UndoRule(answered.QuestionId)),
            .. answered.Left == 0 ? Array.Empty<CardAction>()
                : [ExecuteAction.Press(Title(answered.Left, reader), new ShowQuestions())],
        ]);

    public static AdaptiveCard Undone(RuleUndone undone, CurrentUser reader) => NoticeCard.For(
        "Undone",
        $"It does not count any more: {Markdown.Escape(undone.Rule)}. "
            + (undone.Unlinked == 0 ? "Nothing had to go back." : $"{Items(undone.Unlinked, reader)} as before.")
            + (undone.Kept == 0 ? "" : $" {Items(undone.Kept, reader)} left alone: somebody changed the link since."),
        ExecuteAction.Press("Answer again", new ShowQuestion(undone.QuestionId)));

    public static AdaptiveCard AskedLater(QuestionDeferred deferred, CurrentUser reader) => NoticeCard.For(
        "Later", "You are asked again tomorrow. Until then it stays without the link.",
        deferred.Left == 0 ? [] : [ExecuteAction.Press(Title(deferred.Left, reader), new ShowQuestions())]);

    /// <summary>"2 questions".</summary>
    public static string Title(int count, CurrentUser reader) =>
        count == 0 ? "No questions" : count == 1 ? "1 question" : $"{new ReaderFormat(reader).Count(count)} questions";

    private static AdaptiveCard Open(QuestionView question, Refusal? why, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Short(question.Sentence, 300)),
            .. Blocks.Met(why),
            Blocks.Subtle(Markdown.Escape(question.Why)),
            .. question.Count < 2 ? Array.Empty<Element>() :
            [
                new TextBlock($"The answer counts for {shown.Count(question.Count)} mails and meetings, the latest:"),
                .. question.Items.Select(i => new TextBlock($"{shown.Moment(i.OccurredAt)}: {Markdown.Short(i.Subject, 100)}")
                    { Spacing = Spacing.Small }),
            ],
            .. Blocks.Field(
                new ChoiceSetInput(question.Kind.ToString(), [.. question.Choices.Select(c => new Choice(c.Name, c.Id.ToString())),
                    new Choice("None of them", AnswerQuestion.None)])
                { Id = "answer" }, why),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<AnswerQuestion>("Answer", new { questionId = question.QuestionId, version = question.Version })
                    with { Style = "positive" },
                ExecuteAction.Press("Ask me later", new DeferQuestion(question.QuestionId)),
            ],
            FallbackText = question.Sentence,
        };
    }

    private static AdaptiveCard Answered(QuestionView question, string rule) => NoticeCard.For(
        "Answered", $"{Markdown.Escape(rule)}.", ExecuteAction.Press("Undo", new UndoRule(question.QuestionId)));

    private static IEnumerable<Element> Line(QuestionView question) =>
    [
        new TextBlock(Markdown.Short(question.Sentence, 200)) { Separator = true },
        .. question.Count < 2 ? Array.Empty<Element>() : [Blocks.Subtle(Markdown.Short(Subjects(question), 200))],
        .. Blocks.Row(ExecuteAction.Press("Answer", new ShowQuestion(question.QuestionId))),
    ];

    private static string Subjects(QuestionView question) => string.Join(", ", question.Items.Select(i => $"“{i.Subject}”"))
        + (question.Count > question.Items.Count ? ", …" : "");

    private static string Items(int count, CurrentUser reader) =>
        count == 1 ? "One mail or meeting is" : $"{new ReaderFormat(reader).Count(count)} mails and meetings are";
}
