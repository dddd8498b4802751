namespace Crm.Core.MatchQuestions;

/// <summary>One question; after a refusal with what was wrong beside the choices.</summary>
public sealed record ShowQuestion(Guid QuestionId, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "capture.question";
}

public sealed class ShowQuestionHandler(QuestionReader reader)
{
    public async Task<Result<QuestionView>> HandleAsync(ShowQuestion ask, CancellationToken ct) =>
        await reader.FindAsync(ask.QuestionId, ct) is { } question && (question.Rule is not null || question.Choices.Count > 0)
            ? question
            : Refusal.NotFound("question");
}
