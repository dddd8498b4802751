namespace Crm.Core.MatchQuestions;

/// <summary>A question of which its owner is to be told.</summary>
public sealed record QuestionToTell(CurrentUser Person, Guid QuestionId);

/// <summary>
/// Questions that nobody was told of, each once over all hosts; only for people whom the bot can reach. What was put off is told of
/// again when its time has come.
/// </summary>
public interface IMatchQuestionStore
{
    /// <summary>Claims what is to be told now. A claim that is not followed by <see cref="ToldAsync"/> ends after some minutes.</summary>
    Task<IReadOnlyList<QuestionToTell>> TakeAsync(CancellationToken ct);

    Task ToldAsync(QuestionToTell question, CancellationToken ct);
}
