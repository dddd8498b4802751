namespace Crm.OutlookAddin.Tests.Api;

public sealed class RateLimitTests
{
    [Fact]
    public async Task A_person_who_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        await using var pane = await TestPane.StartAsync(settings: [("RateLimits:PerPerson", "1"), ("RateLimits:PerPersonAtOnce", "5")]);
        var (alex, megan) = (await pane.PersonAsync("Alex Wilber"), await pane.PersonAsync("Megan Bowen"));

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await alex.GetAsync("/api/search?q=x"));
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers.Select(a => a.StatusCode));
        var refused = answers.First(a => a.StatusCode is HttpStatusCode.TooManyRequests);
        Assert.InRange(answers.Count(a => a.StatusCode is HttpStatusCode.OK), 5, 10);
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains("try again", (await refused.ProblemAsync(429))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        using var other = await megan.GetAsync("/api/search?q=x");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        answers.ForEach(a => a.Dispose());
    }

    [Fact]
    public async Task Who_has_no_valid_token_is_counted_by_address()
    {
        await using var pane = await TestPane.StartAsync(settings: [("RateLimits:PerAddress", "1"), ("RateLimits:PerAddressAtOnce", "5")]);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var answer = await pane.SendAsync(HttpMethod.Get, "/api/deals", "nothing");
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("300")]
    public async Task The_usual_limits_and_none_let_a_burst_of_five_hundred_through(string perPerson)
    {
        await using var pane = await TestPane.StartAsync(settings: [("RateLimits:PerPerson", perPerson)]);
        var alex = await pane.PersonAsync("Alex Wilber");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 500).Select(async _ =>
        {
            using var answer = await alex.GetAsync("/api/nothing");
            return answer.StatusCode;
        }));

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, statuses);
    }
}
