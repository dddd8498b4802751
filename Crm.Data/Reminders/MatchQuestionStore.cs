using Crm.Core.MatchQuestions;
using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>Takes questions as the bot, which is no person; notes that one was told as its owner.</summary>
internal sealed class MatchQuestionStore(NpgsqlDataSource database, TenantRegistry tenants) : IMatchQuestionStore
{
    private const int MostAtOnce = 200;

    private static readonly TimeSpan Held = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<QuestionToTell>> TakeAsync(CancellationToken ct)
    {
        var taken = new List<QuestionToTell>();
        foreach (var tenant in await tenants.AllAsync(ct))
        {
            if (await ReachablePeople.OfAsync(database, tenant, ct) is { Length: > 0 } reachable)
            {
                taken.AddRange(await TakeAsync(tenant, reachable, ct));
            }
        }

        return taken;
    }

    public async Task ToldAsync(QuestionToTell question, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, question.Person, ct);
        await using var command =
            new NpgsqlCommand("update match_questions set told_at = now(), held_until = null where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = question.QuestionId });
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<List<QuestionToTell>> TakeAsync(Tenant tenant, Guid[] reachable, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, ReachablePeople.Bot(tenant), ct);
        await using var command = new NpgsqlCommand(
            """
            select t.question_id, u.id, coalesce(u.name, u.email), u.email, u.role, u.timezone, u.locale
              from take_match_questions($1, $2, $3) t join users u on u.id = t.user_id where u.is_active and not u.is_deleted
            """,
            connection);
        command.Parameters.AddRange(
            new NpgsqlParameter[] { new() { Value = reachable }, new() { Value = Held }, new() { Value = MostAtOnce } });
        var taken = new List<QuestionToTell>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                taken.Add(new QuestionToTell(
                    new CurrentUser(
                        rows.GetGuid(1), tenant, rows.GetString(2), rows.GetString(3), UpperSnakeCase.Parse<Role>(rows.GetString(4)),
                        rows.GetString(5), rows.GetString(6), Door.Teams), rows.GetGuid(0)));
            }
        }

        await transaction.CommitAsync(ct);
        return taken;
    }
}
