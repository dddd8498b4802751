using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Benchmarks;

/// <summary>How one statement was planned: indexes used, tables walked from end to end.</summary>
public sealed record PlannedStatement(string Query, IReadOnlyList<string> Indexes, IReadOnlyList<string> Walked);

/// <summary>
/// What the server says of every statement that it runs for the application, by auto_explain: whatever sent it (EF, a batch of counts), and
/// the statements inside functions as well; in its transaction, under its role, with its parameters.
/// </summary>
public sealed class PlanWatch : DbConnectionInterceptor, IAsyncDisposable
{
    private readonly string superuser;
    private readonly string role;
    private readonly ConcurrentQueue<PlannedStatement> seen = new();

    private PlanWatch(string superuser, string application)
    {
        this.superuser = superuser;
        var connection = new NpgsqlConnectionStringBuilder(application);
        role = $"role \"{connection.Username}\" in database \"{connection.Database}\"";
    }

    /// <param name="superuser">Connection that may change the settings of a role in a database.</param>
    /// <param name="application">The application's connection, whose later sessions are watched.</param>
    /// <param name="avoidWalking">
    /// Tables of a test hold so few rows that walking them is right; without that way out the plan shows whether an index could serve.
    /// </param>
    /// <param name="ct">Cancels the start.</param>
    public static async Task<PlanWatch> StartAsync(string superuser, string application, bool avoidWalking, CancellationToken ct)
    {
        var watch = new PlanWatch(superuser, application);
        List<string> settings =
        [
            "session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0", "auto_explain.log_level = 'notice'",
            "auto_explain.log_format = 'json'",
            "auto_explain.log_nested_statements = on", "client_min_messages = 'notice'",
        ];
        if (avoidWalking)
        {
            settings.Add("enable_seqscan = off");
        }

        await watch.AlterAsync(settings.Select(s => "set " + s), ct);
        return watch;
    }

    public async Task<IReadOnlyList<PlannedStatement>> WatchAsync(Func<Task> work)
    {
        seen.Clear();
        await work();
        return [.. seen];
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Listen(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Listen(connection);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await AlterAsync(["reset all"], CancellationToken.None);

    private void Listen(DbConnection connection) => ((NpgsqlConnection)connection).Notice += (_, told) =>
    {
        var at = told.Notice.MessageText.IndexOf("plan:", StringComparison.Ordinal);
        if (at > 0 && told.Notice.MessageText.StartsWith("duration:", StringComparison.Ordinal))
        {
            using var plan = JsonDocument.Parse(told.Notice.MessageText[(at + "plan:".Length)..]);
            var (indexes, walked) = (new List<string>(), new List<string>());
            Read(plan.RootElement.GetProperty("Plan"), indexes, walked);
            seen.Enqueue(new PlannedStatement(plan.RootElement.GetProperty("Query Text").GetString()!, indexes, walked));
        }
    };

    private async Task AlterAsync(IEnumerable<string> settings, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(superuser) { Pooling = false });
        foreach (var setting in settings)
        {
            await using var alter = source.CreateCommand($"alter {role} {setting}");
            await alter.ExecuteNonQueryAsync(ct);
        }
    }

    private static void Read(JsonElement node, List<string> indexes, List<string> walked)
    {
        if (node.TryGetProperty("Index Name", out var index))
        {
            indexes.Add(index.GetString()!);
        }

        if (node.GetProperty("Node Type").GetString() == "Seq Scan")
        {
            walked.Add(node.GetProperty("Relation Name").GetString()!);
        }

        if (node.TryGetProperty("Plans", out var plans))
        {
            foreach (var below in plans.EnumerateArray())
            {
                Read(below, indexes, walked);
            }
        }
    }
}
