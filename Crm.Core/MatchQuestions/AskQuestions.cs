using Crm.Core.Activities;
using Crm.Core.Matching;

namespace Crm.Core.MatchQuestions;

/// <summary>Asks about what is ambiguous of a page's new activities: one question each, which further items join.</summary>
public sealed class AskQuestions(ICrmDb db, TimeProvider clock)
{
    private readonly Dictionary<Guid, MatchQuestion> asked = [];
    private Guid userId;

    /// <summary>Reads what was asked before; asks the database only where something is ambiguous.</summary>
    public async Task LoadAsync(Guid user, IEnumerable<ItemMatch> matches, CancellationToken ct)
    {
        userId = user;
        asked.Clear();
        var keys = matches.SelectMany(Ambiguities).Select(a => MatchQuestion.KeyOf(a.Kind, a.Scope, a.Several)).Distinct().ToList();
        if (keys.Count == 0)
        {
            return;
        }

        foreach (var question in await db.MatchQuestions.Where(q => q.UserId == user && keys.Contains(q.Key)).ToListAsync(ct))
        {
            asked[question.Key] = question;
        }
    }

    /// <summary>The activity is new: it joins the questions about it, and the rules that decided about it.</summary>
    public void Join(Activity activity, ItemMatch match)
    {
        foreach (var (kind, scope, several) in Ambiguities(match))
        {
            var key = MatchQuestion.KeyOf(kind, scope, several);
            if (asked.TryGetValue(key, out var question))
            {
                question.Asked(several, clock.GetUtcNow());
            }
            else
            {
                asked[key] = question = MatchQuestion.About(userId, kind, scope, several, clock.GetUtcNow());
                db.MatchQuestions.Add(question);
            }

            db.MatchQuestionItems.Add(MatchQuestionItem.Of(question.Id, activity.Id, isLinked: false));
        }

        foreach (var rule in new[] { match.Contact, match.Company, match.Deal }.OfType<Outcome.Certain>().Select(c => c.RuleId)
            .OfType<Guid>().Distinct())
        {
            db.MatchQuestionItems.Add(MatchQuestionItem.Of(rule, activity.Id, isLinked: true));
        }
    }

    private static IEnumerable<(MatchKind Kind, MatchScope? Scope, Outcome.Ambiguous Several)> Ambiguities(ItemMatch match)
    {
        if (match.Contact is Outcome.Ambiguous contacts)
        {
            yield return (MatchKind.Contact, null, contacts);
        }

        if (match.Company is Outcome.Ambiguous companies)
        {
            yield return (MatchKind.Company, null, companies);
        }

        if (match is { Deal: Outcome.Ambiguous deals, DealScope: { } scope })
        {
            yield return (MatchKind.Deal, scope, deals);
        }
    }
}
