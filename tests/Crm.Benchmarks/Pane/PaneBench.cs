using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Crm.Simulators;
using Crm.Simulators.Entra;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Benchmarks.Pane;

/// <param name="Configuration">The build of the add-in's host: Release to measure.</param>
/// <param name="WarmUp">Each question, before anything counts.</param>
/// <param name="Each">Each question alone, and by twenty people.</param>
/// <param name="Saturated">Each question without a pause, in each round.</param>
/// <param name="Only">Part of a question's name; null for all.</param>
public sealed record PaneBenchOptions(string Configuration, TimeSpan WarmUp, TimeSpan Each, TimeSpan Saturated, string? Only = null);

/// <summary>
/// The pane's door over HTTP: the real host in its own process, tokens checked, rows under rights; beside it a server written by hand that
/// asks the same of the same tables without any of this, turn by turn in three rounds.
/// </summary>
public static class PaneBench
{
    public const int People = 20;
    public const int Connections = 8;

    private const int Rounds = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    public static async Task<PaneResult> RunAsync(
        Workspace workspace, BenchDatabase database, PaneBenchOptions options, CancellationToken ct)
    {
        var before = BenchRun.Load();
        var subjects = await Say.StepAsync("whom to ask about", () => Subjects.DrawAsync(database, ct));
        await using var entra = SimulatorHost.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await entra.StartAsync(ct);
        await using var host = await Say.StepAsync(
            "Crm.OutlookAddin started", () => HostProcess.PaneAsync(
                workspace, options.Configuration, SimulatorHost.AddressOf(entra), database.Size.TenantId, database.Application, ct));
        await using var floor = await Say.StepAsync("the floor started", () => HostProcess.FloorAsync(workspace, database, ct));
        using var ours = new PaneCaller(host.Address, await TokensAsync(entra, database, ct));
        using var theirs = new PaneCaller(floor.Address, null);
        var questions = PaneQuestion.All(subjects)
            .Where(q => options.Only is not { } only || q.What.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        await Say.StepAsync("warm-up", () => WarmAsync(questions, subjects, ours, theirs, options, ct));
        var rows = new List<PaneRow>();
        foreach (var question in questions)
        {
            foreach (var role in (Role[])[Role.User, Role.Manager])
            {
                rows.Add(await Say.StepAsync(
                    $"{question.What}, {role.ToString().ToUpperInvariant()}",
                    () => RowAsync(question, role, subjects, ours, options.Each, ct)));
            }
        }

        var rates = await Say.StepAsync(
            "without a pause, in turn with the floor", () => RatesAsync(questions, subjects, ours, theirs, options, ct));
        var errors = ours.Errors.Concat(theirs.Errors).ToList();
        return new PaneResult(
            database.Size.Name, TimeProvider.System.GetUtcNow(), Environment.ProcessorCount, before, rows, rates, errors.Count,
            errors.FirstOrDefault());
    }

    private static async Task WarmAsync(
        IReadOnlyList<PaneQuestion> questions, Subjects subjects, PaneCaller ours, PaneCaller theirs, PaneBenchOptions options,
        CancellationToken ct)
    {
        foreach (var question in questions)
        {
            foreach (var role in (Role[])[Role.User, Role.Manager])
            {
                await ours.LoopAsync(question.Ours, subjects, role, Connections, TimeSpan.Zero, options.WarmUp, ct);
            }

            if (question.Floor is { } floor)
            {
                await theirs.LoopAsync(floor, subjects, Role.Manager, Connections, TimeSpan.Zero, options.WarmUp, ct);
            }
        }
    }

    private static async Task<PaneRow> RowAsync(
        PaneQuestion question, Role role, Subjects subjects, PaneCaller ours, TimeSpan each, CancellationToken ct) => new(
        $"{question.What}, {role.ToString().ToUpperInvariant()}",
        await ours.LoopAsync(question.Ours, subjects, role, 1, TimeSpan.Zero, each, ct),
        await ours.LoopAsync(question.Ours, subjects, role, People, Pause, each, ct), question.Target);

    private static async Task<IReadOnlyList<PaneRate>> RatesAsync(
        IReadOnlyList<PaneQuestion> questions, Subjects subjects, PaneCaller ours, PaneCaller theirs, PaneBenchOptions options,
        CancellationToken ct)
    {
        var compared = questions.Where(q => q.Floor is not null).Select(q => (q.What, q.Ours, Floor: q.Floor!, Mine: new List<double>(),
            Theirs: new List<double>())).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var one in compared)
            {
                one.Mine.Add(await RateAsync(ours, one.Ours));
                one.Theirs.Add(await RateAsync(theirs, one.Floor));
            }
        }

        return [.. compared.Select(one => new PaneRate($"{one.What}, MANAGER", one.Mine, one.Theirs))];

        async Task<double> RateAsync(PaneCaller caller, Func<Asked, Random, HttpRequestMessage> ask) => Math.Round(
            (await caller.LoopAsync(ask, subjects, Role.Manager, Connections, TimeSpan.Zero, options.Saturated, ct)).Askings
            / options.Saturated.TotalSeconds, 1);
    }

    /// <summary>A token for each of the firm's people, by their id in the CRM.</summary>
    private static async Task<IReadOnlyDictionary<Guid, string>> TokensAsync(
        WebApplication entra, BenchDatabase database, CancellationToken ct)
    {
        var (mint, tenant) = (entra.Services.GetRequiredService<TokenMint>(), database.Size.TenantId);
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.Owner) { SearchPath = $"{database.Size.Schema}, crm_ext", MaxPoolSize = 1 });
        await using var command = source.CreateCommand("select id, entra_object_id, name from users where is_active and not is_deleted");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var tokens = new Dictionary<Guid, string>();
        while (await rows.ReadAsync(ct))
        {
            tokens[rows.GetGuid(0)] = mint.Mint(
                new JsonObject
                {
                    ["aud"] = HostProcess.PaneClient, ["iss"] = $"{SimulatorHost.AddressOf(entra)}/entra/{tenant}/v2.0", ["ver"] = "2.0",
                    ["tid"] = tenant.ToString(), ["oid"] = rows.GetGuid(1).ToString(), ["sub"] = "pairwise", ["name"] = rows.GetString(2),
                    ["scp"] = "Crm.Access", ["azp"] = HostProcess.PaneClient, ["azpacr"] = "0", ["acct"] = 0,
                },
                lifetimeSeconds: 24 * 3600);
        }

        return tokens;
    }
}

/// <summary>People at the pane, or whoever asks the floor.</summary>
internal sealed class PaneCaller(Uri address, IReadOnlyDictionary<Guid, string>? tokens) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan })
        { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>So many callers side by side, each one request after the other.</summary>
    public async Task<Quantiles> LoopAsync(
        Func<Asked, Random, HttpRequestMessage> ask, Subjects subjects, Role role, int callers, TimeSpan pause, TimeSpan duration,
        CancellationToken ct)
    {
        var (latencies, began) = (new Latencies(), TimeProvider.System.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(async () =>
        {
            var random = new Random(500 + i);
            await Task.Delay(pause * random.NextDouble(), ct);
            while (TimeProvider.System.GetElapsedTime(began) < duration)
            {
                var asked = subjects.Next(role, random);
                var sent = TimeProvider.System.GetTimestamp();
                await AskAsync(ask(asked, random), asked, ct);
                latencies.Add(TimeProvider.System.GetElapsedTime(sent));
                await Task.Delay(pause * 2 * random.NextDouble(), ct);
            }
        }, ct)));
        return latencies.Read();
    }

    public void Dispose() => http.Dispose();

    private async Task AskAsync(HttpRequestMessage request, Asked asked, CancellationToken ct)
    {
        using (request)
        {
            if (tokens is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[asked.Caller.Id]);
            }

            using var answer = await http.SendAsync(request, ct);
            var body = await answer.Content.ReadAsByteArrayAsync(ct);
            if (!answer.IsSuccessStatusCode)
            {
                Errors.Enqueue($"{(int)answer.StatusCode} {request.RequestUri}: {System.Text.Encoding.UTF8.GetString(body)}");
            }
        }
    }
}
