namespace Crm.Core.MatchQuestions;

/// <summary>What the mailbox's owner is asked now, the oldest first.</summary>
public sealed record ShowQuestions : ICardRequest
{
    public static string Verb => "capture.questions";
}

/// <param name="Count">How many are asked; the first are listed.</param>
public sealed record QuestionList(int Count, IReadOnlyList<QuestionView> Questions);

public sealed class ShowQuestionsHandler(QuestionReader reader, TimeProvider clock)
{
    public async Task<Result<QuestionList>> HandleAsync(ShowQuestions ask, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return new QuestionList(
            await reader.Asked(now).CountAsync(ct), await reader.QuestionsAsync(reader.Asked(now), ct));
    }
}
