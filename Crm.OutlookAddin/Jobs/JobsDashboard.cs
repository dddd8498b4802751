using System.Security.Claims;
using Hangfire;

namespace Crm.OutlookAddin.Jobs;

/// <summary>
/// Hangfire's dashboard over the jobs of all hosts, for administrators alone. A browser that opens a page sends no bearer token: whoever
/// signed in at /pane/jobs.html has the token in a cookie for these pages, and each of their requests is checked by it as a request of
/// the pane is.
/// </summary>
internal static class JobsDashboard
{
    public const string Root = "/jobs";

    /// <summary>Not sent from other sites, nor readable by scripts, nor sent to any other path.</summary>
    private const string Cookie = "crm-jobs";

    public static IServiceCollection AddJobsDashboard(this IServiceCollection services)
    {
        services.AddOptions<JobsDashboardOptions>().BindConfiguration(JobsDashboardOptions.Section);
        services.AddAuthorizationBuilder().AddPolicy(
            PersonWithAccount.JobsPolicy,
            policy => policy.RequireAuthenticatedUser().AddRequirements(new PersonWithAccount(AdministersJobs: true)));
        return services;
    }

    public static void MapJobsDashboard(this WebApplication app)
    {
        app.MapPost(Root + "/session", Begin)
            .RequireAuthorization(PersonWithAccount.JobsPolicy).RequireRateLimiting(RateLimits.ByPerson).ExcludeFromDescription();
        app.MapHangfireDashboardWithAuthorizationPolicy(PersonWithAccount.JobsPolicy, Root, new DashboardOptions
        {
            AppPath = null,
            DashboardTitle = "CRM jobs",
            DisplayStorageConnectionString = false,
        });
    }

    /// <summary>The token of a request for these pages that carries none in its header.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Path.StartsWithSegments(Root) && request.Headers.Authorization.Count == 0 ? request.Cookies[Cookie] : null;

    private static IResult Begin(HttpContext http, ClaimsPrincipal who, TimeProvider clock)
    {
        var ends = DateTimeOffset.FromUnixTimeSeconds(long.Parse(who.FindFirstValue("exp")!, CultureInfo.InvariantCulture));
        http.Response.Cookies.Append(Cookie, http.Request.Headers.Authorization.ToString()["Bearer ".Length..].Trim(), new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps || !http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment(),
            SameSite = SameSiteMode.Strict,
            Path = Root,
            MaxAge = ends - clock.GetUtcNow(),
        });
        return Results.NoContent();
    }
}
