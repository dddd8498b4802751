namespace Crm.Benchmarks.Bot;

/// <param name="Configuration">The build of the bot's host: Release to measure.</param>
/// <param name="WarmUp">Before anything is measured: code is compiled, plans and settings are kept.</param>
/// <param name="Loaded">How long the conversations run.</param>
/// <param name="Saturated">How long the same people go on without a pause, and how long the echo bot is asked the same way.</param>
public sealed record BotBenchOptions(string Configuration, TimeSpan WarmUp, TimeSpan Loaded, TimeSpan Saturated)
{
    public const int Conversations = 20;

    /// <summary>
    /// Between an answer and the next message, on average. Nobody reads and types faster; twenty who do give some forty messages a second.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);
}

/// <summary>The Teams door under load: the real host in its own process, Teams and its people played by this one.</summary>
public static class BotBench
{
    public static async Task<BotResult> RunAsync(Workspace workspace, BenchDatabase database, BotBenchOptions options, CancellationToken ct)
    {
        var before = BenchRun.Load();
        var firm = await BotPeople.ReadAsync(database, BotBenchOptions.Conversations, ct);
        await using var channel = await BenchChannel.StartAsync();
        try
        {
            var (chats, saturated, memory) = await CrmAsync(workspace, database, channel, firm, options, ct);
            var echo = await Say.StepAsync(
                "echo bot of @microsoft/agents-hosting, saturated", () => EchoAsync(workspace, channel, firm, options, ct));
            return new BotResult(database.Size.Name, TimeProvider.System.GetUtcNow(), Environment.ProcessorCount, before,
                options.Loaded.TotalMinutes, chats, saturated, echo, memory);
        }
        finally
        {
            await TakeBackAsync(database);
        }
    }

    private static async Task<(LoadResult Chats, LoadResult Saturated, ResidentResult Memory)> CrmAsync(
        Workspace workspace, BenchDatabase database, BenchChannel channel, BotPeople firm, BotBenchOptions options, CancellationToken ct)
    {
        await using var bot = await Say.StepAsync(
            "Crm.Bot started", () => HostProcess.CrmAsync(workspace, options.Configuration, channel, database.Application, ct));
        using var load = new BotLoad(channel, firm, bot);
        await Say.StepAsync("warm-up", () => load.RunAsync(Conversation.Round, TimeSpan.Zero, options.WarmUp, ct));
        await using var memory = new ResidentMemory(bot);
        var chats = await Say.StepAsync(
            $"{firm.People.Count} conversations", () => load.RunAsync(Conversation.Round, BotBenchOptions.Pause, options.Loaded, ct));
        var resident = await memory.ReadAsync();
        return (chats,
            await Say.StepAsync("the same, saturated", () => load.RunAsync(Conversation.Round, TimeSpan.Zero, options.Saturated, ct)),
            resident with { SaturatedEnd = Math.Round(bot.Resident(), 1) });
    }

    private static async Task<LoadResult> EchoAsync(
        Workspace workspace, BenchChannel channel, BotPeople firm, BotBenchOptions options, CancellationToken ct)
    {
        await using var bot = await HostProcess.EchoAsync(workspace, ct);
        using var load = new BotLoad(channel, firm, bot);
        await load.RunAsync([BotTurn.Echo], TimeSpan.Zero, options.WarmUp, ct);
        return await load.RunAsync([BotTurn.Echo], TimeSpan.Zero, options.Saturated, ct);
    }

    /// <summary>
    /// The deals that were made go into the bin and the presses that made them away, so that the next run asks the same firm.
    /// </summary>
    private static async Task TakeBackAsync(BenchDatabase database)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.Owner)
                { SearchPath = $"{database.Size.Schema}, crm_ext", CommandTimeout = 0, MaxPoolSize = 1 }.ConnectionString);
        await connection.OpenAsync();
        foreach (var sql in new[]
        {
            "update deals set is_deleted = true, deleted_at = now() where title = "
                + $"'{Conversation.Title}' and not is_deleted and created_at > now() - interval '1 day'",
            "delete from presses",
            "vacuum (analyze) deals, presses",
        })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
