using Crm.Core.Reminders;
using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>Takes questions by ids alone (take_match_questions); that one was told is noted as its owner.</summary>
internal sealed class MatchQuestionStore(NpgsqlDataSource database, TenantRegistry tenants) : ProactiveStore<QuestionToTell>(
    database, tenants, ReachablePeople.TakenBy("take_match_questions", "question_id"), most: 200)
{
    public override Task SentAsync(QuestionToTell message, CancellationToken ct) => WriteAsync(
        message.Person, "update match_questions set told_at = now(), held_until = null where id = $1", ct, message.QuestionId);

    protected override QuestionToTell Read(CurrentUser person, NpgsqlDataReader row) =>
        new(person, row.GetGuid(ReachablePeople.ColumnCount));
}
