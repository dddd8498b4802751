namespace Crm.Bot.Tests.BotFramework;

public sealed class RateLimitTests
{
    [Fact]
    public async Task An_address_that_knocks_too_often_is_told_to_wait()
    {
        await using var channel = await ChannelStandIn.StartAsync();
        await using var bot = await TestBot.StartAsync(
            new Dictionary<string, string?>(TestBot.Registration(channel))
            { ["RateLimits:PerAddress"] = "1", ["RateLimits:PerAddressAtOnce"] = "5" });
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await bot.PostAsync(TestBot.Activity()));
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers.Select(a => a.StatusCode));
        var refused = answers.First(a => a.StatusCode is HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.Unauthorized, answers[0].StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        answers.ForEach(a => a.Dispose());
    }

    [Theory]
    [InlineData("0", "2000", 200)]
    [InlineData("500", "2000", 1000)]
    public async Task Without_a_limit_and_under_the_usual_one_bursts_pass(string perAddress, string atOnce, int requests)
    {
        await using var bot = await TestBot.StartAsync(
            new Dictionary<string, string?>
            { ["Bot:WithoutAppId"] = "true", ["RateLimits:PerAddress"] = perAddress, ["RateLimits:PerAddressAtOnce"] = atOnce });

        var statuses = await Task.WhenAll(Enumerable.Range(0, requests).Select(_ => bot.StatusAsync(TestBot.Activity())));

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, statuses);
    }
}
