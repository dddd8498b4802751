namespace Crm.OutlookAddin.Tests.Simulators;

/// <summary>Any website that a developer has open can make the browser call this machine.</summary>
public sealed class OriginTests : SimulationTests
{
    private const string Pane = "http://localhost:3979";

    [Theory]
    [InlineData("/control/mail", "https://evil.example")]
    [InlineData("/control/mail", "null")]
    [InlineData("/control/mail", "http://localhost:8080")]
    [InlineData("/control/mail", Pane)]
    [InlineData("/control/play", "https://evil.example")]
    [InlineData("/entra/mint", "https://evil.example")]
    [InlineData("/entra/mint", "null")]
    [InlineData("/connector/log/reset", "https://localhost:3979")]
    public async Task A_website_is_refused_also_where_it_need_not_ask_first(string path, string origin)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, ("Origin", origin));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("/control/deliveries")]
    [InlineData("/graph/v1.0/users")]
    [InlineData("/entra/mint")]
    public async Task A_website_that_asks_first_is_refused(string path)
    {
        using var answer = await SendAsync(
            HttpMethod.Options, path, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:3980")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.0.2.7")]
    public async Task A_name_that_only_leads_here_is_refused(string host)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/health/live", ("Host", host));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_pane_may_read_and_the_own_pages_may_order()
    {
        var own = Simulation.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

        using var pane = await SendAsync(HttpMethod.Get, "/health/live", ("Origin", Pane));
        using var ordered = await SendAsync(HttpMethod.Get, "/control/deliveries", ("Origin", own));
        using var tool = await SendAsync(HttpMethod.Get, "/control/deliveries");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [pane.StatusCode, ordered.StatusCode, tool.StatusCode]);
        Assert.Equal([Pane], pane.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(ordered.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("Subject: x\r\n\r\nx", Encoding.UTF8, "text/plain");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Simulation.Http.SendAsync(request);
    }
}
