namespace Crm.OutlookAddin.Tests.Api;

public sealed class CaptureStateTests
{
    [Fact]
    public async Task A_person_sees_how_far_their_older_mail_is_and_lets_it_rest_and_go_on()
    {
        await using var pane = await TestPane.StartAsync();
        var (alex, meg) = (await pane.PersonAsync("Alex Wilber"), await pane.PersonAsync("Meg Gray"));
        await ReadingAsync(pane, alex, "inbox", 412, 4112);
        await ReadingAsync(pane, meg, "inbox", 7, 8);

        var inbox = Backfill(await alex.ReadAsync("/api/capture"));
        Assert.Equal(("READING", 412, 4112), (Text(inbox, "state"), Number(inbox, "read"), Number(inbox, "total")));
        Assert.NotNull(inbox["expectedAt"]);

        Assert.Equal("STOPPED", Text(Backfill(await PutAsync(alex, true)), "state"));
        Assert.Equal("STOPPED", Text(Backfill(await alex.ReadAsync("/api/capture")), "state"));
        Assert.Equal("READING", Text(Backfill(await meg.ReadAsync("/api/capture")), "state"));
        Assert.Equal("READING", Text(Backfill(await PutAsync(alex, false)), "state"));
    }

    [Fact]
    public async Task Whoever_has_no_mailbox_hears_of_no_folder()
    {
        await using var pane = await TestPane.StartAsync();
        var alex = await pane.PersonAsync("Alex Wilber");

        Assert.Empty((await alex.ReadAsync("/api/capture"))["folders"]!.AsArray());
        Assert.Empty((await PutAsync(alex, true))["folders"]!.AsArray());
    }

    private static JsonNode Backfill(JsonObject state) => Assert.Single(state["folders"]!.AsArray())!["backfill"]!;

    private static string Text(JsonNode of, string name) => of[name]!.GetValue<string>();

    private static int Number(JsonNode of, string name) => of[name]!.GetValue<int>();

    private static async Task<JsonObject> PutAsync(PaneUser who, bool isStopped) => await PaneUser.ReadAsync(
        await who.Pane.SendAsync(HttpMethod.Put, "/api/capture/backfill", who.Token, JsonContent.Create(new { isStopped })));

    private static Task ReadingAsync(TestPane pane, PaneUser who, string folder, int read, int total) => pane.World.TruthAsync<string>(
        $"""
        with cursor as (insert into capture_cursors (user_id, resource) values ('{who.User.Id}', '{folder}'))
        insert into capture_backfills
          (user_id, resource, stage, started_at, read_from, read_before, window_start, read_count, total_count, worked)
        values ('{who.User.Id}', '{folder}', 'LISTING', now(), now(), now(), now(), {read}, {total}, '10 seconds') returning resource
        """);
}
