namespace Crm.Bot.Tests.BotFramework;

public sealed class TurnTests
{
    [Theory]
    [InlineData("message", HttpStatusCode.OK)]
    [InlineData("conversationUpdate", HttpStatusCode.OK)]
    [InlineData("foo", HttpStatusCode.OK)]
    [InlineData("invoke", HttpStatusCode.NotImplemented)]
    public async Task Without_a_handler_invokes_get_501_and_everything_else_an_empty_200(string type, HttpStatusCode expected)
    {
        await using var bot = await TestBot.StartLocalAsync();

        using var named = await bot.PostAsync(TestBot.Activity(type, a => a["name"] = "x/y"));
        using var nameless = await bot.PostAsync(TestBot.Activity(type));

        Assert.Equal(expected, named.StatusCode);
        Assert.Equal(expected, nameless.StatusCode);
        Assert.Empty(await named.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_invoke_is_answered_with_the_handler_s_status_and_body()
    {
        await using var bot = await TestBot.StartLocalAsync((turn, _) => Task.FromResult(turn.Activity.Name switch
        {
            "ok" => TurnResult.Json(new { task = new { type = "message", value = "Grüße" } }),
            "bad" => TurnResult.Json(new { code = "BadRequest" }, 400),
            "close" => TurnResult.Done,
            "refused" => TurnResult.OfStatus(403),
            _ => TurnResult.NotHandled,
        }));

        using var ok = await InvokeAsync(bot, "ok");
        Assert.Equal("Grüße", JsonNode.Parse(await ok.Content.ReadAsStringAsync())!["task"]!["value"]!.GetValue<string>());
        Assert.Equal("application/json", ok.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, (await InvokeAsync(bot, "bad")).StatusCode);
        Assert.Equal(0, (await InvokeAsync(bot, "close")).Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.Forbidden, (await InvokeAsync(bot, "refused")).StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, (await InvokeAsync(bot, "unknown")).StatusCode);
    }

    [Fact]
    public async Task A_message_gets_200_whatever_the_handler_returns()
    {
        await using var bot = await TestBot.StartLocalAsync((_, _) => Task.FromResult(TurnResult.NotHandled));

        Assert.Equal(HttpStatusCode.OK, await bot.StatusAsync(TestBot.Activity()));
    }

    [Fact]
    public async Task A_handler_that_throws_gives_500_without_details_and_is_logged_once()
    {
        await using var bot = await TestBot.StartLocalAsync((_, _) => throw new InvalidOperationException("secret"));

        using var answer = await bot.PostAsync(TestBot.Activity());

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
        Assert.Single(bot.Log.Errors);
    }

    [Fact]
    public async Task The_turn_tells_who_sent_it()
    {
        ChannelUser? caller = null;
        await using var bot = await TestBot.StartLocalAsync((turn, _) =>
        {
            caller = turn.Caller;
            return Task.FromResult(TurnResult.Done);
        });

        await bot.StatusAsync(TestBot.Activity());

        Assert.Equal(new ChannelUser(Guid.Parse(TestBot.Tenant), Guid.Parse("33333333-3333-4333-8333-333333333333"), "29:u"), caller);
    }

    [Fact]
    public async Task Who_expects_replies_gets_them_in_the_answer_and_the_connector_is_not_called()
    {
        await using var channel = await ChannelStandIn.StartAsync();
        await using var bot = await TestBot.StartLocalAsync(async (turn, stop) =>
        {
            if (turn.Activity.Text == "hello")
            {
                await turn.SendAsync("one", stop);
                await turn.ReplyAsync(new Activity { Text = "two" }, stop);
            }

            return TurnResult.Done;
        });
        Action<JsonObject> expecting = a =>
        {
            a["deliveryMode"] = "expectReplies";
            a["serviceUrl"] = channel.Url;
        };

        using var two = await bot.PostAsync(TestBot.Activity(change: expecting));
        using var none = await bot.PostAsync(TestBot.Activity(change: a =>
        {
            expecting(a);
            a["text"] = "";
        }));

        var replies = JsonNode.Parse(await two.Content.ReadAsStringAsync())!["activities"]!.AsArray();
        Assert.Equal(["one", "two"], replies.Select(reply => reply!["text"]!.GetValue<string>()));
        Assert.Equal("message", replies[1]!["type"]!.GetValue<string>());
        Assert.Equal("""{"activities":[]}""", await none.Content.ReadAsStringAsync());
        Assert.Empty(channel.Requests);
    }

    [Fact]
    public async Task A_fragment_without_a_service_URL_is_handled_and_its_reply_is_dropped()
    {
        await using var bot = await TestBot.StartLocalAsync(async (turn, stop) =>
        {
            Assert.Null(turn.Connector);
            Assert.Null(await turn.SendAsync("lost", stop));
            await turn.UpdateAsync("1", new Activity(), stop);
            return TurnResult.Done;
        });

        Assert.Equal(HttpStatusCode.OK, await bot.StatusAsync(TestBot.Activity(change: a => a.Remove("serviceUrl"))));
    }

    [Fact]
    public async Task A_reply_goes_to_the_conversation_it_came_from_addressed_and_quoting_the_message()
    {
        await using var channel = await ChannelStandIn.StartAsync();
        await using var bot = await TestBot.StartLocalAsync(async (turn, stop) =>
        {
            Assert.Equal("m1", await turn.ReplyAsync(new Activity { Text = "hi" }, stop));
            return TurnResult.Done;
        });

        await bot.StatusAsync(TestBot.Activity(change: a =>
        {
            a["id"] = "1700";
            a["serviceUrl"] = channel.Url + "/";
            a["conversation"]!["id"] = "19:x@thread.tacv2;messageid=1";
        }));

        var request = Assert.Single(channel.Requests);
        Assert.Equal("/v3/conversations/19%3Ax%40thread.tacv2%3Bmessageid%3D1/activities/1700", request.Path);
        var sent = JsonSerializer.Deserialize<Activity>(request.Body, ActivityJson.Options)!;
        Assert.Equal("28:" + ChannelStandIn.AppId, sent.From!.Id);
        Assert.Equal("29:u", sent.Recipient!.Id);
        Assert.Equal("19:x@thread.tacv2;messageid=1", sent.Conversation!.Id);
        Assert.Equal("1700", sent.ReplyToId);
        Assert.Null(sent.ServiceUrl);
        Assert.Null(request.Authorization);
    }

    private static Task<HttpResponseMessage> InvokeAsync(TestBot bot, string name) =>
        bot.PostAsync(TestBot.Activity("invoke", a => a["name"] = name));
}
