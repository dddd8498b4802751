using Crm.Core.MatchQuestions;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>What is asked about captured items, and what was answered.</summary>
internal static class MatchQuestionRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (ShowQuestionsHandler h, ShowQuestions r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, list, reader) => Live(QuestionCards.List(list, reader))),
        Route.Of(
            (ShowQuestionHandler h, ShowQuestion r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, question, reader) => Show(QuestionCards.For(question, r.Why, reader))).LeadingToChange(),
        Route.Change(
            (AnswerQuestionHandler h, AnswerQuestion r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, answered, reader) => Show(QuestionCards.Noted(answered, reader)),
            (r, why) => IsMended(why) ? Redirect(new ShowQuestion(r.QuestionId, why)) : Show(Cards.NoticeCard.Refused(why))),
        Route.Change(
            (DeferQuestionHandler h, DeferQuestion r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, deferred, reader) => Show(QuestionCards.AskedLater(deferred, reader))),
        Route.Change(
            (UndoRuleHandler h, UndoRule r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, undone, reader) => Show(QuestionCards.Undone(undone, reader))),
    ];
}
