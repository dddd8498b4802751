using System.Security.Cryptography;
using System.Text;
using Crm.Core.Activities;
using Crm.Core.Matching;

namespace Crm.Core.MatchQuestions;

/// <summary>
/// What the owner of a mailbox is asked about captured items, once for all of the same ambiguity. Answered it is a named rule, which counts
/// until it is undone; undone it is a question again.
/// </summary>
public sealed class MatchQuestion
{
    public Guid Id { get; private init; }

    /// <summary>Whose mailbox.</summary>
    public Guid UserId { get; private init; }

    /// <summary>The same for all items of the same ambiguity, and unique for a mailbox.</summary>
    public Guid Key { get; private init; }

    public MatchKind Kind { get; private init; }

    /// <summary>Of a question about deals: with whom.</summary>
    public Guid? ContactId { get; private init; }

    public Guid? CompanyId { get; private init; }

    /// <summary>Of a question about deals: within which thread.</summary>
    public string? ConversationId { get; private init; }

    /// <summary>Records of the <see cref="Kind"/>.</summary>
    public Guid[] Candidates { get; private set; } = [];

    /// <summary>Why it is asked.</summary>
    public MatchReason Reason { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>It is not to be asked before.</summary>
    public DateTimeOffset? LaterUntil { get; private set; }

    /// <summary>When the bot wrote of it.</summary>
    public DateTimeOffset? ToldAt { get; private set; }

    /// <summary>A host is about to write of it.</summary>
    public DateTimeOffset? HeldUntil { get; private init; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The record that was chosen; null for none of the candidates, or while nothing was.</summary>
    public Guid? Answer { get; private set; }

    public int Version { get; private set; } = 1;

    public List<MatchQuestionItem> Items { get; } = [];

    public MatchScope? Scope => ConversationId is { } thread ? new MatchScope.OfThread(thread)
        : ContactId is { } contact ? new MatchScope.OfContact(contact)
        : CompanyId is { } company ? new MatchScope.OfCompany(company)
        : null;

    /// <summary>The records that its words name.</summary>
    public IReadOnlyList<Guid> Named => [.. new[] { ContactId, CompanyId }.OfType<Guid>(), .. Candidates];

    public static MatchQuestion About(
        Guid userId, MatchKind kind, MatchScope? scope, Outcome.Ambiguous several, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserId = userId,
        Key = KeyOf(kind, scope, several),
        Kind = kind,
        ContactId = (scope as MatchScope.OfContact)?.Id,
        CompanyId = (scope as MatchScope.OfCompany)?.Id,
        ConversationId = (scope as MatchScope.OfThread)?.ConversationId,
        Candidates = [.. several.Candidates],
        Reason = several.Reasons[^1],
        AskedAt = now,
    };

    /// <summary>What makes two questions one: the kind and whose items it concerns, or the candidates.</summary>
    public static Guid KeyOf(MatchKind kind, MatchScope? scope, Outcome.Ambiguous several)
    {
        var text = $"{kind} {scope?.Key ?? string.Join(' ', several.Candidates.Order())}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>The same is ambiguous again: further candidates join, and what was answered counts no more.</summary>
    public void Asked(Outcome.Ambiguous several, DateTimeOffset now)
    {
        var all = Candidates.Union(several.Candidates).ToArray();
        if (AnsweredAt is not null)
        {
            (AnsweredAt, Answer, AskedAt, ToldAt, LaterUntil) = (null, null, now, null, null);
            all = [.. several.Candidates];
            Version++;
        }

        if (!all.SequenceEqual(Candidates))
        {
            Candidates = all;
            Version++;
        }

        Reason = several.Reasons[^1];
    }

    /// <param name="answer">One of the candidates; null for none of them.</param>
    public void Settle(Guid? answer, DateTimeOffset now)
    {
        (Answer, AnsweredAt, LaterUntil) = (answer, now, null);
        Version++;
    }

    public void Defer(DateTimeOffset until) => (LaterUntil, ToldAt) = (until, null);

    public void Told(DateTimeOffset now) => ToldAt = now;

    /// <summary>The rule is a question again, and nobody is written to because of it.</summary>
    public void Reopen(DateTimeOffset now)
    {
        (Answer, AnsweredAt, ToldAt) = (null, null, now);
        Version++;
    }
}

/// <summary>An item that a question or its answer concerns.</summary>
public sealed class MatchQuestionItem
{
    public Guid QuestionId { get; private init; }

    public MatchQuestion? Question { get; private init; }

    public Guid ActivityId { get; private init; }

    public Activity? Activity { get; private init; }

    /// <summary>The answer, or the rule it became, linked it: undoing it takes that link back.</summary>
    public bool IsLinked { get; private set; }

    /// <summary>With a contact it got the contact's company, which goes back with it.</summary>
    public bool HasCompany { get; private set; }

    /// <summary>The question is not answered, and the item is there and has no such link.</summary>
    public static Expression<Func<MatchQuestionItem, bool>> IsOpen { get; } = i => i.Question!.AnsweredAt == null && !i.Activity!.IsDeleted
        && (i.Question.Kind == MatchKind.Deal ? i.Activity.DealId == null
            : i.Question.Kind == MatchKind.Contact ? i.Activity.ContactId == null
            : i.Activity.CompanyId == null);

    public static MatchQuestionItem Of(Guid questionId, Guid activityId, bool isLinked) =>
        new() { QuestionId = questionId, ActivityId = activityId, IsLinked = isLinked };

    public void Link(bool isLinked, bool hasCompany) => (IsLinked, HasCompany) = (isLinked, hasCompany);
}
