using Crm.Core.Input;

namespace Crm.Benchmarks.Bot;

/// <summary>Somebody who writes to the bot.</summary>
public sealed record BotPerson(Guid ObjectId, string Name, Role Role);

/// <summary>The firm's own people, four USERs to each MANAGER, and words that they may look for.</summary>
internal sealed record BotPeople(Guid TenantId, IReadOnlyList<BotPerson> People, IReadOnlyList<string> Words, IReadOnlyList<string> Stages)
{
    public static async Task<BotPeople> ReadAsync(BenchDatabase database, int conversations, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.Owner) { SearchPath = $"{database.Size.Schema}, crm_ext", MaxPoolSize = 1 });
        var all =
            await ReadAsync(
                source, "select entra_object_id, name, role from users where is_active and role in ('USER', 'MANAGER') order by id",
                r => new BotPerson(r.GetGuid(0), r.GetString(1), UpperSnakeCase.Parse<Role>(r.GetString(2))), ct);
        var managers = all.Where(p => p.Role is Role.Manager).Take(Math.Max(1, conversations / 5)).ToList();
        var users = all.Where(p => p.Role is Role.User).Take(conversations - managers.Count);
        var words =
            await ReadAsync(
                source, "select distinct split_part(name, ' ', 1) from (select name from companies where not is_deleted order by id "
                + "limit 2000) c where length(name) >= 4 order by 1 limit 300", r => r.GetString(0), ct);
        var stages = await ReadAsync(
            source, "select name from pipeline_stages where stage_type not in ('WON', 'LOST') order by position", r => r.GetString(0), ct);
        return new BotPeople(
            database.Size.TenantId, [.. managers, .. users], [.. words.Where(w => w.Length >= 3 && w.All(char.IsLetter))], stages);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<T>();
        while (await rows.ReadAsync(ct))
        {
            list.Add(read(rows));
        }

        return list;
    }
}
