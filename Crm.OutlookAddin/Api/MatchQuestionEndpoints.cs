using Crm.Core.Commands;
using Crm.Core.MatchQuestions;

namespace Crm.OutlookAddin.Api;

/// <summary>What the caller is asked about captured mails and meetings, and what they answered.</summary>
internal static class MatchQuestionEndpoints
{
    public static async Task<Results<Ok<QuestionList>, ProblemHttpResult>> GetAsync(
        Me me, UseCaseRunner useCases, CancellationToken ct) =>
        CaptureEndpoint.Answer(await useCases.RunAsync<ShowQuestionsHandler, Result<QuestionList>>(
            me.User, (handler, token) => handler.HandleAsync(new ShowQuestions(), token), ct));

    public static async Task<Results<Ok<QuestionAnswered>, ProblemHttpResult>> AnswerAsync(
        Guid id, AnswerBody body, Me me, UseCaseRunner useCases, CancellationToken ct) =>
        CaptureEndpoint.Answer(await useCases.ChangeAsync<AnswerQuestionHandler, QuestionAnswered>(
            me.User, AnswerQuestion.Verb,
            (handler, token) => handler.HandleAsync(new AnswerQuestion(id, body.Version, body.Answer), token), ct));

    public static async Task<Results<Ok<RuleUndone>, ProblemHttpResult>> UndoAsync(
        Guid id, Me me, UseCaseRunner useCases, CancellationToken ct) =>
        CaptureEndpoint.Answer(await useCases.ChangeAsync<UndoRuleHandler, RuleUndone>(
            me.User, UndoRule.Verb, (handler, token) => handler.HandleAsync(new UndoRule(id), token), ct));
}

/// <param name="Version">The question's version that was read; another is refused with 412.</param>
/// <param name="Answer">The id of one of the choices, or NONE.</param>
internal sealed record AnswerBody(int Version, string? Answer = null);
