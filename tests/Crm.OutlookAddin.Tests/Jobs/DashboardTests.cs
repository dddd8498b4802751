using Crm.OutlookAddin.Tests.Api;

namespace Crm.OutlookAddin.Tests.Jobs;

/// <summary>The jobs of all hosts and tenants, for the operator's administrators and nobody else.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    private TestPane pane = null!;

    public async Task InitializeAsync() => pane = await TestPane.StartAsync();

    public async Task DisposeAsync() => await pane.DisposeAsync();

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/jobs/")]
    [InlineData("/jobs/jobs/enqueued")]
    [InlineData("/jobs/recurring")]
    [InlineData("/jobs/stats")]
    public async Task Without_a_token_it_is_closed(string path)
    {
        using var answer = await pane.SendAsync(HttpMethod.Get, path, null);
        await answer.ProblemAsync(401);
        using var forged = await pane.SendAsync(HttpMethod.Get, path, "not.a.token");
        await forged.ProblemAsync(401);
    }

    [Theory]
    [InlineData(Role.User)]
    [InlineData(Role.Manager)]
    public async Task Whoever_is_no_administrator_is_refused(Role role)
    {
        var person = await pane.PersonAsync("Ann Miller", role);

        var problem = await (await person.GetAsync("/jobs")).ProblemAsync(403);
        Assert.Equal("The jobs are for administrators.", problem["detail"]!.GetValue<string>());
        await (await person.PostAsync("/jobs/session", new { })).ProblemAsync(403);
        await (await person.PostAsync("/jobs/recurring/trigger", new { })).ProblemAsync(403);
    }

    [Fact]
    public async Task An_administrator_sees_it_under_a_policy_of_its_own()
    {
        var admin = await pane.PersonAsync("Ada Root", Role.Admin);

        using var answer = await admin.GetAsync("/jobs");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("CRM jobs", await answer.Content.ReadAsStringAsync());
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/jobs/recurring")]
    [InlineData("/jobs/jobs/enqueued")]
    [InlineData("/jobs/servers")]
    public async Task Its_pages_have_no_script_of_their_own_that_the_policy_would_block(string path)
    {
        var admin = await pane.PersonAsync("Ada Root", Role.Admin);
        var page = await (await admin.GetAsync(path)).Content.ReadAsStringAsync();

        Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)", page);
        Assert.DoesNotMatch(@"\son[a-z]+=", page);
    }

    /// <summary>A browser that opens a page sends no token: it has it in a cookie that goes nowhere else.</summary>
    [Fact]
    public async Task Whoever_signed_in_opens_it_by_a_cookie_that_nothing_else_can_use()
    {
        var admin = await pane.PersonAsync("Ada Root", Role.Admin);
        using var begun = await admin.PostAsync("/jobs/session", new { });
        var cookie = Assert.Single(begun.Headers.GetValues("Set-Cookie"));
        Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
        Assert.All(["path=/jobs", "httponly", "samesite=strict", "max-age="],
            part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));

        Assert.Equal(HttpStatusCode.OK, await WithAsync(cookie, HttpMethod.Get, "/jobs"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(cookie, HttpMethod.Get, "/api/search?q=a"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync("crm-jobs=forged", HttpMethod.Get, "/jobs"));
    }

    /// <summary>The cookie is checked as a token of the pane is, at every request.</summary>
    [Fact]
    public async Task A_session_ends_with_the_account()
    {
        var admin = await pane.PersonAsync("Ada Root", Role.Admin);
        using var begun = await admin.PostAsync("/jobs/session", new { });
        var cookie = begun.Headers.GetValues("Set-Cookie").Single();
        await pane.World.TruthAsync<long>(
            $"with gone as (update users set role = 'USER' where id = '{admin.User.Id}' returning 1) select count(*) from gone");

        Assert.Equal(HttpStatusCode.Forbidden, await WithAsync(cookie, HttpMethod.Get, "/jobs"));
    }

    /// <summary>The jobs are those of all tenants: one of them runs the CRM, and the others' administrators are guests in it.</summary>
    [Fact]
    public async Task Of_several_organisations_the_one_that_is_named_sees_it()
    {
        await using var both = await TestPane.StartAsync(settings: [("AzureAd:TenantId", "organizations")]);
        await using var named = await TestPane.StartAsync(
            settings: [("AzureAd:TenantId", "organizations"), ("Jobs:Tenant", World.Contoso.ToString())]);

        var unnamed = await (await (await both.PersonAsync("Ada Root", Role.Admin)).GetAsync("/jobs")).ProblemAsync(403);
        Assert.Contains("Jobs:Tenant", unnamed["detail"]!.GetValue<string>());
        using var ours = await (await named.PersonAsync("Ada Root", Role.Admin)).GetAsync("/jobs");
        Assert.Equal(HttpStatusCode.OK, ours.StatusCode);
        await (await (await named.PersonAsync("Fay Root", Role.Admin, World.Fabrikam)).GetAsync("/jobs")).ProblemAsync(403);
    }

    private async Task<HttpStatusCode> WithAsync(string cookie, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        using var answer = await pane.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
