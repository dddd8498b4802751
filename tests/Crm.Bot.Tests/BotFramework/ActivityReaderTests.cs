namespace Crm.Bot.Tests.BotFramework;

/// <summary>Oddities of payloads that Microsoft or its SDKs' tests have published.</summary>
public sealed class ActivityReaderTests
{
    private static Activity Read(string json) => ActivityReader.Read(Encoding.UTF8.GetBytes(json));

    private static Activity ReadMessage(string members) => Read("""{"type":"message","conversation":{"id":"c"},""" + members + "}");

    [Fact]
    public void The_published_spelling_serviceURL_is_read()
    {
        Assert.Equal("https://s/", ReadMessage("\"serviceURL\":\"https://s/\"").ServiceUrl);
    }

    [Fact]
    public void Unknown_members_of_every_kind_are_kept_and_written_again()
    {
        var activity = ReadMessage(
            "\"recipients\":[1],\"delivery_mode\":\"x\",\"deep\":{\"a\":null},\"channelData\":{\"legacy\":{\"replyToId\":\"1:2\"}}");

        var written = JsonNode.Parse(JsonSerializer.Serialize(activity, ActivityJson.Options))!;

        Assert.Equal("""[1]""", written["recipients"]!.ToJsonString());
        Assert.Equal("""{"a":null}""", written["deep"]!.ToJsonString());
        Assert.Equal("1:2", written["channelData"]!["legacy"]!["replyToId"]!.GetValue<string>());
    }

    [Fact]
    public void Null_is_read_as_absent_everywhere()
    {
        var activity = ReadMessage("""
            "text":null,"channelId":null,"deliveryMode":null,"inputHint":null,"timestamp":null,"from":null,"value":null,
            "entities":null,"attachments":[null,{"contentType":"text/html","name":null,"contentUrl":null}],"membersAdded":[],
            "channelData":{"tenant":null,"source":null,"team":null}
            """);

        Assert.Null(activity.Text);
        Assert.Null(activity.Value);
        Assert.Empty(activity.Entities);
        Assert.Null(Assert.Single(activity.Attachments).Name);
        Assert.Null(activity.TenantId);
        Assert.False(activity.HasConflictingTenants);
    }

    [Fact]
    public void A_sender_without_a_name_and_with_a_masked_object_id_is_nobody_in_particular()
    {
        var activity = ReadMessage("\"from\":{\"id\":\" 29:u\",\"name\":\"\",\"aadObjectId\":\"***\"}");

        Assert.Equal(new ChannelUser(null, null, " 29:u"), ChannelUser.Of(activity));
    }

    [Fact]
    public void A_string_that_looks_like_JSON_stays_a_string()
    {
        Assert.Equal(JsonValueKind.String, ReadMessage("""
            "value":"{\"a\":\"b\"}"
            """).Value!.Value.ValueKind);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("0")]
    [InlineData("false")]
    public void The_value_may_be_any_JSON(string value)
    {
        Assert.Equal(value, ReadMessage("\"value\":" + value).Value!.Value.GetRawText());
    }

    [Fact]
    public void Unknown_entities_are_kept_with_members_of_any_type()
    {
        var activity =
            ReadMessage("\"entities\":[{\"type\":\"mention\",\"mentioned\":5},{\"type\":\"unknown\",\"name\":{},\"text\":7},{}]");

        Assert.Equal(3, activity.Entities.Count);
        Assert.All(activity.Entities, entity => Assert.Null(entity.AsMention()));
    }

    [Theory]
    [InlineData("\"2017-10-29T00:51:05.9908157Z\"", true)]
    [InlineData("\"2025-10-08T10:33:01.4953744-07:00\"", true)]
    [InlineData("\"{timestamp}\"", false)]
    [InlineData("\"\"", false)]
    public void A_time_that_cannot_be_read_is_absent(string time, bool known)
    {
        Assert.Equal(known, ReadMessage("\"localTimestamp\":" + time).LocalTimestamp is not null);
    }

    [Fact]
    public void A_callerId_on_the_wire_is_discarded()
    {
        Assert.Empty(ReadMessage("\"callerId\":\"urn:botframework:azure\",\"CallerID\":\"x\"").Unknown!);
    }

    [Theory]
    [InlineData("""{"tenantId":"A"}""", """{"tenant":{"id":"a"}}""", "A", false)]
    [InlineData("""{"tenantId":"a"}""", """{"tenant":{"id":"b"}}""", "a", true)]
    [InlineData("""{}""", """{"tenant":{"id":"b"}}""", "b", false)]
    [InlineData("""{"tenantId":""}""", """{"tenant":{"id":"b"}}""", "b", false)]
    [InlineData("""{"tenantId":"a"}""", """{}""", "a", false)]
    [InlineData("""{"tenantId":"a"}""", """{"tenant":{"id":" a"}}""", "a", false)]
    [InlineData("""{}""", """{}""", null, false)]
    public void The_tenant_is_the_conversation_s_or_else_the_channel_data_s(string conversation, string data, string? tenant, bool conflict)
    {
        var activity = Read($$"""{"type":"x","conversation":{{conversation}},"channelData":{{data}}}""");

        Assert.Equal(tenant, activity.TenantId);
        Assert.Equal(conflict, activity.HasConflictingTenants);
    }

    [Theory]
    [InlineData("personal", true)]
    [InlineData("Personal", true)]
    [InlineData("groupChat", false)]
    [InlineData(null, false)]
    public void Only_what_says_personal_is_personal(string? type, bool expected)
    {
        Assert.Equal(expected, new Activity { Conversation = new ConversationAccount { ConversationType = type } }.IsPersonal);
    }

    [Fact]
    public void What_the_bot_sends_holds_no_nulls_and_no_empty_lists_of_its_own_but_a_card_s_stay()
    {
        var card = JsonSerializer.SerializeToElement(new { type = "AdaptiveCard", refresh = new { userIds = Array.Empty<string>() } });
        var written = JsonSerializer.Serialize(
            new Activity { Type = "message", Attachments = [Attachment.AdaptiveCard(card)] }, ActivityJson.Options);

        Assert.Equal(
            """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":"""
                + """{"type":"AdaptiveCard","refresh":{"userIds":[]}}}]}""",
            written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("{}")]
    [InlineData("""{"type":null,"text":"x"}""")]
    [InlineData("""{"type":"","text":"x"}""")]
    [InlineData("""{"type":2,"text":"x"}""")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":"message","conversation":null}""")]
    [InlineData("""{"type":"message","conversation":{"id":""}}""")]
    [InlineData("""{"type":"message","conversation":"c"}""")]
    [InlineData("""{"type":"invoke","channelId":"msteams"}""")]
    [InlineData("""{"type":"message","conversation":{"id":5}}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"},"from":{"id":7}}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"},"text":{"a":1}}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"},"text":true}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"},"attachments":{}}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"},"timestamp":5}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c","isGroup":"yes"}}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"},"channelData":"x"}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"},}""")]
    [InlineData("""{"type":"message",/* note */"conversation":{"id":"c"}}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"}} {}""")]
    [InlineData("""{"type":"message","conversation":{"id":"c"},"text":"\ud800"}""")]
    [InlineData("""{"type":"invoke","conversation":{"id":"c"},"value":{"a":"\uDC00x"}}""")]
    [InlineData("""{"type":"invoke","conversation":{"id":"c"},"value":{"\ud83d":1}}""")]
    public async Task What_is_no_activity_gets_400_and_a_reason(string body)
    {
        await using var bot = await TestBot.StartLocalAsync();

        using var answer = await bot.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]);
        Assert.Empty(bot.Log.Errors);
    }

    [Fact]
    public async Task JSON_nested_without_end_gets_400()
    {
        await using var bot = await TestBot.StartLocalAsync();
        var nested = new string('[', 5000) + new string(']', 5000);

        Assert.Equal(HttpStatusCode.BadRequest, (await bot.PostAsync($$"""{"type":"x","value":{{nested}}}""")).StatusCode);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_may_have_one_mebibyte(int more, HttpStatusCode expected)
    {
        await using var bot = await TestBot.StartLocalAsync();
        var empty = TestBot.Activity(change: a => a["text"] = "").ToJsonString();
        var body = TestBot.Activity(change: a => a["text"] = new string('x', (1024 * 1024) - empty.Length + more)).ToJsonString();

        using var answer = await bot.PostAsync(body);
        using var chunked = await ChunkedAsync(bot, body);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected, chunked.StatusCode);
    }

    private static async Task<HttpResponseMessage> ChunkedAsync(TestBot bot, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, bot.Messages);
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http.SendAsync(request);
    }
}
