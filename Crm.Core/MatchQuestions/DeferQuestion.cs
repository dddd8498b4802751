namespace Crm.Core.MatchQuestions;

/// <summary>Not now: it is asked again in a day.</summary>
public sealed record DeferQuestion(Guid QuestionId) : ICardRequest
{
    public static string Verb => "capture.later";
}

/// <param name="Left">Further questions that are asked.</param>
public sealed record QuestionDeferred(Guid QuestionId, int Left);

public sealed class DeferQuestionHandler(ICrmDb db, CurrentUser user, QuestionReader reader, TimeProvider clock)
    : IChangesData
{
    private static readonly TimeSpan Later = TimeSpan.FromDays(1);

    public async Task<Result<QuestionDeferred>> HandleAsync(DeferQuestion ask, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.MatchQuestions.SingleOrDefaultAsync(q => q.Id == ask.QuestionId && q.UserId == user.Id, ct) is not { } question)
        {
            return Refusal.NotFound("question");
        }

        question.Defer(now + Later);
        return await db.SaveAsync(ct) is { } refused ? refused
            : new QuestionDeferred(question.Id, await reader.Asked(now).CountAsync(ct));
    }
}
