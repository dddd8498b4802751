namespace Crm.Core.MatchQuestions;

/// <summary>A rule counts no more, and what it linked goes back to what it was; it is a question again.</summary>
public sealed record UndoRule(Guid QuestionId) : ICardRequest
{
    public static string Verb => "capture.unrule";
}

/// <param name="Rule">What counted until now.</param>
/// <param name="Unlinked">Mails and meetings whose link was taken back.</param>
/// <param name="Kept">Those whose link somebody changed since.</param>
/// <param name="Named"><inheritdoc cref="QuestionAnswered" path="/param[@name='Named']"/></param>
public sealed record RuleUndone(Guid QuestionId, string Rule, int Unlinked, int Kept, IReadOnlyList<Guid> Named);

public sealed class UndoRuleHandler(ICrmDb db, CurrentUser user, QuestionReader reader, TimeProvider clock) : IChangesData
{
    public async Task<Result<RuleUndone>> HandleAsync(UndoRule undo, CancellationToken ct)
    {
        var rule = await db.MatchQuestions.Include(q => q.Items)
            .SingleOrDefaultAsync(q => q.Id == undo.QuestionId && q.UserId == user.Id && q.AnsweredAt != null, ct);
        if (rule is null)
        {
            return Refusal.NotFound("rule");
        }

        var sentence = (await reader.FindAsync(rule.Id, ct))!.Rule!;
        var linked = rule.Items.Where(i => i.IsLinked).ToDictionary(i => i.ActivityId);
        var (back, kept) = (0, 0);
        foreach (var activity in await db.Activities.NotDeleted().Where(a => linked.Keys.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(ct))
        {
            if (user.MayChange(activity) && rule.Answer is { } target
                && MatchLink.TakeBack(activity, rule.Kind, target, linked[activity.Id].HasCompany))
            {
                back++;
                linked[activity.Id].Link(isLinked: false, hasCompany: false);
            }
            else
            {
                kept++;
            }
        }

        rule.Reopen(clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused
            : new RuleUndone(rule.Id, sentence, back, kept, rule.Named);
    }
}
