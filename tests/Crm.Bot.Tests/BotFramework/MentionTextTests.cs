namespace Crm.Bot.Tests.BotFramework;

public sealed class MentionTextTests
{
    [Theory]
    [InlineData("<at>CRM</at> open deals", "<at>CRM</at>", "CRM", "open deals")]
    [InlineData("<at>crm</at> open <at>CRM</at>deals", "<at>CRM</at>", "CRM", "open deals")]
    [InlineData("<at id=\"0\">CRM</at>&nbsp;reply to thread", "<at>CRM</at>", "CRM", "reply to thread")]
    [InlineData("<at>CRM</at> x", "<at id=\"28:1\">CRM</at>", "CRM", "x")]
    [InlineData("<at>firstName</at> lastName\n", null, "firstName", "lastName")]
    [InlineData("<at>firstName</at> lastName", "", "firstName", "lastName")]
    [InlineData("<at>somebody</at> stays", null, "CRM", "<at>somebody</at> stays")]
    [InlineData("botname sometext", "<at id=\"28: 8\">botname</at>", null, "botname sometext")]
    [InlineData("Fish &amp; Chips\u00a0", null, null, "Fish & Chips")]
    [InlineData(null, "<at>CRM</at>", "CRM", "")]
    public void The_bot_s_own_mention_is_taken_out_of_the_text(string? text, string? marker, string? name, string expected)
    {
        Assert.Equal(expected, Message(text, new { type = "mention", mentioned = new { id = "28:bot", name }, text = marker })
            .TextWithoutBotMention());
    }

    [Fact]
    public void Other_people_s_mentions_stay_even_with_the_bot_s_name()
    {
        var message =
            Message("<at>CRM</at> hi", new { type = "mention", mentioned = new { id = "29:u", name = "CRM" }, text = "<at>CRM</at>" });

        Assert.Equal("<at>CRM</at> hi", message.TextWithoutBotMention());
    }

    [Fact]
    public void Tags_without_an_entity_stay()
    {
        Assert.Equal("<at>CRM</at> hi", Message("<at>CRM</at> hi", new { type = "clientInfo" }).TextWithoutBotMention());
    }

    private static Activity Message(string? text, object entity) => new()
    {
        Type = "message",
        Text = text,
        Recipient = new ChannelAccount { Id = "28:bot", Name = "The CRM" },
        Entities = [JsonSerializer.Deserialize<Entity>(JsonSerializer.Serialize(entity), ActivityJson.Options)!],
    };
}
