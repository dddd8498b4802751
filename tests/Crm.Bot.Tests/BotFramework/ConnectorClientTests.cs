namespace Crm.Bot.Tests.BotFramework;

public sealed class ConnectorClientTests : IAsyncLifetime
{
    private const string Thread = "19:a/b c@thread.tacv2;messageid=1";
    private const string ThreadInPath = "/v3/conversations/19%3Aa%2Fb%20c%40thread.tacv2%3Bmessageid%3D1";

    private static readonly Dictionary<string, Func<ConnectorClient, string, Task>> Calls = new()
    {
        ["send"] = (client, url) => client.SendAsync(url, Thread, new Activity(), default),
        ["reply"] = (client, url) => client.ReplyAsync(url, Thread, "f:1", new Activity(), default),
        ["update"] = (client, url) => client.UpdateAsync(url, Thread, "f:1", new Activity(), default),
        ["member"] = (client, url) => client.GetMemberAsync(url, Thread, "29:1+/=", default),
    };

    private readonly TestClock clock = new();
    private ChannelStandIn channel = null!;
    private TestBot bot = null!;
    private ConnectorClient client = null!;

    public async Task InitializeAsync()
    {
        channel = await ChannelStandIn.StartAsync();
        bot = await TestBot.StartAsync(channel, clock: clock);
        client = bot.Services.GetRequiredService<ConnectorClient>();
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
    }

    [Theory]
    [InlineData("send", "POST", "/activities")]
    [InlineData("reply", "POST", "/activities/f%3A1")]
    [InlineData("update", "PUT", "/activities/f%3A1")]
    [InlineData("member", "GET", "/members/29%3A1%2B%2F%3D")]
    public async Task Every_call_goes_to_its_route_with_encoded_ids_and_the_bot_s_token(string call, string method, string rest)
    {
        await CallAsync(call, channel.Url + "/");

        var request = Assert.Single(channel.Requests);
        Assert.Equal((method, ThreadInPath + rest, "Bearer t1"), (request.Method, request.Path, request.Authorization));
    }

    [Fact]
    public async Task The_Playground_s_service_URL_with_a_path_is_kept()
    {
        await CallAsync("send", channel.Url + "/_connector");

        Assert.StartsWith("/_connector/v3/conversations/", Assert.Single(channel.Requests).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_body_or_that_is_a_page_gives_no_id()
    {
        channel.Connector = (_, n) => n == 1 ? new Answer(202, "") : new Answer(200, "<html>");

        Assert.Null(await SendAsync());
        Assert.Null(await SendAsync());
    }

    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task What_passes_is_tried_again(int status)
    {
        channel.Connector = (_, n) => n < 3 ? new Answer(status, "") : new Answer(201, """{"id":"m3"}""");

        Assert.Equal("m3", await SendAsync());
        Assert.Equal(3, channel.Requests.Count);
        Assert.Single(channel.Requests.Select(r => r.Body).Distinct());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(503)]
    public async Task What_does_not_pass_is_not_tried_again(int status)
    {
        channel.Connector = (_, _) => new Answer(status, "<html>");

        var failure = await Assert.ThrowsAsync<ConnectorException>(SendAsync);

        Assert.Equal((HttpStatusCode)status, failure.Status);
        Assert.Single(channel.Requests);
    }

    [Fact]
    public async Task Retry_After_is_the_least_that_is_waited()
    {
        channel.Connector = (_, n) => n == 1 ? new Answer(429, "", RetryAfter: "7") : new Answer(201, "{}");

        await SendAsync();

        Assert.InRange(Assert.Single(clock.Waits), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.5));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_for_a_turn_is_left_to_the_caller()
    {
        channel.Connector = (_, _) => new Answer(429, """{"error":{"code":"Throttled"}}""", RetryAfter: "120");

        var failure = await Assert.ThrowsAsync<ConnectorException>(SendAsync);

        Assert.Equal(("Throttled", TimeSpan.FromMinutes(2)), (failure.Code, failure.RetryAfter));
        Assert.Single(channel.Requests);
    }

    [Fact]
    public async Task Trying_again_ends_and_the_last_answer_is_told()
    {
        channel.Connector = (_, _) => new Answer(429, """{"error":{"code":"Throttled"}}""");

        Assert.Equal("Throttled", (await Assert.ThrowsAsync<ConnectorException>(SendAsync)).Code);
        Assert.Equal(6, channel.Requests.Count);
    }

    [Fact]
    public async Task A_refused_token_is_dropped_and_a_new_one_tried_once()
    {
        channel.Connector = (seen, _) => seen.Authorization == "Bearer t1" ? new Answer(401, "") : new Answer(201, "{}");
        await SendAsync();
        Assert.Equal(["Bearer t1", "Bearer t2"], channel.Requests.Select(r => r.Authorization));

        channel.Requests.Clear();
        channel.Connector = (_, _) => new Answer(401, """{"error":{"code":"BotNotRegistered"}}""");
        Assert.Equal("BotNotRegistered", (await Assert.ThrowsAsync<ConnectorException>(SendAsync)).Code);
        Assert.Equal(2, channel.Requests.Count);
    }

    [Fact]
    public async Task A_token_is_used_until_shortly_before_its_end()
    {
        await SendAsync();
        clock.Advance(TimeSpan.FromMinutes(54));
        await SendAsync();
        Assert.Equal(1, channel.TokensIssued);

        clock.Advance(TimeSpan.FromMinutes(2));
        await SendAsync();
        Assert.Equal(2, channel.TokensIssued);
    }

    [Fact]
    public async Task To_a_host_that_is_not_allowed_nothing_is_sent_and_no_token_is_fetched()
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => CallAsync("send", "https://evil.example/"));

        Assert.Equal("ServiceUrlNotAllowed", failure.Code);
        Assert.Equal(0, channel.TokensIssued);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        channel.Connector = (seen, _) => seen.Path == "/elsewhere" ? new Answer(201, "{}") : new Answer(307, "", Location: "/elsewhere");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, (await Assert.ThrowsAsync<ConnectorException>(SendAsync)).Status);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task An_id_that_would_climb_in_the_path_is_refused(string id)
    {
        await Assert.ThrowsAsync<ConnectorException>(() => client.SendAsync(channel.Url, id, new Activity(), default));
        Assert.Empty(channel.Requests);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":"ConversationBlockedByUser"}}""", true)]
    [InlineData(403, """{"error":{"code":"Forbidden","subCode":"BotNotInConversationRoster"}}""", true)]
    [InlineData(403, """{"subCode":"BotDisabledByAdmin","error":{"code":"Forbidden"}}""", true)]
    [InlineData(403, """{"errorCode":209,"message":"MessageWritesBlocked"}""", true)]
    [InlineData(403, """{"error":{"code":"Forbidden"}}""", false)]
    [InlineData(403, """[]""", false)]
    [InlineData(404, """{"error":{"code":"ConversationNotFound"}}""", true)]
    [InlineData(404, """{"error":{"code":"ActivityNotFoundInConversation"}}""", false)]
    [InlineData(400, """{"error":{"code":"BotDisabledByAdmin"}}""", false)]
    public async Task A_conversation_that_is_gone_can_be_told_from_other_refusals(int status, string body, bool gone)
    {
        channel.Connector = (_, _) => new Answer(status, body);

        Assert.Equal(gone, (await Assert.ThrowsAsync<ConnectorException>(SendAsync)).IsConversationGone);
    }

    [Fact]
    public async Task A_connector_that_cannot_be_reached_is_a_ConnectorException()
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => CallAsync("send", "http://127.0.0.1:1/"));

        Assert.Equal(("Unreachable", null), (failure.Code, failure.Status));
    }

    private Task<string?> SendAsync() => client.SendAsync(channel.Url, Thread, new Activity { Type = "message", Text = "x" }, default);

    private Task CallAsync(string call, string url) => Calls[call](client, url);
}
