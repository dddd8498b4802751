namespace Crm.Bot.Tests.BotFramework;

public sealed class ChannelKeysTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private ChannelStandIn channel = null!;

    public async Task InitializeAsync() => channel = await ChannelStandIn.StartAsync();

    public async Task DisposeAsync() => await channel.DisposeAsync();

    [Fact]
    public async Task A_new_key_is_accepted_from_its_first_message_on_without_a_restart()
    {
        await using var bot = await TestBot.StartAsync(channel, clock: clock);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, "k1"));

        channel.AddKey("next", "msteams");
        channel.RemoveKey("k1");

        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, "next"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(bot, "k1"));
    }

    [Fact]
    public async Task Invented_key_ids_make_the_bot_ask_only_every_half_minute()
    {
        await using var bot = await TestBot.StartAsync(channel, clock: clock);
        await PostAsync(bot, "k1");

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(bot, "invented" + i));
        }

        Assert.Equal(2, channel.MetadataReads);
        clock.Advance(TimeSpan.FromSeconds(31));
        await PostAsync(bot, "invented");
        Assert.Equal(3, channel.MetadataReads);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_read_nobody_passes_and_later_it_heals_by_itself()
    {
        channel.IsDown = true;
        await using var bot = await TestBot.StartAsync(channel, clock: clock);
        using (var answer = await bot.PostAsync(TestBot.Activity(), "Bearer " + channel.Token()))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await bot.StatusAsync(TestBot.Activity()));

        channel.IsDown = false;
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, "k1"));
    }

    [Fact]
    public async Task Known_keys_still_count_while_the_channel_cannot_be_asked_and_unknown_ones_get_503()
    {
        await using var bot = await TestBot.StartAsync(channel, clock: clock);
        await PostAsync(bot, "k1");
        channel.IsDown = true;
        clock.Advance(TimeSpan.FromHours(13));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, "k1", ttl: 14 * 3600));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(bot, "unknown", ttl: 14 * 3600));

        clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(bot, "k1", ttl: 14 * 86400));
    }

    [Fact]
    public async Task Keys_are_read_again_after_half_a_day()
    {
        await using var bot = await TestBot.StartAsync(channel, clock: clock);
        await PostAsync(bot, "k1");
        channel.RemoveKey("k1");
        clock.Advance(TimeSpan.FromHours(13));

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(bot, "k1", ttl: 14 * 3600));
    }

    [Fact]
    public async Task Many_first_messages_at_once_read_the_keys_once()
    {
        await using var bot = await TestBot.StartAsync(channel, clock: clock);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(bot, "k1")));

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, channel.MetadataReads);
    }

    private Task<HttpStatusCode> PostAsync(TestBot bot, string kid, int ttl = 3600) =>
        bot.StatusAsync(TestBot.Activity(), "Bearer " + channel.Token(kid: kid, ttl: ttl));
}
