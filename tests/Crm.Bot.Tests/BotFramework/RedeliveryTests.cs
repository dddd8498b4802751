namespace Crm.Bot.Tests.BotFramework;

public sealed class RedeliveryTests
{
    private int turns;

    [Fact]
    public async Task Four_deliveries_at_once_are_handled_once_and_all_get_the_answer()
    {
        await using var bot = await TestBot.StartLocalAsync(async (_, stop) =>
        {
            var turn = Interlocked.Increment(ref turns);
            await Task.Delay(200, stop);
            return TurnResult.Json(new { turn });
        });
        var activity = TestBot.Activity("invoke", a => a["name"] = "x").ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bot.PostAsync(activity)));
        var later = await bot.PostAsync(activity);

        Assert.Equal(1, turns);
        foreach (var answer in answers.Append(later))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("""{"turn":1}""", await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("type", "messageUpdate")]
    [InlineData("id", "2")]
    [InlineData("channelId", "emulator")]
    [InlineData("conversation", "b:c")]
    [InlineData("from", "29:other")]
    public async Task An_activity_is_another_one_when_it_differs_in(string member, string value)
    {
        await using var bot = await CountingAsync();
        await bot.StatusAsync(TestBot.Activity(change: a => a["id"] = "1"));

        await bot.StatusAsync(TestBot.Activity(change: a =>
        {
            a["id"] = "1";
            a[member] = member is "conversation" or "from" ? new JsonObject { ["id"] = value } : value;
        }));

        Assert.Equal(2, turns);
    }

    [Theory]
    [InlineData("messageUpdate", 2)]
    [InlineData("message", 1)]
    public async Task A_second_edit_of_a_message_is_new_a_second_delivery_of_it_is_not(string type, int turns)
    {
        await using var bot = await CountingAsync();
        foreach (var time in new[] { "2026-01-01T10:00:00Z", "2026-01-01T10:01:00Z", "2026-01-01T10:01:00Z" })
        {
            await bot.StatusAsync(TestBot.Activity(type, a =>
            {
                a["id"] = "1";
                a["timestamp"] = time;
            }));
        }

        Assert.Equal(turns, this.turns);
    }

    [Fact]
    public async Task Activities_without_an_id_are_never_the_same()
    {
        await using var bot = await CountingAsync();
        await bot.StatusAsync(TestBot.Activity(change: a => a.Remove("id")));
        await bot.StatusAsync(TestBot.Activity(change: a => a.Remove("id")));

        Assert.Equal(2, turns);
    }

    [Fact]
    public async Task A_failed_turn_is_tried_again_when_it_is_delivered_again()
    {
        await using var bot = await TestBot.StartLocalAsync((_, _) =>
            Interlocked.Increment(ref turns) == 1 ? throw new InvalidOperationException() : Task.FromResult(TurnResult.Done));
        var activity = TestBot.Activity();

        Assert.Equal(HttpStatusCode.InternalServerError, await bot.StatusAsync(activity));
        Assert.Equal(HttpStatusCode.OK, await bot.StatusAsync(activity));
        Assert.Equal(HttpStatusCode.OK, await bot.StatusAsync(activity));
        Assert.Equal(2, turns);
    }

    [Fact]
    public async Task When_the_channel_hangs_up_the_turn_goes_on_and_the_second_delivery_gets_its_answer()
    {
        var release = new TaskCompletionSource();
        await using var bot = await TestBot.StartLocalAsync(async (_, stop) =>
        {
            Interlocked.Increment(ref turns);
            await release.Task.WaitAsync(stop);
            return TurnResult.Json(new { done = true });
        });
        var activity = TestBot.Activity("invoke");
        using (var impatient = new HttpClient { Timeout = TimeSpan.FromMilliseconds(300) })
        {
            using var body = new StringContent(activity.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            await Assert.ThrowsAsync<TaskCanceledException>(() => impatient.PostAsync(bot.Messages, body));
        }

        var second = bot.PostAsync(activity);
        release.SetResult();

        Assert.Equal("""{"done":true}""", await (await second).Content.ReadAsStringAsync());
        Assert.Equal(1, turns);
    }

    [Fact]
    public async Task After_some_minutes_and_beyond_its_size_the_log_forgets()
    {
        var clock = new TestClock();
        var log = new ActivityLog(clock);
        Task<(TurnAnswer, bool Again)> OnceAsync(string id) =>
            log.OnceAsync(new Activity { Id = id }, () => Task.FromResult(new TurnAnswer(200, new byte[1024 * 1024])), default);

        Assert.False((await OnceAsync("1")).Again);
        Assert.True((await OnceAsync("1")).Again);
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.False((await OnceAsync("1")).Again);

        for (var i = 2; i < 40; i++)
        {
            await OnceAsync(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.False((await OnceAsync("1")).Again);
        Assert.True((await OnceAsync("39")).Again);
    }

    private Task<TestBot> CountingAsync() => TestBot.StartLocalAsync((_, _) =>
    {
        Interlocked.Increment(ref turns);
        return Task.FromResult(TurnResult.Done);
    });
}
