using Crm.Core.Matching;

namespace Crm.Core.MatchQuestions;

/// <summary>Links what the question concerns, and counts as a rule for what comes.</summary>
/// <param name="Version">Of the question as it was shown.</param>
/// <param name="Answer">A candidate's id, or <see cref="None"/>.</param>
public sealed record AnswerQuestion(Guid QuestionId, int Version, string? Answer = null) : ICardRequest
{
    public static string Verb => "capture.answer";

    public const string None = "NONE";
}

/// <param name="Rule">"Mail with Ann Miller is about Fleet renewal".</param>
/// <param name="Linked">Mails and meetings that have the link now.</param>
/// <param name="Left">Further questions that are asked.</param>
/// <param name="Named">The records that the rule names: who asks to be forgotten is found in kept answers by them.</param>
public sealed record QuestionAnswered(Guid QuestionId, string Rule, int Linked, int Left, IReadOnlyList<Guid> Named);

public sealed class AnswerQuestionHandler(ICrmDb db, CurrentUser user, QuestionReader reader, TimeProvider clock) : IChangesData
{
    public async Task<Result<QuestionAnswered>> HandleAsync(AnswerQuestion said, CancellationToken ct)
    {
        var question = await db.MatchQuestions.Include(q => q.Items)
            .SingleOrDefaultAsync(q => q.Id == said.QuestionId && q.UserId == user.Id, ct);
        if (question is null)
        {
            return Refusal.NotFound("question");
        }

        if (question.AnsweredAt is not null || question.Version != said.Version)
        {
            return Refusal.Conflict("question") with { CurrentVersion = question.Version };
        }

        var read = await ReadAsync(question, said.Answer, ct);
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        question.Settle(read.Value.Id, clock.GetUtcNow());
        var linked = read.Value.Id is { } target ? await LinkAsync(question, target, read.Value.CompanyId, ct) : 0;
        return await db.SaveAsync(ct) is { } refused ? refused
            : new QuestionAnswered(
                question.Id, (await reader.FindAsync(question.Id, ct))!.Rule!, linked,
                await reader.Asked(clock.GetUtcNow()).CountAsync(ct), question.Named);
    }

    /// <summary>One of the choices as they stand now; a contact brings its company along.</summary>
    private async Task<Result<(Guid? Id, Guid? CompanyId)>> ReadAsync(MatchQuestion question, string? answer, CancellationToken ct)
    {
        if (answer == AnswerQuestion.None)
        {
            return (null, null);
        }

        if (string.IsNullOrWhiteSpace(answer))
        {
            return Refusal.Invalid(new FieldError("answer", "Choose one, or “None of them”."));
        }

        var shown = await reader.FindAsync(question.Id, ct);
        return Guid.TryParse(answer, out var id) && shown!.Choices.Any(c => c.Id == id)
            ? (id, question.Kind is not MatchKind.Contact ? null
                : await db.Contacts.Where(c => c.Id == id).Select(c => c.CompanyId).SingleOrDefaultAsync(ct))
            : Refusal.Invalid(new FieldError("answer", "This is not there any more. Choose another one, or “None of them”."));
    }

    /// <summary>What was linked by hand meanwhile stays as it is.</summary>
    private async Task<int> LinkAsync(MatchQuestion question, Guid target, Guid? companyId, CancellationToken ct)
    {
        var items = question.Items.ToDictionary(i => i.ActivityId);
        var linked = 0;
        foreach (var activity in await db.Activities.NotDeleted().Where(a => items.Keys.Contains(a.Id)).ToListAsync(ct))
        {
            if (user.MayChange(activity) && MatchLink.Set(activity, question.Kind, target, companyId) is { } hasCompany)
            {
                items[activity.Id].Link(isLinked: true, hasCompany);
                linked++;
            }
        }

        return linked;
    }
}
