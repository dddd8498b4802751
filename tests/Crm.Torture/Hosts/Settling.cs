namespace Crm.Torture.Hosts;

/// <summary>
/// Waits until every folder that is read has been read to its end twice since faults ended: the second time is sure to have begun after the
/// last change, because a folder has one run at a time.
/// </summary>
internal sealed class Settling(SeedDatabase database, Stage stage)
{
    /// <summary>Inbox, sent items, calendar.</summary>
    private const int SubscriptionsOfEach = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    /// <returns>What is still behind when <paramref name="patience"/> ends; empty when all is read.</returns>
    public async Task<IReadOnlyList<string>> WaitAsync(TimeSpan patience, CancellationToken ct)
    {
        var until = TimeProvider.System.GetUtcNow() + patience;
        for (var round = 1; round <= 2; round++)
        {
            var since = TimeProvider.System.GetUtcNow();
            while (await BehindAsync(since, ct) is { Count: > 0 } behind)
            {
                if (TimeProvider.System.GetUtcNow() > until)
                {
                    return behind;
                }

                await Task.Delay(BetweenLooks, ct);
            }
        }

        return [];
    }

    /// <summary>
    /// Until Graph tells what happens in every mailbox: before that only sweeps would read them. Where it takes too long they do.
    /// </summary>
    public async Task SubscribedAsync(TimeSpan patience, CancellationToken ct)
    {
        var until = TimeProvider.System.GetUtcNow() + patience;
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var command = source.CreateCommand("select count(*) from crm_control.graph_subscriptions");
        while ((long)(await command.ExecuteScalarAsync(ct))! < SubscriptionsOfEach * stage.Mailboxes.Count
            && TimeProvider.System.GetUtcNow() < until)
        {
            await Task.Delay(BetweenLooks, ct);
        }
    }

    private async Task<IReadOnlyList<string>> BehindAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        var behind = new List<string>();
        foreach (var mailbox in stage.Mailboxes)
        {
            await using var command = source.CreateCommand(
                """
                select w.resource, c.last_run_at, c.last_error, c.paused_until, r.due_at, r.begun_at
                  from unnest($2) as w (resource)
                  join t_contoso.users u on u.entra_object_id = $1
                  left join t_contoso.capture_cursors c on c.user_id = u.id and c.resource = w.resource
                  left join crm_control.capture_runs r on r.user_id = u.id and r.resource = w.resource
                 where c.last_run_at is null or c.last_run_at <= $3 or c.last_error is not null
                    or (c.delta_link not like '%deltatoken%')
                """);
            command.Parameters.Add(new() { Value = Guid.Parse(mailbox.Owner.Oid) });
            command.Parameters.Add(new() { Value = Resources(mailbox) });
            command.Parameters.Add(new() { Value = since });
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                var name = mailbox.FindFolder(rows.GetString(0))?.DisplayName ?? rows.GetString(0);
                behind.Add($"{mailbox.Owner.Mail} {name}: read {Text(rows, 1)}, error {Text(rows, 2)}, paused until {Text(rows, 3)}, "
                    + $"run due {Text(rows, 4)}, begun {Text(rows, 5)}");
            }
        }

        return behind;
    }

    private string[] Resources(Simulators.Graph.Mailbox mailbox) =>
    [
        "calendar", "mailfolders",
        .. stage.FoldersOf(mailbox).Readable.Select(f => f.WellKnownName is "inbox" or "sentitems" ? f.WellKnownName : f.Id),
    ];

    private static string Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? "–"
        : rows.GetValue(column) is DateTime moment ? moment.ToString("HH:mm:ss.f", System.Globalization.CultureInfo.InvariantCulture)
        : rows.GetString(column);
}
