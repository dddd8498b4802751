namespace Crm.Bot.Tests.Teams;

/// <summary>Whoever asked is never left without a word.</summary>
public sealed class RefusedAnswerTests : BotWorld
{
    [Theory]
    [InlineData(413, "MessageSizeTooBig", "too long for Teams")]
    [InlineData(413, "RequestEntityTooLarge", "too long for Teams")]
    [InlineData(400, "BadSyntax", "could not be shown")]
    [InlineData(400, "BadArgument", "could not be shown")]
    [InlineData(403, "Forbidden", "could not be shown")]
    [InlineData(404, "ActivityNotFoundInConversation", "could not be shown")]
    [InlineData(409, "Conflict", "could not be shown")]
    [InlineData(500, "ServiceError", "could not be shown")]
    [InlineData(503, "ServiceUnavailable", "could not be shown")]
    public async Task A_refused_answer_is_followed_by_a_sentence(int status, string code, string sentence)
    {
        await Bot.RefuseNextAsync(status, code);

        var card = await SayAsync("help");

        Assert.Contains(sentence, Text(card), StringComparison.Ordinal);
        Assert.Equal(2, await Bot.AnswersAsync());
    }

    [Theory]
    [InlineData("ConversationBlockedByUser")]
    [InlineData("BotNotInConversationRoster")]
    public async Task Where_nobody_reads_any_more_nothing_follows(string code)
    {
        await SayAsync("help");
        await Bot.RefuseNextAsync(403, code);

        await SayAsync("help");

        Assert.Equal(1, await Bot.AnswersAsync());
    }

    [Fact]
    public async Task What_was_done_is_done_once_although_its_answer_was_refused()
    {
        await Bot.RefuseNextAsync(413, "MessageSizeTooBig");

        await SayAsync("remind me tomorrow at 9:00 to call Clara");

        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from activities"));
    }
}
