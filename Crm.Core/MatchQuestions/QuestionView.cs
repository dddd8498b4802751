using Crm.Core.Matching;

namespace Crm.Core.MatchQuestions;

/// <summary>A question as its owner reads it.</summary>
/// <param name="Version">To be sent with the answer: further candidates make another question of it.</param>
/// <param name="Sentence">What is asked, in words.</param>
/// <param name="Why">Why it is asked, in words.</param>
/// <param name="Items">The latest of the mails and meetings that the answer counts for.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Choices">The candidates that are still there, by name.</param>
/// <param name="Rule">What was answered, in words; null while the question is open.</param>
public sealed record QuestionView(
    Guid QuestionId, int Version, MatchKind Kind, string Sentence, string Why, IReadOnlyList<AskedItem> Items, int Count,
    IReadOnlyList<CandidateView> Choices, string? Rule);

public sealed record AskedItem(Guid ActivityId, string Subject, DateTimeOffset OccurredAt);

public sealed record CandidateView(Guid Id, string Name);

/// <summary>What was answered, as a rule that counts for what comes.</summary>
/// <param name="Sentence">"Mail with Ann Miller is about Fleet renewal".</param>
/// <param name="Counts">False when its deal is closed, deleted or moved.</param>
/// <param name="Linked">How many mails and meetings it linked.</param>
public sealed record RuleView(Guid QuestionId, string Sentence, bool Counts, int Linked);
