using Crm.Torture.Hosts;

namespace Crm.Torture.Oracle;

/// <summary>A captured activity as it stands in the tables.</summary>
/// <param name="Mailboxes">Whose mailboxes are attached, by their addresses, with the presence of each copy.</param>
internal sealed record Captured(
    string Type, string Subject, string Status, DateTimeOffset OccurredAt, string SourceKey, IReadOnlyDictionary<string, string> Mailboxes)
{
    public static async Task<IReadOnlyList<Captured>> ReadAsync(SeedDatabase database, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var command = source.CreateCommand(
            """
            select a.type, a.subject, a.status, a.occurred_at, a.source_key,
                   coalesce(array_agg(u.email order by u.email) filter (where u.id is not null), '{}'),
                   coalesce(array_agg(m.presence order by u.email) filter (where u.id is not null), '{}')
              from t_contoso.activities a
              left join t_contoso.activity_mailboxes m on m.activity_id = a.id
              left join t_contoso.users u on u.id = m.user_id
             where a.source_key is not null and not a.is_deleted
             group by a.id
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var captured = new List<Captured>();
        while (await rows.ReadAsync(ct))
        {
            var (addresses, presences) = (rows.GetFieldValue<string[]>(5), rows.GetFieldValue<string[]>(6));
            captured.Add(new Captured(
                rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetString(4),
                addresses.Zip(presences).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)));
        }

        return captured;
    }
}
