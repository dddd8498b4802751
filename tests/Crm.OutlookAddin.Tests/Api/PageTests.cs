namespace Crm.OutlookAddin.Tests.Api;

public sealed class PageTests
{
    [Fact]
    public async Task The_pane_may_be_framed_by_Outlook_and_by_whoever_is_configured_and_runs_only_its_own_and_Offices_scripts()
    {
        await using var pane = await TestPane.StartAsync(
            settings: [("Pane:FrameAncestors", "http://localhost:3980 https://mail.contoso.example"),
                ("Pane:OfficeJsUrl", "http://localhost:3980/outlook/office.js")]);

        using var answer = await pane.Http.GetAsync("/pane/");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy")).Split("; ");
        var ancestors = policy.Single(p => p.StartsWith("frame-ancestors", StringComparison.Ordinal)).Split(' ');
        Assert.Contains("https://outlook.office.com", ancestors);
        Assert.Contains("https://*.cloud.microsoft", ancestors);
        Assert.Contains("https://mail.contoso.example", ancestors);
        Assert.Contains("http://localhost:3980", ancestors);
        Assert.DoesNotContain("*", ancestors);
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("style-src 'self'", policy);
        Assert.Contains("script-src 'self' https://appsforoffice.microsoft.com http://localhost:3980", policy);
        Assert.DoesNotContain("unsafe", string.Join(' ', policy), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains(
            "<script src=\"http://localhost:3980/outlook/office.js\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_asked_for_every_time_and_its_hashed_files_stay()
    {
        await using var pane = await TestPane.StartAsync();

        using var page = await pane.Http.GetAsync("/pane/");
        using var script = await pane.Http.GetAsync("/pane/assets/index-abc123.js");
        using var missing = await pane.Http.GetAsync("/pane/assets/index-gone.js");
        using var slash = await pane.Http.GetAsync("/pane?_host_Info=Outlook");

        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.Equal(TimeSpan.FromDays(365), script.Headers.CacheControl!.MaxAge);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        Assert.Equal(404, (int)missing.StatusCode);
        Assert.Equal("/pane/?_host_Info=Outlook", slash.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/api/deals")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/bug")]
    [InlineData("/nowhere")]
    [InlineData("/panelist")]
    public async Task Nothing_else_may_be_framed(string path)
    {
        await using var pane = await TestPane.StartAsync();

        using var answer = await pane.Http.GetAsync(path);

        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("Production", "max-age=31536000")]
    [InlineData("Development", null)]
    public async Task In_production_browsers_are_told_to_come_by_https_only(string environment, string? told)
    {
        var folder = Directory.CreateTempSubdirectory("pane").FullName;
        await using var app = TestPane.Build(
            environment, folder, TimeProvider.System,
            ("ConnectionStrings:Crm", "Host=localhost"), ("AzureAd:ClientId", TestPane.ClientId),
            ("AzureAd:TenantId", World.Contoso.ToString()));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        foreach (var (path, status) in new[]
            { ("/pane/", 200), ("/pane/config.json", 200), ("/api/deals", 401), ("/bug", 500), ("/nowhere", 404) })
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal(told, answer.Headers.TryGetValues("Strict-Transport-Security", out var said) ? string.Join('|', said) : null);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_failure_of_ours_says_that_it_is_ours_and_nothing_of_the_inside()
    {
        await using var pane = await TestPane.StartAsync();

        using var answer = await pane.Http.GetAsync("/bug");

        Assert.DoesNotContain("secret", (await answer.ProblemAsync(500)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pane_learns_how_to_ask_Outlook_for_a_token()
    {
        await using var pane = await TestPane.StartAsync();

        var config = JsonNode.Parse(await pane.Http.GetStringAsync("/pane/config.json"))!;

        Assert.Equal(TestPane.ClientId, config["clientId"]!.GetValue<string>());
        Assert.Equal($"api://{TestPane.ClientId}/Crm.Access", config["scope"]!.GetValue<string>());
        Assert.Equal($"https://login.microsoftonline.com/{World.Contoso}", config["authority"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_pane_that_was_not_built_says_how_to_build_it()
    {
        await using var pane = await TestPane.StartAsync(built: false);

        Assert.Contains("Run ./crm up", await pane.Http.GetStringAsync("/pane/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_API_is_the_one_that_was_approved()
    {
        await using var pane = await TestPane.StartAsync();

        var document = JsonNode.Parse(await pane.Http.GetStringAsync("/openapi/v1.json"))!.AsObject();
        document.Remove("servers"); // The port of this test.

        Approved.Matches(document.ToJsonString(Indented) + "\n", "openapi.json");
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
