using Xunit.Abstractions;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>What a page asks for besides is asked for twenty at a time, and each answer stands for itself.</summary>
public sealed class BatchTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Mails = 100;
    private CaptureRig rig = null!;
    private Mailbox alex = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public Task InitializeAsync() => StartAsync("false");

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_logged_mail_costs_a_fraction_of_a_request(string listsTellHeaders)
    {
        await rig.DisposeAsync();
        await StartAsync(listsTellHeaders);
        await rig.FillAsync(Now.AddMinutes(-1), Mails, seconds: 30);
        await rig.Graph.Http.DeleteAsync("control/state");

        Assert.IsType<SyncOutcome.Done>(await rig.ReadAsync(alex));

        Assert.Equal(Mails, (await rig.ActivitiesAsync(alex)).Count(a => a.Body is "Hello"));
        var (requests, calls) = await CountAsync();
        output.WriteLine(
            $"Lists tell headers: {listsTellHeaders}. {Mails} logged mails: {requests} requests, {requests / (double)Mails:0.00} each; "
            + $"one for each part they were {calls}, {calls / (double)Mails:0.00} each.");
        Assert.InRange(requests / (double)Mails, 0.05, 0.3);
        Assert.InRange(calls / (double)Mails, 1, 2.2);
    }

    [Fact]
    public async Task One_mail_that_is_throttled_holds_up_itself_alone_and_comes_in_the_next_run()
    {
        await rig.FillAsync(Now.AddMinutes(-1), 60, seconds: 30);
        var held = await IdAsync("old 17");
        await rig.Graph.OrderFaultAsync(new { kind = "429", user = Simulation.Alex, path = held, retryAfter = 60, count = -1 });

        var paused = Assert.IsType<SyncOutcome.Paused>(await rig.ReadAsync(alex));

        Assert.InRange(paused.Until - Now, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(61));
        var there = (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).ToList();
        Assert.Equal(49, there.Count); // Its page apart from itself; the pages after it wait.
        Assert.DoesNotContain("old 17", there);

        await rig.Graph.Http.DeleteAsync("control/faults");
        await rig.World.TruthAsync<object?>("update capture_cursors set paused_until = null returning 1");
        Assert.IsType<SyncOutcome.Done>(await rig.ReadAsync(alex));
        Assert.Equal(60, (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).Distinct().Count());
        Assert.Equal(60, (await rig.ActivitiesAsync(alex)).Count);
    }

    [Fact]
    public async Task A_part_that_is_throttled_for_a_moment_is_asked_for_again_without_the_others()
    {
        await rig.FillAsync(Now.AddMinutes(-1), 20, seconds: 30);
        await rig.Graph.OrderFaultAsync(
            new { kind = "429", user = Simulation.Alex, path = await IdAsync("old 3"), retryAfter = 1, count = 2 });
        await rig.Graph.OrderFaultAsync(new { kind = "503", user = Simulation.Alex, path = await IdAsync("old 4"), count = 1 });
        await rig.Graph.Http.DeleteAsync("control/state");

        Assert.IsType<SyncOutcome.Done>(await rig.ReadAsync(alex));

        Assert.Equal(20, (await rig.ActivitiesAsync(alex)).Count);
        var (_, calls) = await CountAsync();
        Assert.InRange(calls, 42, 44); // Its addresses, the page, headers and text of each mail; what was throttled is not counted.
    }

    [Theory]
    [InlineData("404", 20)]
    [InlineData("500", 19)]
    public async Task One_mail_that_cannot_be_read_is_told_so_at_last_and_the_others_are_there_at_once(string fault, int logged)
    {
        await rig.FillAsync(Now.AddMinutes(-1), 20, seconds: 30);
        var bad = await IdAsync("old 7");
        await rig.Graph.OrderFaultAsync(new { kind = fault, user = Simulation.Alex, path = bad, count = -1 });

        SyncOutcome outcome = new SyncOutcome.Off();
        for (var run = 0; run < 4 && outcome is not SyncOutcome.Done; run++)
        {
            outcome = await rig.ReadAsync(alex);
            Assert.InRange((await rig.ActivitiesAsync(alex)).Count, 19, 20);
            await rig.World.TruthAsync<object?>("update capture_cursors set paused_until = null returning 1");
        }

        Assert.IsType<SyncOutcome.Done>(outcome);
        Assert.Equal(logged, (await rig.ActivitiesAsync(alex)).Count);
        Assert.Equal(
            logged == 20 ? CaptureReason.KnownContact : CaptureReason.NotGiven,
            (await rig.LedgerAsync(alex)).Single(e => e.GraphId == bad).Reason);
    }

    [Fact]
    public async Task Where_batches_are_not_taken_each_part_is_asked_for_alone()
    {
        await rig.FillAsync(Now.AddMinutes(-1), 30, seconds: 30);
        await rig.Graph.OrderFaultAsync(new { kind = "404", path = "$batch", code = "ResourceNotFound", count = -1 });

        Assert.IsType<SyncOutcome.Done>(await rig.ReadAsync(alex));

        Assert.Equal(30, (await rig.ActivitiesAsync(alex)).Count(a => a.Body is "Hello"));
    }

    [Fact]
    public async Task However_many_runs_ask_at_once_no_mailbox_is_asked_for_more_than_four_things_at_a_time()
    {
        foreach (var folder in (string[])["inbox", "sentitems", "archive"])
        {
            await rig.FillAsync(Now.AddMinutes(-1), 30, seconds: 30, folder: folder, name: folder);
        }

        await rig.Graph.OrderFaultAsync(new { kind = "delay", user = Simulation.Alex, delayMs = 40, count = -1 });
        var archive = await FolderAsync("archive");
        await Task.WhenAll(
            ((string[])["inbox", "sentitems", archive, Mailbox.Calendar]).Select(folder => rig.ReadAsync(alex, folder))
            .Concat<Task>(Enumerable.Range(0, 6)
                .Select(n => rig.Sync.LookAgainAsync(alex, LedgerKind.Message, $"AAkALgAAAAAAnone{n}", CancellationToken.None))));

        var state = await StateAsync();
        Assert.InRange(state["calls"]!["highest"]!.GetValue<int>(), 1, 4);
        Assert.Equal(0, state["calls"]!["throttled"]!.GetValue<int>());
        Assert.Equal(90, (await rig.ActivitiesAsync(alex)).Count);
    }

    private async Task StartAsync(string listsTellHeaders)
    {
        rig = await CaptureRig.StartAsync(settings: ("Simulators:ListsTellHeaders", listsTellHeaders));
        alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
    }

    private async Task<(int Requests, int Calls)> CountAsync() => (
        (await rig.Graph.Http.GetFromJsonAsync<JsonObject>("control/state"))!["requests"]!.GetValue<int>(),
        (await StateAsync())["calls"]!["total"]!.GetValue<int>());

    private async Task<JsonNode> StateAsync() => (await rig.Graph.Http.GetFromJsonAsync<JsonObject>("control/state"))!["mailboxes"]!
        .AsArray().Single(m => m!["user"]!.GetValue<string>() == Simulation.Alex)!;

    private async Task<string> IdAsync(string subject) =>
        (await AskAsync($"messages?$filter=subject eq '{subject}'"))["id"]!.GetValue<string>();

    private async Task<string> FolderAsync(string name) => (await AskAsync($"mailFolders/{name}"))["id"]!.GetValue<string>();

    private async Task<JsonNode> AskAsync(string path)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"graph/v1.0/users/{Simulation.Alex}/{path}");
        ask.Headers.Authorization = new("Bearer", await rig.Graph.TokenAsync("https://graph.microsoft.com/.default"));
        ask.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
        using var answer = await rig.Graph.Http.SendAsync(ask);
        var json = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return json["value"] is JsonArray { Count: > 0 } found ? found[0]! : json;
    }
}
