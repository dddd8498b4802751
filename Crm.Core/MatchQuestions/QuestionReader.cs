using Crm.Core.Activities;
using Crm.Core.Matching;

namespace Crm.Core.MatchQuestions;

/// <summary>Reads questions and rules with the names that their owner may see.</summary>
public sealed class QuestionReader(ICrmDb db, CurrentUser user)
{
    /// <summary>Questions and rules that a card shows.</summary>
    public const int Most = 10;

    private const int ShownItems = 3;

    public IQueryable<MatchQuestion> Own => db.MatchQuestions.Where(q => q.UserId == user.Id);

    /// <summary>Those that are to be asked now: a candidate at least is the owner's to see.</summary>
    public IQueryable<MatchQuestion> Asked(DateTimeOffset now) =>
        Own.Where(q => (q.LaterUntil == null || q.LaterUntil <= now) && q.Items.AsQueryable().Any(MatchQuestionItem.IsOpen)
            && ((q.Kind == MatchKind.Deal && db.Deals.Any(d => q.Candidates.Contains(d.Id) && !d.IsDeleted))
                || (q.Kind == MatchKind.Contact && db.Contacts.Any(c => q.Candidates.Contains(c.Id) && !c.IsDeleted))
                || (q.Kind == MatchKind.Company && db.Companies.Any(c => q.Candidates.Contains(c.Id) && !c.IsDeleted))));

    public async Task<IReadOnlyList<QuestionView>> QuestionsAsync(IQueryable<MatchQuestion> questions, CancellationToken ct)
    {
        var read = await questions.AsNoTracking().OrderBy(q => q.AskedAt).ThenBy(q => q.Id).Take(Most)
            .Select(q => new
            {
                Question = q,
                Count = q.Items.Count(i => !i.Activity!.IsDeleted),
                Items = q.Items.Where(i => !i.Activity!.IsDeleted).OrderByDescending(i => i.Activity!.OccurredAt).Take(ShownItems)
                    .Select(i => new Shown(
                        i.ActivityId, i.Activity!.Subject, i.Activity.OccurredAt, i.Activity.Type, i.Activity.ContactId,
                        i.Activity.Contact == null ? null : i.Activity.Contact.FirstName + " " + i.Activity.Contact.LastName,
                        i.Activity.Company == null ? null : i.Activity.Company.Name,
                        i.Activity.Participants.Where(p => p.UserId == null).OrderBy(p => p.Kind).Select(p => p.Address).FirstOrDefault()))
                    .ToList(),
            })
            .ToListAsync(ct);
        var names = await CandidateNames.OfAsync(db, user, [.. read.Select(r => r.Question)], ct);
        var people = await AskedPeople.OfAsync(
            db, user, [.. read.Where(r => r.Count == 1).SelectMany(r => r.Items).Select(i => i.ActivityId).Distinct()], ct);
        return [.. read.Select(r => new QuestionView(
            r.Question.Id, r.Question.Version, r.Question.Kind,
            Sentence(r.Question, r.Items is [var latest, ..] ? latest : null, r.Count, people),
            r.Question.Reason.Sentence(), [.. r.Items.Select(i => new AskedItem(i.ActivityId, i.Subject, i.OccurredAt))], r.Count,
            [.. r.Question.Candidates.Where(names.IsChoice).Select(c => new CandidateView(c, names[c]))
                .OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)],
            r.Question.AnsweredAt is null ? null : names.Rule(r.Question)))];
    }

    public async Task<IReadOnlyList<RuleView>> RulesAsync(CancellationToken ct)
    {
        var read = await Own.Where(q => q.AnsweredAt != null).AsNoTracking().OrderByDescending(q => q.AnsweredAt).Take(Most)
            .Select(q => new { Question = q, Linked = q.Items.Count(i => i.IsLinked && !i.Activity!.IsDeleted) }).ToListAsync(ct);
        if (read.Count == 0)
        {
            return [];
        }

        var names = await CandidateNames.OfAsync(db, user, [.. read.Select(r => r.Question)], ct);
        var counting = (await NamedRules.OfAsync(db, user.Id, ct)).Where(r => r.Counts).Select(r => r.Id).ToHashSet();
        return [.. read.Select(r => new RuleView(
            r.Question.Id, names.Rule(r.Question), counting.Contains(r.Question.Id), r.Linked))];
    }

    /// <summary>A question's or rule's words for one; null when it is not the reader's.</summary>
    public async Task<QuestionView?> FindAsync(Guid questionId, CancellationToken ct) =>
        await QuestionsAsync(Own.Where(q => q.Id == questionId), ct) is [var found] ? found : null;

    /// <summary>Of several items none stands for the others: they are listed below it.</summary>
    private static string Sentence(MatchQuestion question, Shown? item, int count, AskedPeople people)
    {
        var kind = question.Kind.ToString().ToLowerInvariant();
        var with = item?.Contact ?? item?.Company ?? item?.Address;
        var whom = with is null ? "" : $" with {with}";
        if (count > 1)
        {
            return $"Which {kind} are these mails and meetings{whom} {(question.Kind is MatchKind.Deal ? "about" : "with")}?";
        }

        var what = item is null ? "this item"
            : item.Type is ActivityType.Meeting ? $"the meeting “{item.Subject}”{whom}"
            : people.Mail(item.ActivityId, item.Subject, item.ContactId, with);
        return $"Which {kind} is {what} {(question.Kind is MatchKind.Deal ? "about" : "with")}?";
    }

    private sealed record Shown(
        Guid ActivityId, string Subject, DateTimeOffset OccurredAt, ActivityType Type, Guid? ContactId, string? Contact,
        string? Company, string? Address);
}
