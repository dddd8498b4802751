using System.Net.Sockets;

namespace Crm.Bot.Tests.BotFramework;

public sealed class LocalCallerTests
{
    [Fact]
    public async Task Without_an_app_id_a_caller_on_this_machine_needs_no_token_and_a_wrong_one_does_not_hurt()
    {
        await using var bot = await TestBot.StartLocalAsync();

        Assert.Equal(HttpStatusCode.OK, await bot.StatusAsync(TestBot.Activity()));
        Assert.Equal(HttpStatusCode.OK, await bot.StatusAsync(TestBot.Activity(), "Bearer abc"));
    }

    [Fact]
    public async Task Without_an_app_id_a_caller_from_elsewhere_is_refused()
    {
        var address = Dns.GetHostAddresses(Dns.GetHostName())
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        if (address is null)
        {
            // A machine that only talks to itself has no elsewhere; the tunnel below proves the same refusal.
            return;
        }

        await using var bot = await TestBot.StartLocalAsync(address: address.ToString());

        Assert.Equal(HttpStatusCode.Forbidden, await bot.StatusAsync(TestBot.Activity()));
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "bot.example")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task A_tunnel_on_this_machine_and_a_rebound_name_are_not_this_machine(string header, string value)
    {
        await using var bot = await TestBot.StartLocalAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bot, header, value));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task Behind_a_proxy_a_bot_that_checks_no_tokens_says_in_the_log_what_to_set(string header, string value)
    {
        await using var bot = await TestBot.StartLocalAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bot, header, value));
        Assert.Contains(
            "a proxy forwards strangers to a bot that checks no tokens: set MicrosoftAppId", Assert.Single(bot.Log.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_cannot_post_a_plain_form_to_the_local_bot()
    {
        await using var bot = await TestBot.StartLocalAsync();
        using var http = new HttpClient();
        using var body = new StringContent(TestBot.Activity().ToJsonString(), Encoding.UTF8, "text/plain");

        using var answer = await http.PostAsync(bot.Messages, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    /// <summary>Tools on this machine speak as Teams or as themselves, and have the answers sent to this machine.</summary>
    [Theory]
    [InlineData("channelId", "msteams", HttpStatusCode.OK)]
    [InlineData("channelId", "emulator", HttpStatusCode.OK)]
    [InlineData("channelId", "playground", HttpStatusCode.OK)]
    [InlineData("channelId", "webchat", HttpStatusCode.Forbidden)]
    [InlineData("channelId", "directline", HttpStatusCode.Forbidden)]
    [InlineData("channelId", "slack", HttpStatusCode.Forbidden)]
    [InlineData("serviceUrl", "http://localhost:56150/_connector", HttpStatusCode.OK)]
    [InlineData("serviceUrl", "http://127.0.0.1:56150/_connector", HttpStatusCode.OK)]
    [InlineData("serviceUrl", "https://evil.example/", HttpStatusCode.Forbidden)]
    [InlineData("serviceUrl", "not a url", HttpStatusCode.Forbidden)]
    public async Task A_turn_of_another_channel_or_whose_answers_would_go_elsewhere_is_refused(
        string member, string value, HttpStatusCode expected)
    {
        await using var bot = await TestBot.StartLocalAsync();

        Assert.Equal(expected, await bot.StatusAsync(TestBot.Activity(change: a => a[member] = value)));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_POST_is_served(string method)
    {
        await using var bot = await TestBot.StartLocalAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), bot.Messages);

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestBot bot, string header, string value)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, bot.Messages);
        request.Content = new StringContent(TestBot.Activity().ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
